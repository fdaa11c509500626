using Infrar.Core.Pricing;
using Infrar.Providers.Google.Pricing;
using Infrar.Providers.Tests.Pricing;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Google;

/// <summary>Every row of Google's prices is billed by a rule: none lies in the book for nothing.</summary>
public sealed class GooglePriceBookTests
{
    private const decimal Used = 3m;

    public static TheoryData<string, string> Rows =>
        [.. GooglePricing.Prices.Prices.Select(p => (p.RegionId, p.SkuId))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_is_billed_by_what_it_prices(string region, string sku)
    {
        var row = GooglePricing.Prices.Prices.Single(p => p.RegionId == region && p.SkuId == sku);

        var line = Assert.Single(BillOf(row).Estimate.LineItems, l => ReferenceEquals(l.Price, row));

        Assert.True(line.PricingQuantity.Expected > 0m);
        Assert.Equal(row.Tiers[0].ListUnitPrice, line.ListUnitPrice);
    }

    private static CloudBill BillOf(Price row) =>
        row.Service switch
        {
            "Cloud Storage" => Bucket(row),
            "Compute Engine" => Compute(row),
            "Networking" => Network(row),
            "Cloud Run" => Run(row),
            "Cloud SQL" => Sql(row),
            "Memorystore" => Redis(row),
            "Secret Manager" => Secret(row),
            "Cloud DNS" => new CloudBill("").With("google_dns_managed_zone").Using("monthly_queries", Used),
            "Artifact Registry" => new CloudBill(row.RegionId)
                .With("google_artifact_registry_repository")
                .Using("storage_gb", Used),
            "Cloud Logging" => new CloudBill("")
                .With("google_logging_project_sink")
                .Using("monthly_logging_data_gb", Used),
            _ => throw new InvalidOperationException($"No resource is billed by {row.Service}."),
        };

    private static CloudBill Bucket(Price row)
    {
        var bill = new CloudBill(row.RegionId).With(
            "google_storage_bucket",
            ("storage_class", row.Attributes.GetValueOrDefault("storageClass", "STANDARD"))
        );
        return row.PricingUnit switch
        {
            "GiB-month" => bill.Using("storage_gb", Used),
            "GiB" => bill.Using("monthly_data_retrieval_gb", Used),
            _ => bill.Using("monthly_class_a_operations", Used).Using("monthly_class_b_operations", Used),
        };
    }

    private static CloudBill Compute(Price row) =>
        (row.PricingUnit, row.Attributes.GetValueOrDefault("diskType")) switch
        {
            ("hour", _) => new CloudBill(row.RegionId).With(
                "google_compute_instance",
                ("machine_type", row.Attributes["machineType"])
            ),
            (_, "snapshot") => new CloudBill("")
                .With("google_compute_snapshot", ("storage_locations", List([row.RegionId])))
                .Using("storage_gb", Used),
            (_, var type) => new CloudBill(row.RegionId).With(
                "google_compute_disk",
                ("type", type == "hdd" ? "pd-standard" : $"pd-{type}"),
                ("size", 10)
            ),
        };

    private static CloudBill Network(Price row) =>
        (row.Attributes["resource"], row.PricingUnit) switch
        {
            ("public-ipv4", _) when row.Attributes["state"] == "unused" => new CloudBill(row.RegionId).With(
                "google_compute_address"
            ),
            ("public-ipv4", _) => new CloudBill(row.RegionId).With(
                "google_compute_instance",
                ("machine_type", "e2-micro"),
                ("network_interface", Block(("access_config", Block())))
            ),
            ("cloud-nat", var unit) => new CloudBill(row.RegionId)
                .With("google_compute_router_nat")
                .Using("assigned_vms", unit == "hour" ? 33m : Used)
                .Using("monthly_data_processed_gb", Used),
            ("forwarding-rule", _) => new CloudBill(row.RegionId)
                .With("google_compute_forwarding_rule")
                .Using("monthly_ingress_data_gb", Used),
            _ => new CloudBill(row.RegionId)
                .With("google_compute_router_nat")
                .Using("monthly_egress_data_transfer_gb.worldwide", Used),
        };

    private static CloudBill Run(Price row)
    {
        var isInstanceBased = row.Attributes["billing"] == "instance-based";
        return new CloudBill(row.RegionId)
            .With(
                "google_cloud_run_v2_service",
                (
                    "template",
                    Block(
                        ("containers", Block(("resources", Block(("cpu_idle", !isInstanceBased))))),
                        ("scaling", Block(("min_instance_count", 1)))
                    )
                )
            )
            .Using("monthly_requests", Used)
            .Using("average_request_duration_ms", Used);
    }

    private static CloudBill Sql(Price row)
    {
        var settings = Map(
            ("tier", row.Attributes.GetValueOrDefault("tier", "db-custom-1-3840")),
            ("availability_type", row.Attributes.GetValueOrDefault("availability", "zonal").ToUpperInvariant()),
            ("activation_policy", row.Description.EndsWith("while idle", StringComparison.Ordinal) ? "NEVER" : "ALWAYS")
        );
        return new CloudBill(row.RegionId)
            .With("google_sql_database_instance", ("database_version", "POSTGRES_16"), ("settings", Blocks([settings])))
            .Using("backup_storage_gb", Used);
    }

    private static CloudBill Redis(Price row) =>
        new CloudBill(row.RegionId).With(
            "google_redis_instance",
            ("tier", row.Attributes["tier"]),
            (
                "memory_size_gb",
                row.Attributes["capacityTier"] switch
                {
                    "M1" => 4,
                    "M2" => 10,
                    _ => 35,
                }
            )
        );

    private static CloudBill Secret(Price row) =>
        new CloudBill("")
            .With(
                "google_secret_manager_secret",
                ("replication", Block(("user_managed", Block(("replicas", Block(("location", row.RegionId)))))))
            )
            .Using("active_secret_versions", Used)
            .Using("monthly_access_operations", Used)
            .Using("monthly_rotation_notifications", Used);
}
