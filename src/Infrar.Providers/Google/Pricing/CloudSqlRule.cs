using System.Globalization;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Google.Pricing;

/// <summary>A Cloud SQL instance: compute by its tier, storage, backups, and its address while it is stopped.</summary>
internal sealed class CloudSqlRule : PricingRule
{
    private const string Service = "Cloud SQL";
    private const string BackupKey = "backup_storage_gb";

    /// <inheritdoc/>
    public override string ResourceType => "google_sql_database_instance";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var settings = resource["settings"];
        var availability = settings.At("availability_type").TextOr("ZONAL")?.ToLowerInvariant();
        if (availability is null || settings.At("tier").AsText() is not { } tier)
        {
            meter.NotKnownYet("Compute and storage", "settings.tier or settings.availability_type");
            return;
        }

        // A stopped instance keeps its storage and, while nothing uses it, pays for its address.
        var isStopped = settings.At("activation_policy").AsText() == "NEVER";
        if (!isStopped)
        {
            BillCompute(resource, meter, tier, availability);
        }

        BillStorage(resource, meter, availability);
        BillBackups(resource, meter);
        if (isStopped && settings.At("ip_configuration.ipv4_enabled").FlagOr(true))
        {
            meter.BillFixed(
                "Public IPv4 address while stopped",
                new(Service, resource.Region, "hour", ("availability", ""), ("tier", "")),
                Meter.HoursPerMonth,
                "1 address × 730 h"
            );
        }
    }

    private static void BillCompute(Resource resource, Meter meter, string tier, string availability)
    {
        var version = resource["database_version"].AsText() ?? "";
        if (!version.StartsWith("POSTGRES_", StringComparison.Ordinal))
        {
            meter.Missing("Compute", $"Cloud SQL with {version}, only of Cloud SQL for PostgreSQL");
        }
        else if (resource["settings.edition"].AsText() == "ENTERPRISE_PLUS")
        {
            meter.Missing("Compute", "the Enterprise Plus edition of Cloud SQL");
        }
        else if (tier.Split('-') is ["db", "custom", var cpus, var memory])
        {
            BillCustom(resource, meter, (cpus, memory), availability);
        }
        else
        {
            meter.BillFixed(
                $"Instance hours ({tier}, {availability})",
                new(Service, resource.Region, "hour", ("availability", availability), ("tier", tier)),
                Meter.HoursPerMonth,
                "1 instance × 730 h"
            );
        }
    }

    private static void BillCustom(
        Resource resource,
        Meter meter,
        (string Cpus, string MemoryMiB) tier,
        string availability
    )
    {
        if (
            !int.TryParse(tier.Cpus, NumberStyles.None, CultureInfo.InvariantCulture, out var cpus)
            || !int.TryParse(tier.MemoryMiB, NumberStyles.None, CultureInfo.InvariantCulture, out var mebibytes)
        )
        {
            meter.Missing("Compute", $"a tier db-custom-{tier.Cpus}-{tier.MemoryMiB}");
            return;
        }

        PriceQuery Query(string unit) =>
            new(Service, resource.Region, unit, ("availability", availability), ("engine", "POSTGRES"));

        var memory = mebibytes / 1024m;
        meter.BillFixed(
            $"vCPU hours ({availability})",
            Query("vCPU-hour"),
            cpus * Meter.HoursPerMonth,
            $"{FormulaText.Count(cpus, "vCPU")} × 730 h"
        );
        meter.BillFixed(
            $"Memory, GiB hours ({availability})",
            Query("GiB-hour"),
            memory * Meter.HoursPerMonth,
            string.Create(CultureInfo.InvariantCulture, $"{memory} GiB × 730 h")
        );
    }

    private static void BillStorage(Resource resource, Meter meter, string availability)
    {
        var settings = resource["settings"];
        var type = settings.At("disk_type").TextOr("PD_SSD");
        if (type != "PD_SSD")
        {
            meter.Missing("Storage", $"Cloud SQL storage of type {type}");
            return;
        }

        if (settings.At("disk_size").NumberOr(10m) is not { } size)
        {
            meter.NotKnownYet("Storage", "settings.disk_size");
            return;
        }

        // A disk grows by itself up to a limit, and without end where that is 0.
        var limit = settings.At("disk_autoresize").FlagOr(true)
            ? settings.At("disk_autoresize_limit").AsNumber() ?? 0m
            : 0m;
        meter.Bill(
            $"Storage (SSD, {availability})",
            new(Service, resource.Region, "GiB-month", ("availability", availability)),
            new(size, size, Math.Max(size, limit)),
            QuantityOrigin.Configuration,
            string.Create(CultureInfo.InvariantCulture, $"{size} GiB")
        );
    }

    private static void BillBackups(Resource resource, Meter meter)
    {
        var query = new PriceQuery(Service, resource.Region, "GiB-month", ("availability", ""));
        if (resource["settings.backup_configuration.enabled"].FlagOr(false))
        {
            meter.BillUsage("Backups", query, BackupKey);
        }
        else
        {
            meter.BillUsageIfStated("Backups", query, BackupKey);
        }
    }
}
