using System.Collections.Immutable;
using Infrar.Platform.Access;
using Infrar.Platform.Administration;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Cache;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Parts.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Hosting;

/// <summary>How one part does.</summary>
/// <param name="Name">The part.</param>
/// <param name="Status"><c>ready</c>, <c>unavailable</c>, <c>degraded</c>: it does not answer, and requests are served without it; or <c>refused</c>: maintenance.</param>
/// <param name="Detail">Why, where it is not ready; nothing of the insides.</param>
internal sealed record PartHealth(string Name, string Status, string Detail);

/// <summary>Whether requests can be served.</summary>
/// <param name="Status"><c>ready</c>, <c>maintenance</c> or <c>unavailable</c>; <c>alive</c> where only that was asked.</param>
/// <param name="Parts">Each part.</param>
[ApiExample(
    """
        {"status": "ready", "parts": [{"name": "database", "status": "ready", "detail": ""}]}
        """
)]
internal sealed record Readiness(string Status, ImmutableArray<PartHealth> Parts);

/// <summary>Whether the process lives and whether its parts answer.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/health", () => TypedResults.Ok(new Readiness("alive", [])))
            .Allow(AccessRule.Everyone)
            .WithTags("Health")
            .WithName("Health")
            .WithSummary("Whether the process lives.");
        routes
            .MapGet("/ready", ReadyAsync)
            .Allow(AccessRule.Everyone)
            .WithTags("Health")
            .WithName("Ready")
            .WithSummary("Whether each part answers, by name.");
    }

    private static async Task<Results<Ok<Readiness>, JsonHttpResult<Readiness>>> ReadyAsync(
        PlatformContext records,
        IMasterKey master,
        FileStores files,
        ISharedState shared,
        MaintenanceState maintenance,
        Draining draining,
        IServiceProvider services,
        CancellationToken cancellationToken
    )
    {
        if (draining.IsDraining)
        {
            return TypedResults.Json(
                new Readiness("unavailable", [new("node", "unavailable", "This node is about to stop.")]),
                statusCode: StatusCodes.Status503ServiceUnavailable
            );
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        ImmutableArray<PartHealth> parts =
        [
            await ProbeAsync(
                "database",
                async () => await records.Database.ExecuteSqlAsync($"select 1", patience.Token)
            ),
            .. services.GetService<Replica>() is { } replica ? [Health(replica)] : (ImmutableArray<PartHealth>)[],
            await ProbeAsync(
                "secrets",
                async () =>
                    await master.UnwrapAsync(
                        await master.WrapAsync(new byte[] { 1 }, "ready", patience.Token),
                        "ready",
                        patience.Token
                    )
            ),
            await ProbeAsync("cache", () => shared.ProbeAsync(patience.Token), without: "degraded"),
            .. await Task.WhenAll(
                files
                    .Named()
                    .Select(store => ProbeAsync($"files/{store.Name}", () => store.Store.ProbeAsync(patience.Token)))
            ),
        ];
        return parts.All(p => p.Status is not "unavailable")
            ? TypedResults.Ok(await WithMaintenanceAsync(parts, maintenance, cancellationToken))
            : TypedResults.Json(
                new Readiness("unavailable", parts),
                statusCode: StatusCodes.Status503ServiceUnavailable
            );
    }

    // Reading goes on, so the node stays in its balancer's rotation.
    private static async Task<Readiness> WithMaintenanceAsync(
        ImmutableArray<PartHealth> parts,
        MaintenanceState state,
        CancellationToken cancellationToken
    ) =>
        await state.ReadAsync(cancellationToken) is { } maintenance
            ? new("maintenance", [.. parts, new("changes", "refused", maintenance.Reason)])
            : new("ready", parts);

    private static PartHealth Health(Replica replica) =>
        replica.IsFresh
            ? new("database/replica", "ready", "")
            : new("database/replica", "degraded", "It does not answer or is too far behind; reads ask the primary.");

    private static async Task<PartHealth> ProbeAsync(string name, Func<Task> probe, string without = "unavailable")
    {
        try
        {
            await probe();
            return new(name, "ready", "");
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return new(name, without, "It does not answer. The log of this node says why.");
        }
    }
}
