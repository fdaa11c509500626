using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infrar.Platform.Access;
using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Runs;
using Infrar.Platform.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Remote;

/// <summary>Plans, applies and cost estimates, which are parts of a run, and their logs.</summary>
internal static class RemotePlanEndpoints
{
    private const int MostBytes = 1 << 20;

    public static void MapRemotePlans(this RouteGroupBuilder api)
    {
        var look = AccessRule.Project(Role.Viewer, Scope.RunsRead);
        api.MapGet("/plans/{id}", PlanAsync).Allow(look).WithMetadata(RemoteNames.Run);
        api.MapGet("/applies/{id}", ApplyAsync).Allow(look).WithMetadata(RemoteNames.Run);
        api.MapGet("/cost-estimates/{id}", CostAsync).Allow(look).WithMetadata(RemoteNames.Run);
        // The client reads logs without its token; the address itself is proof, good for this one log.
        api.MapGet("/runs/{run}/logs/{log}/{ticket}", LogAsync).Allow(AccessRule.Everyone);
    }

    private static Task<IResult> PlanAsync(
        string id,
        ProjectAccess access,
        PlatformContext records,
        RemoteTickets tickets,
        IOptions<ServerOptions> server,
        CancellationToken cancellationToken
    ) => PartAsync(id, "plan", RemoteRun.Plan, access, records, tickets, server.Value, cancellationToken);

    private static Task<IResult> ApplyAsync(
        string id,
        ProjectAccess access,
        PlatformContext records,
        RemoteTickets tickets,
        IOptions<ServerOptions> server,
        CancellationToken cancellationToken
    ) => PartAsync(id, "apply", RemoteRun.Apply, access, records, tickets, server.Value, cancellationToken);

    private static async Task<IResult> PartAsync(
        string id,
        string log,
        Func<Run, string, JsonObject> show,
        ProjectAccess access,
        PlatformContext records,
        RemoteTickets tickets,
        ServerOptions server,
        CancellationToken cancellationToken
    )
    {
        if (await RunEndpoints.FindAsync(records, access, RemoteNames.RunId(id), cancellationToken) is not { } run)
        {
            return RunProblems.NoSuch().ToJsonApi();
        }

        var ticket = await tickets.IssueAsync(run, log, cancellationToken);
        return JsonApi.One(show(run, RemoteAddress.Of(server, $"runs/{run.Id}/logs/{log}/{ticket}")));
    }

    private static async Task<IResult> CostAsync(
        string id,
        ProjectAccess access,
        PlatformContext records,
        RunFiles files,
        CancellationToken cancellationToken
    )
    {
        if (
            await RunEndpoints.FindAsync(records, access, RemoteNames.RunId(id), cancellationToken)
            is not { Changes: { CostBefore: { } before, CostAfter: { } after } changes } run
        )
        {
            return RunProblems.NoSuch().ToJsonApi();
        }

        var resources = await ResourcesAsync(run, files, cancellationToken);
        return JsonApi.One(
            JsonApi.Resource(
                "cost-estimates",
                id,
                new JsonObject
                {
                    ["status"] = "finished",
                    ["prior-monthly-cost"] = Money(before),
                    ["proposed-monthly-cost"] = Money(after),
                    ["delta-monthly-cost"] = Money(after - before),
                    ["resources-count"] = resources,
                    ["matched-resources-count"] = Math.Max(0, resources - changes.Unpriced),
                    ["unmatched-resources-count"] = changes.Unpriced,
                    ["error-message"] = "",
                }
            )
        );
    }

    private static async Task<IResult> LogAsync(
        string run,
        string log,
        string ticket,
        PlatformContext records,
        RemoteTickets tickets,
        RemoteLog logs,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var found = Id<Run>.TryParse(run, null, out var id)
            ? await records.Set<Run>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken)
            : null;
        if (
            found is null
            || log is not ("plan" or "apply")
            || !await tickets.HoldsAsync(found, log, ticket, cancellationToken)
        )
        {
            return RemoteProblems.NotSigned().ToJsonApi();
        }

        var offset = Number(http.Request.Query["offset"], long.MaxValue) ?? 0;
        var limit = (int)(Number(http.Request.Query["limit"], MostBytes) ?? MostBytes);
        return TypedResults.Bytes(
            await logs.ReadAsync(found, log is "apply", offset, limit, cancellationToken),
            "text/plain; charset=utf-8"
        );
    }

    private static async Task<int> ResourcesAsync(Run run, RunFiles files, CancellationToken cancellationToken)
    {
        await using var plan = await files.OpenAsync(run.Id, RunFileKind.PlanJson, cancellationToken);
        if (plan is null)
        {
            return 0;
        }

        using var json = await JsonDocument.ParseAsync(
            plan,
            new JsonDocumentOptions { MaxDepth = 1024 },
            cancellationToken
        );
        return json.RootElement.TryGetProperty("resource_changes", out var changes)
            ? changes
                .EnumerateArray()
                .Count(c => c.TryGetProperty("mode", out var mode) && mode.GetString() is "managed")
            : 0;
    }

    private static long? Number(string? text, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Math.Min(number, most)
            : null;

    private static string Money(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
