using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>A load balancer: hours, capacity units of whichever dimension is used most, and its public addresses.</summary>
internal sealed class LoadBalancerRule(string resourceType) : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => resourceType;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var type = resource["load_balancer_type"].AsText() ?? "application";
        if (type is not ("application" or "network"))
        {
            NotInBook.Say(meter, resource, "Load balancer hours", $"AWSELB, a load balancer of type {type},");
            NotInBook.Say(
                meter,
                resource,
                "Capacity units",
                $"AWSELB, capacity units of type {type}",
                "processed_bytes_gb"
            );
            return;
        }

        meter.BillFixed("Load balancer hours", Query(resource, type, "hour"), Meter.HoursPerMonth, "1 × 730 h");
        BillCapacity(resource, meter, type);
        BillAddresses(resource, meter);
        Traffic.Bill(resource, meter);
    }

    /// <summary>What one capacity unit holds; from the price rows' <c>one_unit</c>.</summary>
    private static (string Key, decimal PerUnit, string Unit)[] DimensionsOf(
        Resource resource,
        Meter meter,
        string type
    )
    {
        if (type == "application")
        {
            return
            [
                ("new_connections", 25m, "new connections/s"),
                ("active_connections", 3000m, "active connections"),
                ("processed_bytes_gb", Meter.HoursPerMonth, "GB/h"),
                ("rule_evaluations", 1000m, "rule evaluations/s"),
            ];
        }

        var (connections, active) = ConnectionsPerUnit(resource, meter);
        return
        [
            ("new_connections", connections, "new connections/s"),
            ("active_connections", active, "active connections"),
            ("processed_bytes_gb", Meter.HoursPerMonth, "GB/h"),
        ];
    }

    /// <summary>Connections that one unit of a network load balancer holds: fewest where it ends TLS.</summary>
    /// <remarks>https://aws.amazon.com/elasticloadbalancing/pricing: of several protocols the one that holds fewest counts.</remarks>
    private static (decimal New, decimal Active) ConnectionsPerUnit(Resource resource, Meter meter)
    {
        var protocols = meter
            .Graph.ReferrersOf(resource.Address)
            .Where(r => r.Type is "aws_lb_listener" or "aws_alb_listener")
            .Select(l => l["protocol"].AsText())
            .ToArray();
        return protocols.Contains("TLS", StringComparer.Ordinal) ? (50m, 3_000m)
            : protocols.Any(p => p is "UDP" or "TCP_UDP") ? (400m, 50_000m)
            : (800m, 100_000m);
    }

    private static void BillCapacity(Resource resource, Meter meter, string type)
    {
        var stated = DimensionsOf(resource, meter, type)
            .Select(d => (d.Key, d.Unit, Units: meter.Usage(d.Key)?.Each(q => q / d.PerUnit)))
            .Where(d => d.Units is not null)
            .ToArray();
        if (stated is [])
        {
            meter.Unpriced(
                "Capacity units",
                "They depend on use, and no usage states new_connections, active_connections or processed_bytes_gb."
            );
            return;
        }

        // Each bound is a month of its own: the dimension that counts may differ between them.
        var units = stated.Aggregate(UsageRange.Exactly(0m), (most, d) => most.Max(d.Units ?? most));
        var decisive = stated.MaxBy(d => d.Units?.Expected);
        meter.Bill(
            "Capacity units",
            Query(resource, type, "LCU-hour"),
            units.Times(Meter.HoursPerMonth),
            QuantityOrigin.Usage,
            $"{units.Describe()} units (highest of {stated.Length} dimensions: {decisive.Unit}) × 730 h"
        );
    }

    /// <summary>An internet-facing load balancer holds one public address in each of its subnets.</summary>
    private static void BillAddresses(Resource resource, Meter meter)
    {
        const string Description = "Public IPv4 addresses in use";
        if (resource["internal"].AsFlag() is true)
        {
            return;
        }

        // Addresses that the account brings itself are billed where they are kept, as aws_eip.
        var mapped = resource["subnet_mapping"].Items().ToArray();
        var addresses = mapped is []
            ? Traffic.Count(resource["subnets"])
            : mapped.Count(m => m.At("allocation_id") is Value.Null or Value.Text { Content: "" });
        if (addresses is not { } count)
        {
            meter.Unpriced(Description, "The number of its subnets is not known before apply.");
            return;
        }

        meter.BillFixed(
            Description,
            Traffic.PublicAddress(resource.Region),
            count * Meter.HoursPerMonth,
            $"{FormulaText.Count(count, "subnet")} × 1 address × 730 h"
        );
    }

    private static PriceQuery Query(Resource resource, string type, string unit) =>
        new("AWSELB", resource.Region, unit, ("loadBalancerType", type));
}

/// <summary>A classic load balancer: hours, data that passes it, and its public addresses.</summary>
internal sealed class ClassicLoadBalancerRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_elb";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        meter.BillFixed("Load balancer hours", Query(resource, "hour"), Meter.HoursPerMonth, "1 × 730 h");
        meter.BillUsage("Data processed", Query(resource, "GB"), "monthly_data_processed_gb");
        if (resource["internal"].AsFlag() is not true)
        {
            BillAddresses(resource, meter);
        }

        Traffic.Bill(resource, meter);
    }

    /// <summary>It holds one public address in each of its subnets, or zones.</summary>
    private static void BillAddresses(Resource resource, Meter meter)
    {
        const string Description = "Public IPv4 addresses in use";
        var zones = resource["subnets"].IsSet() ? resource["subnets"] : resource["availability_zones"];
        if (Traffic.Count(zones) is not { } count)
        {
            meter.Unpriced(Description, "The number of its subnets is not known before apply.");
            return;
        }

        meter.BillFixed(
            Description,
            Traffic.PublicAddress(resource.Region),
            count * Meter.HoursPerMonth,
            $"{FormulaText.Count(count, "subnet")} × 1 address × 730 h"
        );
    }

    private static PriceQuery Query(Resource resource, string unit) =>
        new("AWSELB", resource.Region, unit, ("loadBalancerType", "classic"));
}
