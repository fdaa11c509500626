using System.Globalization;
using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Render;

/// <summary>The workspace: free, or a fee for each seat.</summary>
internal sealed class RenderWorkspacePricing : PricingRule
{
    internal const string Type = "render_workspace";

    /// <inheritdoc/>
    public override string ResourceType => Type;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (resource["plan"].AsText() is "hobby")
        {
            meter.Bill(
                "Hobby workspace",
                new("Workspace", "global", "month")
                {
                    Description = "Hobby workspace (5 GB bandwidth and 500 build minutes included)",
                },
                UsageRange.Exactly(1),
                QuantityOrigin.Configuration,
                "1 workspace"
            );
            return;
        }

        meter.BillUsage(
            "Professional workspace seats",
            new("Workspace", "global", "seat-month") { Description = "Professional workspace" },
            "seats"
        );
    }
}

/// <summary>Bandwidth, which a workspace is billed for by the GB.</summary>
internal static class RenderBandwidth
{
    internal const string Sku = "Bandwidth over the allowance";
    internal const string Key = "monthly_egress_gb";

    internal static void Bill(Meter meter) =>
        meter.BillUsage("Bandwidth", new("Workspace", "global", "GB") { Description = Sku }, Key);
}

/// <summary>What runs on an instance: web services, private services and workers have one price list.</summary>
/// <param name="type">Resource type.</param>
internal sealed class RenderInstancePricing(string type) : PricingRule
{
    internal const string Copies = "copies";

    /// <inheritdoc/>
    public override string ResourceType => type;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var plan = resource["plan"].AsText() ?? "";
        var title = RenderInstances.Find(plan)?.Title ?? plan;
        if (meter.Usage(Copies) is { } copies)
        {
            meter.Bill(
                $"{title} instances",
                // Render's pricing page lists one table "Services" for all three.
                new("Web service", "global", "instance-month") { Description = $"{title} instance" },
                copies,
                QuantityOrigin.Usage,
                string.Create(CultureInfo.InvariantCulture, $"{copies.Expected:0.####} copies")
            );
        }
        else
        {
            meter.Unpriced($"{title} instances", $"It depends on use, and no usage states {Copies}.");
        }

        RenderBandwidth.Bill(meter);
    }
}

/// <summary>Cron jobs, whose price by the second is not sourced.</summary>
internal sealed class RenderCronJobPricing : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "render_cron_job";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter) =>
        meter.Unpriced("Cron job", "Render bills the seconds that it runs, and the price book has no price of them.");
}

/// <summary>Static sites: free but for their bandwidth.</summary>
internal sealed class RenderStaticSitePricing : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "render_static_site";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter) => RenderBandwidth.Bill(meter);
}

/// <summary>Render Postgres: an instance, its disk, a standby and replicas, each an instance of its own.</summary>
internal sealed class RenderPostgreSqlPricing : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "render_postgres";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var standby = resource["high_availability_enabled"].AsFlag() is true ? 1 : 0;
        var copies = 1 + standby + resource["read_replicas"].Items().Count();
        var plan = resource["plan"].AsText() ?? "";
        var size = resource["disk_size_gb"].AsNumber() ?? 0;
        // Names in the price book read "Basic-256mb"; the API's word is basic_256mb.
        var title = plan.Length == 0 ? plan : $"{char.ToUpperInvariant(plan[0])}{plan[1..].Replace('_', '-')}";
        meter.Bill(
            $"Instance {title}",
            new("Postgres", "global", "instance-month") { Description = $"Render Postgres {title}" },
            UsageRange.Exactly(copies),
            QuantityOrigin.Configuration,
            string.Create(CultureInfo.InvariantCulture, $"{copies} instances")
        );
        meter.Bill(
            "Storage",
            new("Postgres", "global", "GB-month") { Description = "Render Postgres storage (Basic default is 15 GB)" },
            UsageRange.Exactly(size).Times(copies),
            QuantityOrigin.Configuration,
            string.Create(CultureInfo.InvariantCulture, $"{copies} instances × {size} GB")
        );
    }
}

/// <summary>Render Key Value, whose prices are not sourced.</summary>
internal sealed class RenderKeyValuePricing : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "render_key_value";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter) =>
        meter.Unpriced(
            $"Key Value {resource["plan"].AsText() ?? ""}",
            "The price book has no price of Render Key Value."
        );
}
