using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>The disk of an RDS instance: size, and operations and throughput that are not included.</summary>
internal static class DbStorage
{
    /// <summary>Bills the disk.</summary>
    internal static void Bill(DbInstanceRule.Instance db, Meter meter)
    {
        if (db["allocated_storage"].AsNumber() is not { } size)
        {
            meter.Unpriced("Storage", "Its allocated_storage is not known before apply.");
            return;
        }

        // The provider's documented default.
        var type = db["storage_type"].AsText() ?? (db["iops"].AsNumber() > 0m ? "io1" : "gp2");
        var limit = Math.Max(size, db.Resource["max_allocated_storage"].AsNumber() ?? 0m);
        var range = new UsageRange(size, size, limit);
        meter.Bill(
            $"Storage ({db.DeploymentOption}, {type})",
            Query(db, type, "GB-month"),
            range,
            QuantityOrigin.Configuration,
            limit > size
                ? $"{EstimateJson.Exact(size)} GB, growing to {EstimateJson.Exact(limit)} GB at most"
                : $"{EstimateJson.Exact(size)} GB"
        );

        if (db["dedicated_log_volume"].AsFlag() is true)
        {
            meter.Unpriced("Dedicated log volume", "The price book has no price for a volume of its own for logs.");
        }

        if (type is "io1" or "io2")
        {
            BillProvisioned(db, meter, type);
            return;
        }

        var iops = db["iops"].AsNumber() ?? 0m;

        if (type == "gp3")
        {
            BillAboveBaseline(db, meter, size, iops);
        }
    }

    private static void BillProvisioned(DbInstanceRule.Instance db, Meter meter, string type)
    {
        if (db["iops"].AsNumber() is not { } iops)
        {
            meter.Unpriced("Provisioned IOPS", "Its iops are not known before apply.");
            return;
        }

        meter.BillFixed("Provisioned IOPS", Query(db, type, "IOPS-month"), iops, $"{EstimateJson.Exact(iops)} IOPS");
    }

    private static void BillAboveBaseline(DbInstanceRule.Instance db, Meter meter, decimal size, decimal iops)
    {
        // Included with gp3 for PostgreSQL, MySQL and MariaDB: the price rows' baseline_iops, and
        // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html for throughput.
        var (freeIops, freeThroughput) = size < 400m ? (3_000m, 125m) : (12_000m, 500m);
        var throughput = db["storage_throughput"].AsNumber() ?? 0m;
        meter.BillFixed(
            "IOPS above the baseline",
            Query(db, "gp3", "IOPS-month"),
            Math.Max(0m, iops - freeIops),
            $"{EstimateJson.Exact(iops)} − {EstimateJson.Exact(freeIops)} IOPS"
        );
        meter.BillFixed(
            "Throughput above the baseline",
            Query(db, "gp3", "MBps-month"),
            Math.Max(0m, throughput - freeThroughput),
            $"{EstimateJson.Exact(throughput)} − {EstimateJson.Exact(freeThroughput)} MB/s"
        );
    }

    private static PriceQuery Query(DbInstanceRule.Instance db, string type, string unit) =>
        new("AmazonRDS", db.Region, unit, ("storageType", type), ("deploymentOption", db.DeploymentOption));
}
