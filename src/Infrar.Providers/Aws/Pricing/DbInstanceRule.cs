using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>An RDS instance: hours, disk, backups beyond the free allotment, and what watching it costs.</summary>
internal sealed class DbInstanceRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_db_instance";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var source = meter.Graph.Follow(resource["replicate_source_db"]);
        var db = new Instance(resource, source);
        var instanceClass = db["instance_class"].AsText() ?? "";
        BillHours(db, instanceClass, meter);
        DbStorage.Bill(db, meter);
        BillBackup(db, meter);
        BillReplication(db, meter);
        DbMonitoring.Bill(db, instanceClass, meter);
        BillAround(db, meter);
    }

    /// <summary>An instance; a replica takes from its source what it does not state itself.</summary>
    internal sealed record Instance(Resource Resource, Resource? Source)
    {
        /// <summary>Region that it is billed in.</summary>
        internal string Region => Resource.Region;

        /// <summary>How the price data calls its deployment.</summary>
        internal string DeploymentOption => Resource["multi_az"].AsFlag() is true ? "Multi-AZ" : "Single-AZ";

        /// <summary>How the price data calls its engine.</summary>
        internal string Engine =>
            this["engine"].AsText() switch
            {
                "postgres" => "PostgreSQL",
                "mysql" => "MySQL",
                "mariadb" => "MariaDB",
                var other => other ?? "",
            };

        /// <summary>An attribute of the instance, else of its source.</summary>
        internal Value this[string path] => Resource[path].IsSet() || Source is null ? Resource[path] : Source[path];
    }

    private static void BillHours(Instance db, string instanceClass, Meter meter)
    {
        if (instanceClass.Length == 0)
        {
            meter.Unpriced("Instance hours", "Its instance_class is not known before apply.");
            return;
        }

        meter.BillFixed(
            $"Instance hours ({db.DeploymentOption}, {instanceClass})",
            new(
                "AmazonRDS",
                db.Region,
                "instance-hour",
                ("engine", db.Engine),
                ("instanceType", instanceClass),
                ("deploymentOption", db.DeploymentOption)
            ),
            Meter.HoursPerMonth,
            "1 instance × 730 h"
        );
    }

    /// <summary>Backups up to the size of the disk are free.</summary>
    private static void BillBackup(Instance db, Meter meter)
    {
        var allocated = db["allocated_storage"].AsNumber() ?? 0m;
        var query = new PriceQuery("AmazonRDS", db.Region, "GB-month", ("resource", "backup"));
        if (meter.Usage("additional_backup_storage_gb") is not null)
        {
            meter.BillUsage("Backup storage beyond the free allotment", query, "additional_backup_storage_gb");
        }
        else if (meter.Usage("backup_storage_gb") is { } held)
        {
            meter.Bill(
                "Backup storage beyond the free allotment",
                query,
                held.Beyond(allocated),
                QuantityOrigin.Usage,
                $"backup_storage_gb ({held.Describe()}) − {EstimateJson.Exact(allocated)} GB provisioned"
            );
        }
    }

    /// <summary>Replication across regions is data transfer out of the source's region.</summary>
    private static void BillReplication(Instance db, Meter meter)
    {
        if (db.Source is { } source && source.Region != db.Region)
        {
            meter.BillUsage(
                $"Replication from {source.Region}",
                Traffic.ToOtherRegion(source.Region),
                "replica_transfer_gb"
            );
        }
        else if (meter.Usage("replica_transfer_gb") is not null)
        {
            meter.BillUsage("Replication to other regions", Traffic.ToOtherRegion(db.Region), "replica_transfer_gb");
        }
    }

    /// <summary>What an instance makes elsewhere: the secret of its password, a public address, processor credits.</summary>
    private static void BillAround(Instance db, Meter meter)
    {
        if (db.Resource["manage_master_user_password"].AsFlag() is true)
        {
            meter.BillFixed(
                "Secret of the master password",
                new("AWSSecretsManager", db.Region, "secret-month"),
                1m,
                "1 secret that RDS keeps"
            );
        }

        if (db.Resource["publicly_accessible"].AsFlag() is true)
        {
            meter.BillFixed(
                "Public IPv4 address in use",
                Traffic.PublicAddress(db.Region),
                Meter.HoursPerMonth,
                "1 address × 730 h"
            );
        }

        meter.BillUsageIfStated(
            "Processor credits",
            new("AmazonRDS", db.Region, "vCPU-hour", ("feature", "cpu-credits")),
            "monthly_cpu_credit_hrs"
        );
    }
}
