using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>A proxy before databases: billed by the processors of the instances that it stands before.</summary>
internal sealed class DbProxyRule : PricingRule
{
    private const string Description = "Proxy hours";

    /// <inheritdoc/>
    public override string ResourceType => "aws_db_proxy";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var targets = meter.Graph.ReferrersOf(resource.Address).Where(r => r.Type == "aws_db_proxy_target").ToArray();
        if (targets is [])
        {
            meter.Unpriced(Description, "The database that it stands before is not part of this configuration.");
            return;
        }

        foreach (var target in targets)
        {
            BillTarget(resource, target, meter);
        }
    }

    private static void BillTarget(Resource proxy, Resource target, Meter meter)
    {
        var database = meter.Graph.Follow(target["db_instance_identifier"]);
        var instanceClass = database?["instance_class"].AsText() ?? "";
        if (DbMonitoring.ProcessorsOf(instanceClass) is not { } processors)
        {
            meter.Unpriced(Description, "The number of processors of the database that it stands before is not known.");
            return;
        }

        var engine = proxy["engine_family"].AsText() switch
        {
            "POSTGRESQL" => "PostgreSQL",
            "MYSQL" => "MySQL",
            var other => other ?? "",
        };
        meter.BillFixed(
            $"{Description} ({instanceClass})",
            new("AmazonRDS", proxy.Region, "vCPU-hour", ("engine", engine), ("feature", "rds-proxy")),
            processors * Meter.HoursPerMonth,
            $"{EstimateJson.Exact(processors)} vCPU × 730 h"
        );
    }
}

/// <summary>A snapshot taken by hand: it counts with the automatic ones, beyond what is free with the disks.</summary>
internal sealed class DbSnapshotRule(string resourceType) : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => resourceType;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter) =>
        meter.BillUsage(
            "Backup storage beyond the free allotment",
            new("AmazonRDS", resource.Region, "GB-month", ("resource", "backup")),
            "additional_backup_storage_gb"
        );
}

/// <summary>An export of a snapshot to files: billed once, by the size of the snapshot.</summary>
internal sealed class DbExportRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_rds_export_task";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter) =>
        meter.BillUsage(
            "Snapshot export",
            new("AmazonRDS", resource.Region, "GB", ("resource", "snapshot-export")),
            "exported_gb"
        );
}
