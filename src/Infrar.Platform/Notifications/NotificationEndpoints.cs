using Infrar.Platform.Access;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Notifications;

/// <summary>How a project tells people and programs what happens to it.</summary>
internal static class NotificationEndpoints
{
    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        var channels = routes.MapGroup("/api/v1/projects/{project}/notifications").WithTags("Notifications");
        channels
            .MapGet("", ListAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.ProjectsRead))
            .WithName("ListNotifications")
            .WithSummary("Whom the project tells what happens to it, newest first.");
        channels
            .MapPost("", CreateAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.ProjectsWrite))
            .Idempotent(hasSecret: true)
            .WithName("CreateNotification")
            .WithSummary("Has the project tell somebody what happens to it: by webhook, or by mail.")
            .WithDescription(
                "Requests are signed: Infrar-Signature is 't=TIME,v1=HMAC', an HMAC-SHA-256 in hex of 'TIME.BODY' under the signing key. What is not answered with 2xx is tried again for a day."
            );
        channels
            .MapPut("/{notification}", ChangeAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.ProjectsWrite))
            .NeedsVersion()
            .WithName("ChangeNotification")
            .WithSummary("Says what is told, of which environment, and whether at all.");
        channels
            .MapDelete("/{notification}", DeleteAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.ProjectsWrite))
            .WithName("DeleteNotification")
            .WithSummary("Has the project tell somebody no more.");
        channels
            .MapPost("/{notification}/test", TestAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.ProjectsWrite))
            .WithName("TestNotification")
            .WithSummary("Tells something that has not happened, to see whether it arrives.");
        channels
            .MapGet("/{notification}/deliveries", ListDeliveriesAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.ProjectsRead))
            .WithName("ListDeliveries")
            .WithSummary("What was told in the last two weeks, or is to be, newest first.");
    }

    private static async Task<Ok<Page<ChannelResponse>>> ListAsync(
        ProjectAccess access,
        [AsParameters] PageRequest page,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var before = page.Before<NotificationChannel>();
        var rows = await records
            .Set<NotificationChannel>()
            .AsNoTracking()
            .Where(c => c.ProjectId == access.Id && c.Id < before)
            .OrderByDescending(c => c.Id)
            .Take(page.Size + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            Page<ChannelResponse>.Of([.. rows.Select(ChannelResponse.Of)], page.Size, c => c.Id.Value)
        );
    }

    private static async Task<Results<Created<CreatedChannelResponse>, ProblemHttpResult>> CreateAsync(
        CreateChannelRequest request,
        Caller caller,
        ProjectAccess access,
        ChannelChanges changes,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var (made, faults) = await changes.CreateAsync(request, access, caller.Origin(http), cancellationToken);
        return made.Succeeded(out var created, out var problem)
            ? TypedResults.Created($"/api/v1/projects/{access.Id}/notifications/{created.Channel.Id}", created)
            : problem.ToHttp(faults);
    }

    private static async Task<Results<Ok<ChannelResponse>, ProblemHttpResult>> ChangeAsync(
        string notification,
        ChangeChannelRequest request,
        Caller caller,
        ProjectAccess access,
        ChannelChanges changes,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(records, access, notification, cancellationToken) is not { } channel)
        {
            return NotificationProblems.NoSuch().ToHttp();
        }

        if (EntityVersion.Refusal(http.Request, channel.Version) is { } stale)
        {
            return stale.ToHttp();
        }

        var faults = await changes.ChangeAsync(channel, request, access, caller.Origin(http), cancellationToken);
        if (!faults.IsEmpty)
        {
            return NotificationProblems.NotRight().ToHttp(faults);
        }

        http.Response.Headers.ETag = EntityVersion.Tag(channel.Version);
        return TypedResults.Ok(ChannelResponse.Of(channel));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string notification,
        Caller caller,
        ProjectAccess access,
        ChannelChanges changes,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(records, access, notification, cancellationToken) is not { } channel)
        {
            return NotificationProblems.NoSuch().ToHttp();
        }

        await changes.DeleteAsync(channel, access, caller.Origin(http), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Accepted<DeliveryResponse>, ProblemHttpResult>> TestAsync(
        string notification,
        ProjectAccess access,
        Notifier notifier,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(records, access, notification, cancellationToken) is not { } channel)
        {
            return NotificationProblems.NoSuch().ToHttp();
        }

        var name = await records
            .Set<Project>()
            .Where(p => p.Id == access.Id)
            .Select(p => p.Name)
            .FirstAsync(cancellationToken);
        var delivery = notifier.AddTest(channel, name);
        await records.SaveChangesAsync(cancellationToken);
        return TypedResults.Accepted(
            $"/api/v1/projects/{access.Id}/notifications/{channel.Id}/deliveries",
            DeliveryResponse.Of(delivery)
        );
    }

    private static async Task<Results<Ok<Page<DeliveryResponse>>, ProblemHttpResult>> ListDeliveriesAsync(
        string notification,
        ProjectAccess access,
        [AsParameters] PageRequest page,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(records, access, notification, cancellationToken) is not { } channel)
        {
            return NotificationProblems.NoSuch().ToHttp();
        }

        var before = page.Before<NotificationDelivery>();
        var rows = await records
            .Set<NotificationDelivery>()
            .AsNoTracking()
            .Where(d => d.ChannelId == channel.Id && d.Id < before)
            .OrderByDescending(d => d.Id)
            .Take(page.Size + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            Page<DeliveryResponse>.Of([.. rows.Select(DeliveryResponse.Of)], page.Size, d => d.Id.Value)
        );
    }

    private static async Task<NotificationChannel?> FindAsync(
        PlatformContext records,
        ProjectAccess access,
        string notification,
        CancellationToken cancellationToken
    ) =>
        Id<NotificationChannel>.TryParse(notification, null, out var id)
            ? await records
                .Set<NotificationChannel>()
                .FirstOrDefaultAsync(c => c.Id == id && c.ProjectId == access.Id, cancellationToken)
            : null;
}
