using System.Collections.Immutable;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Infrar.Core;
using Infrar.Core.Pricing;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Prices;
using Infrar.Platform.Parts.Work;
using Infrar.Providers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Infrar.Platform.Prices;

/// <summary>The price book: searching, history, syncs, quarantine.</summary>
internal static class PriceEndpoints
{
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(1);

    public static void MapPrices(this IEndpointRouteBuilder routes)
    {
        var prices = routes.MapGroup("/api/v1/prices").WithTags("Prices");
        prices
            .MapGet("", SearchAsync)
            .Allow(AccessRule.Account(Scope.ProjectsRead))
            .WithName("SearchPrices")
            .WithSummary("Searches the price book by provider, service, region and words.");
        prices
            .MapGet("/skus/{sku}", ShowAsync)
            .Allow(AccessRule.Account(Scope.ProjectsRead))
            .WithName("ReadPrice")
            .WithSummary("A SKU in all its regions: price, bands, source, and what it cost before.");
        prices
            .MapGet(
                "/status",
                async (PriceFinder finder, CancellationToken cancellationToken) =>
                    TypedResults.Ok(await finder.StatusAsync(cancellationToken))
            )
            .Allow(AccessRule.Account(Scope.ProjectsRead))
            .WithName("ReadPriceStatus")
            .WithSummary("How old the prices are and how many there are, by provider and region.");
        prices
            .MapGet("/syncs", ListSyncsAsync)
            .Allow(AccessRule.Account(Scope.ProjectsRead))
            .WithName("ListPriceSyncs")
            .WithSummary("The newest readings of the providers' feeds, newest first.");
        prices
            .MapPost("/syncs", SyncAsync)
            .Allow(AccessRule.Installation)
            .WithName("SyncPrices")
            .WithSummary("Has the providers' feeds read now. One that is read already is the one that is meant.");
        prices
            .MapGet("/syncs/{sync:long}", ReadSyncAsync)
            .Allow(AccessRule.Account(Scope.ProjectsRead))
            .WithName("ReadPriceSync")
            .WithSummary("How far a reading of a feed has come, and what became of it.");
        prices
            .MapGet("/syncs/{sync:long}/events", FollowAsync)
            .Allow(AccessRule.Account(Scope.ProjectsRead))
            .Reads("Last-Event-ID", "The last event that was seen.")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream")
            .WithName("FollowPriceSync")
            .WithSummary("A reading of a feed as it goes on, as server-sent events.");
        prices
            .MapGet("/export", PriceExport.ExportAsync)
            .Allow(AccessRule.Account(Scope.ProjectsRead))
            .Produces<string>(StatusCodes.Status200OK, "text/csv", "application/vnd.apache.parquet")
            .WithName("ExportPrices")
            .WithSummary("The book in use as a file: CSV, JSON or Parquet.")
            .WithDescription(
                "A row a price. JSON is an array of the same rows, with the columns' names in camel case."
            );
        routes.MapProjectPrices();
    }

    private static async Task<Results<Ok<Page<PriceResponse>>, ProblemHttpResult>> SearchAsync(
        [AsParameters] PriceSearchRequest request,
        [AsParameters] PageRequest page,
        PriceFinder finder,
        CancellationToken cancellationToken
    ) =>
        Unknown(request.Provider) is { } unknown ? unknown.ToHttp()
        : (
            await finder.SearchAsync(
                new PriceSearch
                {
                    Provider = request.Provider ?? "",
                    Service = request.Service ?? "",
                    RegionId = request.Region ?? "",
                    Words = [.. PriceWords.Of(request.Text ?? "").Take(PriceSearchRequest.MostWords)],
                },
                page,
                cancellationToken
            )
        ).Succeeded(out var found, out var problem)
            ? TypedResults.Ok(found)
        : problem.ToHttp();

    private static async Task<Results<Ok<ImmutableArray<PriceResponse>>, ProblemHttpResult>> ShowAsync(
        string sku,
        string? provider,
        PriceFinder finder,
        CancellationToken cancellationToken
    )
    {
        if (Unknown(provider) is { } unknown)
        {
            return unknown.ToHttp();
        }

        var found = await finder.ShowAsync(provider ?? "", sku, cancellationToken);
        return found.IsEmpty ? PriceProblems.NoSuchSku(sku).ToHttp() : TypedResults.Ok(found);
    }

    private static async Task<Results<Ok<ImmutableArray<PriceSyncResponse>>, ProblemHttpResult>> ListSyncsAsync(
        string? provider,
        int? limit,
        PriceStore store,
        CancellationToken cancellationToken
    )
    {
        if (Unknown(provider) is { } unknown)
        {
            return unknown.ToHttp();
        }

        var syncs = await store.SyncsAsync(provider ?? "", Math.Clamp(limit ?? 50, 1, 200), cancellationToken);
        return TypedResults.Ok<ImmutableArray<PriceSyncResponse>>([.. syncs.Select(PriceSyncResponse.Of)]);
    }

    private static async Task<Results<Accepted<ImmutableArray<PriceSyncResponse>>, ProblemHttpResult>> SyncAsync(
        PriceSyncRequest request,
        Caller caller,
        PriceStore store,
        PriceSyncing syncing,
        Wakes wakes,
        AuditLog audit,
        TimeProvider time,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (Unknown(request.Provider) is { } unknown)
        {
            return unknown.ToHttp();
        }

        if (request.Provider is { } named && syncing.WhyNot(AllFeeds.Find(named)!) is { } why)
        {
            return PriceProblems.NoFeed(named, why).ToHttp();
        }

        var syncs = ImmutableArray.CreateBuilder<PriceSyncResponse>();
        foreach (var provider in request.Provider is { } one ? [one] : syncing.Providers)
        {
            var sync = await store.AskAsync(
                provider,
                QuarantineEndpoints.Administrator,
                time.GetUtcNow(),
                cancellationToken
            );
            syncs.Add(PriceSyncResponse.Of(sync));
        }

        await audit.SaveAsync(
            caller.Origin(http),
            new("prices.sync", AuditLog.Installation) { Detail = string.Join(", ", syncs.Select(s => s.Provider)) },
            cancellationToken
        );
        wakes.After(PriceSyncJob.Job);
        return TypedResults.Accepted("/api/v1/prices/syncs", syncs.ToImmutable());
    }

    private static async Task<Results<Ok<PriceSyncResponse>, ProblemHttpResult>> ReadSyncAsync(
        long sync,
        PriceStore store,
        CancellationToken cancellationToken
    ) =>
        await store.SyncAsync(sync, cancellationToken) is { } found
            ? TypedResults.Ok(PriceSyncResponse.Of(found))
            : PriceProblems.NoSuchSync(Text(sync)).ToHttp();

    private static async Task<
        Results<ServerSentEventsResult<PriceSyncResponse>, NoContent, ProblemHttpResult>
    > FollowAsync(long sync, PriceStore store, TimeProvider time, HttpContext http, IHostApplicationLifetime host)
    {
        if (await store.SyncAsync(sync, http.RequestAborted) is not { } found)
        {
            return PriceProblems.NoSuchSync(Text(sync)).ToHttp();
        }

        // Whoever saw its end need not come again.
        if (found.Status is not PriceSyncStatus.Running && http.Request.Headers["Last-Event-ID"] == EndOf(found))
        {
            return TypedResults.NoContent();
        }

        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(EventsAsync(sync, store, time, host.ApplicationStopping));
    }

    private static async IAsyncEnumerable<SseItem<PriceSyncResponse>> EventsAsync(
        long number,
        PriceStore store,
        TimeProvider time,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        PriceSync? before = null;
        while (!over.IsCancellationRequested && await store.SyncAsync(number, cancellationToken) is { } sync)
        {
            if (sync != before)
            {
                before = sync;
                var isOver = sync.Status is not PriceSyncStatus.Running;
                yield return new(PriceSyncResponse.Of(sync), isOver ? "status" : "progress")
                {
                    EventId = isOver ? EndOf(sync) : Text(sync.Progress.Bytes),
                };
                if (isOver)
                {
                    yield break;
                }
            }

            await Task.Delay(_tick, time, cancellationToken);
        }
    }

    /// <summary>What a provider's name is refused for; null when there are prices of it, or none is named.</summary>
    internal static Problem? Unknown(string? provider) =>
        provider is null || AllFeeds.Find(provider) is not null
            ? null
            : PriceProblems.NoSuchProvider(provider, AllFeeds.List.Select(f => f.Provider));

    private static string EndOf(PriceSync sync) => $"end-{Text(sync.Number)}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What prices are searched for.</summary>
internal sealed record PriceSearchRequest
{
    /// <summary>A provider, such as <c>aws</c>; all when left out.</summary>
    public string? Provider { get; init; }

    /// <summary>A part of the service's name, in any case: <c>rds</c>.</summary>
    public string? Service { get; init; }

    /// <summary>A region as the provider names it.</summary>
    public string? Region { get; init; }

    /// <summary>Words that all stand in description, attributes or SKU: <c>db.t3.medium multi</c>.</summary>
    public string? Text { get; init; }

    /// <summary>Words behind the eighth are not looked at.</summary>
    public const int MostWords = 8;
}
