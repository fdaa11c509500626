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
using Infrar.Providers.Feeds;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Infrar.Platform.Prices;

/// <summary>The price book: searching, history, syncs, quarantine.</summary>
internal static class PriceEndpoints
{
    // Everybody may read prices; which of the administrators it was, the audit log says.
    private const string Administrator = "administrator";

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
            .MapGet("/quarantine", QuarantineAsync)
            .Allow(AccessRule.Account(Scope.ProjectsRead))
            .WithName("ListQuarantinedPrices")
            .WithSummary("Rows of the feeds that are not used, newest first, each with the reason.");
        prices
            .MapPut("/quarantine/{row:long}/release", ReleaseAsync)
            .Allow(AccessRule.Installation)
            .WithName("ReleaseQuarantinedPrice")
            .WithSummary("Lets a price that was not believed be used by the next sync.");
        prices
            .MapPut("/quarantine/{row:long}/keep-out", KeepOutAsync)
            .Allow(AccessRule.Installation)
            .WithName("KeepOutQuarantinedPrice")
            .WithSummary("Keeps a row out for good: the same in later editions of its file asks nobody any more.");
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
            var sync = await store.AskAsync(provider, Administrator, time.GetUtcNow(), cancellationToken);
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

    private static async Task<Results<Ok<Page<QuarantineResponse>>, ProblemHttpResult>> QuarantineAsync(
        string? provider,
        string? decision,
        [AsParameters] PageRequest page,
        PriceStore store,
        CancellationToken cancellationToken
    )
    {
        if (Unknown(provider) is { } unknown)
        {
            return unknown.ToHttp();
        }

        QuarantineState? state = null;
        if (decision is { Length: > 0 })
        {
            if (!Enum.TryParse<QuarantineState>(decision, ignoreCase: true, out var named) || !Enum.IsDefined(named))
            {
                return PriceProblems.NoSuchDecision(decision).ToHttp();
            }

            state = named;
        }

        var before = long.TryParse(page.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : long.MaxValue;
        var rows = await store.QuarantineAsync(provider ?? "", state, page.Size + 1, before, cancellationToken);
        return TypedResults.Ok(
            Page<QuarantineResponse>.Of([.. rows.Select(QuarantineResponse.Of)], page.Size, r => Text(r.Id))
        );
    }

    private static async Task<Results<Ok<QuarantineResponse>, ProblemHttpResult>> ReleaseAsync(
        long row,
        Caller caller,
        PriceStore store,
        AuditLog audit,
        TimeProvider time,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await store.QuarantinedAsync(row, cancellationToken) is not { } found)
        {
            return PriceProblems.NoSuchRow(row).ToHttp();
        }

        if (found.Reason is not (RowFault.Jump or RowFault.FreeNow))
        {
            return PriceProblems.NotReleasable("The row itself is at fault.").ToHttp();
        }

        await store.ReleaseAsync(found, Administrator, time.GetUtcNow(), cancellationToken);
        await audit.SaveAsync(caller.Origin(http), Decision("prices.release", found), cancellationToken);
        return TypedResults.Ok(QuarantineResponse.Of((await store.QuarantinedAsync(row, cancellationToken))!));
    }

    private static async Task<Results<Ok<QuarantineResponse>, ProblemHttpResult>> KeepOutAsync(
        long row,
        Caller caller,
        PriceStore store,
        AuditLog audit,
        TimeProvider time,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await store.QuarantinedAsync(row, cancellationToken) is not { } found)
        {
            return PriceProblems.NoSuchRow(row).ToHttp();
        }

        if (found.State is QuarantineState.Released)
        {
            return PriceProblems.NotReleasable("The row was released, and the next sync uses its price.").ToHttp();
        }

        await store.KeepOutAsync(found, Administrator, time.GetUtcNow(), cancellationToken);
        await audit.SaveAsync(caller.Origin(http), Decision("prices.keep_out", found), cancellationToken);
        return TypedResults.Ok(QuarantineResponse.Of((await store.QuarantinedAsync(row, cancellationToken))!));
    }

    private static AuditEntry Decision(string action, QuarantinedRow row) =>
        new(action, AuditLog.Installation)
        {
            Detail = string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Provider} {row.Key} {row.RateId}: {row.OldPrice} to {row.NewPrice}"
            ),
        };

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
