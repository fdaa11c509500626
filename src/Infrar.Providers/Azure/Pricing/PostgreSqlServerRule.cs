using System.Globalization;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Azure.Pricing;

/// <summary>A flexible server for PostgreSQL: compute by size, storage, backups beyond what is included; twice with a standby.</summary>
internal sealed class PostgreSqlServerRule : PricingRule
{
    private const string Service = "Azure Database for PostgreSQL";
    private const decimal DefaultMebibytes = 32_768m;

    /// <inheritdoc/>
    public override string ResourceType => "azurerm_postgresql_flexible_server";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var servers = resource["high_availability"].IsLeftOut() ? 1m : 2m;
        BillCompute(resource, meter, servers);
        BillStorage(resource, meter, servers);
        BillBackups(resource, meter);
    }

    private static void BillCompute(Resource resource, Meter meter, decimal servers)
    {
        // A replica has the size of its source unless it states one.
        var stated = resource["sku_name"].IsLeftOut()
            ? meter.Graph.Follow(resource["source_server_id"])?["sku_name"]
            : resource["sku_name"];
        if (stated?.AsText() is not { } name || name.Split('_', 3) is not [var tier, "Standard", var size])
        {
            meter.NotKnownYet("Compute", "sku_name");
            return;
        }

        var description = $"Compute ({size})";
        var count = $"{FormulaText.Count(servers, "server")} × 730 h";
        if (tier == "GP" && VCoresOfDdsv4(size) is { } cores)
        {
            meter.BillFixed(
                description,
                new(Service, resource.Region, "vCore-hour", ("tier", "GeneralPurpose")),
                servers * cores * Meter.HoursPerMonth,
                $"{count} × {FormulaText.Count(cores, "vCore")}"
            );
            return;
        }

        meter.BillFixed(
            description,
            // The price book writes burstable sizes in capitals.
            new(Service, resource.Region, "hour", ("skuName", tier == "B" ? size.ToUpperInvariant() : size)),
            servers * Meter.HoursPerMonth,
            count
        );
    }

    /// <summary>vCores of a size of the Ddsv4 series (<c>D4ds_v4</c>), the one that is priced by the vCore; else null.</summary>
    private static decimal? VCoresOfDdsv4(string size) =>
        size is ['D', .. var cores, 'd', 's', '_', 'v', '4']
        && int.TryParse(cores, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : null;

    private static void BillStorage(Resource resource, Meter meter, decimal servers)
    {
        if (resource["storage_mb"].NumberOr(DefaultMebibytes) is not { } mebibytes)
        {
            meter.NotKnownYet("Storage", "storage_mb");
            return;
        }

        var gigabytes = mebibytes / 1024m;
        meter.BillFixed(
            "Storage",
            new(Service, resource.Region, "GB-month", ("resource", "")),
            servers * gigabytes,
            string.Create(CultureInfo.InvariantCulture, $"{FormulaText.Count(servers, "server")} × {gigabytes} GB")
        );
        if (resource["storage_tier"].AsText() is { } tier && tier != DefaultTier(mebibytes))
        {
            meter.Missing($"Performance tier {tier}", "storage of a performance tier other than that of its size");
        }
    }

    // https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-storage
    private static string DefaultTier(decimal mebibytes) =>
        mebibytes switch
        {
            <= 32_768m => "P4",
            <= 65_536m => "P6",
            <= 131_072m => "P10",
            <= 262_144m => "P15",
            <= 524_288m => "P20",
            <= 1_048_576m => "P30",
            <= 2_097_152m => "P40",
            <= 4_194_304m => "P50",
            <= 8_388_608m => "P60",
            <= 16_777_216m => "P70",
            _ => "P80",
        };

    private static void BillBackups(Resource resource, Meter meter)
    {
        const string Description = "Backup storage beyond the size of the server";
        const string Key = "additional_backup_storage_gb";
        if (resource["geo_redundant_backup_enabled"].FlagOr(false))
        {
            meter.MissingIfStated(Description, Key, "backups that are kept in two regions");
            return;
        }

        meter.BillUsageIfStated(Description, new(Service, resource.Region, "GB-month", ("resource", "backup")), Key);
    }
}
