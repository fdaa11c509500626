using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Platform.Parts.Prices;
using Infrar.Platform.Prices;
using Infrar.Providers;
using Infrar.Providers.Feeds;
using Infrar.Testing;

namespace Infrar.Platform.Benchmarks;

/// <summary>How long an estimate of 200 resources takes from a synced book of millions: the first one, and warm.</summary>
internal static class PriceEstimateBenchmark
{
    private const int Resources = 200;
    private const int Estimates = 200;

    public static async Task RunAsync(string name, PriceStore store)
    {
        await LoadAsync(store);
        var book = new SyncedBook(store, ImmutableSortedDictionary<string, long>.Empty.Add("aws", 1));
        var (placement, traffic) = Place();
        Estimate Once() =>
            Estimator.Estimate(placement, traffic, AllProviders.Catalog, new EstimateOptions { Book = book });
        var began = Stopwatch.GetTimestamp();
        var first = Once();
        var cold = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var took = new List<double>(Estimates);
        for (var i = 0; i < Estimates; i++)
        {
            began = Stopwatch.GetTimestamp();
            _ = Once();
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        took.Sort();
        var synced = first.LineItems.Count(l =>
            l.Price.Source.StartsWith("http://127.0.0.1/", StringComparison.Ordinal)
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name, -12} {placement.Graph.Resources.Length} resources, {first.LineItems.Length} lines, {synced} of them of the feed: first {cold:0.0} ms, warm p50 {took[Estimates / 2]:0.00} ms, p99 {took[Estimates * 99 / 100]:0.00} ms   goal warm < 50 ms"
            )
        );
    }

    // The prices that rules ask for, into the same book as all the others.
    private static async Task LoadAsync(PriceStore store)
    {
        var sync = new PriceSync
        {
            Number = 1,
            Provider = "aws",
            Status = PriceSyncStatus.Running,
            AskedBy = "",
            StartedAt = DateTimeOffset.UnixEpoch,
            Progress = new(),
        };
        await using var load = await store.LoadAsync(
            sync,
            "embedded",
            AllFeeds.Find("aws")!.Mapping,
            CancellationToken.None
        );
        foreach (var price in AllProviders.Catalog.FindProvider("aws")!.Prices.Prices)
        {
            var key = $"{price.SkuId}|{price.RegionId}";
            load.Add(
                new FeedSku
                {
                    Key = key,
                    SkuId = price.SkuId,
                    RegionId = price.RegionId,
                    Service = price.Service,
                    Family = "",
                    Description = price.Description,
                    Attributes = [.. price.Attributes],
                }
            );
            foreach (var tier in price.Tiers)
            {
                load.Add(
                    new FeedRate(
                        key,
                        tier.From.ToString(CultureInfo.InvariantCulture),
                        PurchaseOption.OnDemand,
                        "",
                        price.PricingUnit,
                        tier.From,
                        tier.To,
                        tier.ListUnitPrice,
                        price.BillingCurrency,
                        price.AsOf
                    )
                );
            }
        }

        _ = await load.CompleteAsync(
            new("http://127.0.0.1/embedded", "", "", "", ""),
            "",
            "",
            0,
            5m,
            CancellationToken.None
        );
    }

    // Infrar's own system in production, with as many services more as make it 200 resources.
    private static (Placement Placement, UsageProfile Traffic) Place()
    {
        var text = File.ReadAllText(
            Path.Combine(Repository.Root(typeof(PriceEstimateBenchmark).Assembly), "placement/infrar.yaml")
        );
        for (var more = 0; ; more++)
        {
            var services = string.Concat(
                Enumerable
                    .Range(0, more)
                    .Select(i =>
                        $"  more-{i}:\n    kind: service\n    image: ghcr.io/example/more:{i}\n    cpu: 0.5\n    memory: 1 GiB\n    port: 8080\n"
                    )
            );
            var read = ManifestReader.Read(
                text.Replace("\ncomponents:\n", $"\ncomponents:\n{services}", StringComparison.Ordinal),
                "infrar.yaml",
                AllProviders.Catalog
            );
            if (
                read.Manifest is not { } manifest
                || !manifest.Resolve("production", "pages-aws").Succeeded(out var system, out _)
            )
            {
                throw new InvalidOperationException("The manifest of the benchmark cannot be read.");
            }

            var placement = Planner.Place(system, AllProviders.Catalog);
            if (placement.Graph.Resources.Length >= Resources)
            {
                return (placement, system.UsualTraffic);
            }
        }
    }
}
