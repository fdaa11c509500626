using System.Globalization;
using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Prices;

/// <summary>Which prices a project is estimated with.</summary>
internal static class ProjectPriceEndpoints
{
    public static void MapProjectPrices(this IEndpointRouteBuilder routes)
    {
        var prices = routes.MapGroup("/api/v1/projects/{project}/prices").WithTags("Prices");
        prices
            .MapGet("", ReadAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.ProjectsRead))
            .WithName("ReadProjectPrices")
            .WithSummary("The day whose prices a project is estimated with, and when it is told that prices moved it.");
        prices
            .MapPut("", WriteAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.ProjectsWrite))
            .NeedsVersion()
            .WithName("WriteProjectPrices")
            .WithSummary("Pins a project to the prices of a day, and says from which change on it is told.")
            .WithDescription(
                "Both are replaced. What is left out is not set: the prices in use hold, and nobody is told."
            );
    }

    private static async Task<Ok<ProjectPricesResponse>> ReadAsync(
        ProjectAccess access,
        PlatformContext records,
        PriceBooks books,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var stored = await records
            .Set<ProjectPrices>()
            .AsNoTracking()
            .FirstOrDefaultAsync(p => p.ProjectId == access.Id, cancellationToken);
        return await AnswerAsync(stored, access, records, books, http, cancellationToken);
    }

    private static async Task<Results<Ok<ProjectPricesResponse>, ProblemHttpResult>> WriteAsync(
        ProjectPricesRequest request,
        Caller caller,
        ProjectAccess access,
        PlatformContext records,
        PriceBooks books,
        AuditLog audit,
        TimeProvider time,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await RefusalAsync(request, books, time, cancellationToken) is { } refusal)
        {
            return refusal.ToHttp();
        }

        var stored = await records
            .Set<ProjectPrices>()
            .FirstOrDefaultAsync(p => p.ProjectId == access.Id, cancellationToken);
        if (EntityVersion.Refusal(http.Request, stored?.Version ?? 0) is { } stale)
        {
            return stale.ToHttp();
        }

        if (stored is null)
        {
            stored = ProjectPrices.Of(access.Id);
            records.Add(stored);
        }

        stored.Become(request.PinnedOn, request.TellPercent, caller.UserId, time.GetUtcNow());
        await audit.SaveAsync(
            access.TeamId,
            caller.Origin(http),
            new("prices.write", access.Slug) { ProjectId = access.Id.Value, Detail = Summary(stored) },
            cancellationToken
        );
        return await AnswerAsync(stored, access, records, books, http, cancellationToken);
    }

    private static async Task<Problem?> RefusalAsync(
        ProjectPricesRequest request,
        PriceBooks books,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (request.TellPercent is < 0.1m or > 1000m)
        {
            return PriceProblems.NotRight("'tellPercent' is a number from 0.1 to 1000, or left out.");
        }

        if (request.PinnedOn is not { } day)
        {
            return null;
        }

        return day > DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)
                ? PriceProblems.NotRight("'pinnedOn' is a day to come; state one that was.")
            : (await books.AsOfAsync(day, cancellationToken)).Version is "embedded"
                ? PriceProblems.NotSyncedThen(
                    day,
                    await books.SinceAsync(cancellationToken) is { } since
                        ? $"The first prices were read on {since:yyyy-MM-dd}; pin that day or a later one."
                        : "No feed was ever read; the embedded prices hold as they are."
                )
            : null;
    }

    private static async Task<Ok<ProjectPricesResponse>> AnswerAsync(
        ProjectPrices? stored,
        ProjectAccess access,
        PlatformContext records,
        PriceBooks books,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        http.Response.Headers.ETag = EntityVersion.Tag(stored?.Version ?? 0);
        var book = await books.OfProjectAsync(records, access.Id, cancellationToken);
        return TypedResults.Ok(
            new ProjectPricesResponse(stored?.PinnedOn, stored?.TellPercent, book.Version, stored?.Version ?? 0)
        );
    }

    private static string Summary(ProjectPrices prices) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"prices of {(prices.PinnedOn is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "today")}, told {(prices.TellPercent is { } share ? $"from {share} % on" : "never")}"
        );
}
