using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>A serverless cache: what it holds, by the hour, and the processing units that its requests take.</summary>
internal sealed class ServerlessCacheRule : PricingRule
{
    private const decimal SecondsPerMonth = Meter.HoursPerMonth * 3600m;

    /// <inheritdoc/>
    public override string ResourceType => "aws_elasticache_serverless_cache";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var engine = resource["engine"].AsText() ?? "";
        var limits = resource["cache_usage_limits"];

        // https://aws.amazon.com/elasticache/pricing: at least 1 GB is billed, with Valkey 100 MB.
        var least = Math.Max(engine == "valkey" ? 0.1m : 1m, limits.At("data_storage.minimum").AsNumber() ?? 0m);
        Bill("Data held", "GB-hour", "stored data", "storage_gb", Meter.HoursPerMonth, least, "730 h");

        var perSecond = limits.At("ecpu_per_second.minimum").AsNumber() ?? 0m;
        Bill("Processing units", "ECPU", "ECPU", "monthly_ecpus", 1m, perSecond * SecondsPerMonth, "1");
        CacheNodes.BillSnapshots(resource, meter);

        void Bill(string what, string unit, string sold, string key, decimal each, decimal floor, string factor)
        {
            if (meter.Usage(key) is not { } use)
            {
                meter.Unpriced(what, $"It depends on use, and no usage states {key}.");
                return;
            }

            var billed = use.Max(UsageRange.Exactly(floor));
            meter.Bill(
                what,
                new("AmazonElastiCache", resource.Region, unit)
                {
                    Description = $"ElastiCache Serverless {CacheNodes.NameOf(engine)} {sold}",
                },
                billed.Times(each),
                QuantityOrigin.Usage,
                $"{key} ({use.Describe()}), at least {EstimateJson.Exact(floor)}, × {factor}"
            );
        }
    }
}
