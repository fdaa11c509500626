using System.Globalization;
using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.DigitalOcean;

/// <summary>An app: every container of every component by its size; scaled ones by how many run.</summary>
internal sealed class AppPricing : PricingRule
{
    internal const string EgressKey = "monthly_egress_gb";

    /// <inheritdoc/>
    public override string ResourceType => "digitalocean_app";

    /// <summary>Usage key of the mean number of copies of a component of the app.</summary>
    internal static string CopiesKey(string component) => $"{component}_copies";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        foreach (var kind in new[] { "service", "worker" })
        {
            foreach (var component in resource[$"spec.{kind}"].Items())
            {
                Bill(component, meter);
            }
        }

        foreach (var web in resource["spec.static_site"].Items())
        {
            meter.PayFor(web.At("name").AsText() ?? "");
            meter.Unpriced("Static site", "The price book has no price of App Platform's static sites.");
        }

        meter.PayFor("");
        if (meter.Usage(EgressKey) is not { Most: 0 })
        {
            meter.Unpriced(
                "Outbound transfer",
                "The price book has no price of App Platform's transfer beyond what its containers include."
            );
        }
    }

    private static void Bill(Value component, Meter meter)
    {
        var name = component.At("name").AsText() ?? "";
        var slug = component.At("instance_size_slug").AsText() ?? "";
        meter.PayFor(name);
        var query = new PriceQuery("App Platform", "global", "container-month", ("slug", slug));
        var description = $"Containers {slug}";
        if (component.At("autoscaling.min_instance_count").AsNumber() is { } min)
        {
            var max = component.At("autoscaling.max_instance_count").AsNumber() ?? min;
            var copies = meter.Usage(CopiesKey(name)) ?? new UsageRange(min, min, max);
            var formula = string.Create(
                CultureInfo.InvariantCulture,
                $"{copies.Expected:0.####} containers of {min}–{max}"
            );
            meter.Bill(description, query, copies, QuantityOrigin.Usage, formula);
            return;
        }

        var count = component.At("instance_count").AsNumber() ?? 1;
        meter.BillFixed(description, query, count, string.Create(CultureInfo.InvariantCulture, $"{count} containers"));
    }
}

/// <summary>A database cluster: every node by its size; disk beyond the size's own is not sourced.</summary>
internal sealed class DatabaseClusterPricing : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "digitalocean_database_cluster";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var nodes = resource["node_count"].AsNumber() ?? 1;
        meter.BillFixed(
            $"Nodes {resource["size"].AsText()}",
            DatabaseNodes.Query(resource["engine"].AsText() ?? "", resource["size"].AsText() ?? ""),
            nodes,
            string.Create(CultureInfo.InvariantCulture, $"{nodes} nodes")
        );
        if (resource["storage_size_mib"].AsNumber() is { } storage)
        {
            var size = string.Create(CultureInfo.InvariantCulture, $"{storage / 1024m:0.##} GiB");
            meter.Unpriced(
                "Storage",
                $"The price book has no price of the disk beyond what the size includes; {size} are asked for."
            );
        }
    }
}

/// <summary>A read replica: one more node.</summary>
internal sealed class DatabaseReplicaPricing : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "digitalocean_database_replica";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var cluster = meter.Graph.Follow(resource["cluster_id"]);
        var size = resource["size"].AsText() ?? cluster?["size"].AsText() ?? "";
        meter.BillFixed($"Replica {size}", DatabaseNodes.Query(cluster?["engine"].AsText() ?? "pg", size), 1, "1 node");
    }
}

/// <summary>How the price book calls database nodes.</summary>
internal static class DatabaseNodes
{
    internal static PriceQuery Query(string engine, string size) =>
        new(
            "Managed Databases",
            "global",
            "node-month",
            ("engine", engine == "pg" ? "PostgreSQL" : engine),
            ("slug", size)
        );
}

/// <summary>Spaces, whose prices are not sourced.</summary>
internal sealed class SpacesPricing : PricingRule
{
    internal const string StorageKey = "storage_gb";

    /// <inheritdoc/>
    public override string ResourceType => "digitalocean_spaces_bucket";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter) =>
        meter.Unpriced("Storage and transfer", "The price book has no price of Spaces.");
}

/// <summary>The container registry, whose tiers are not sourced.</summary>
internal sealed class RegistryPricing : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "digitalocean_container_registry";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter) =>
        meter.Unpriced(
            $"Tier {resource["subscription_tier_slug"].AsText()}",
            "The price book has no price of the container registry."
        );
}

/// <summary>Probes from outside, of which DigitalOcean gives one away and whose price is not sourced.</summary>
internal sealed class UptimeCheckPricing : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "digitalocean_uptime_check";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter) =>
        meter.Unpriced("Uptime check", "The price book has no price of uptime checks.");
}
