using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Azure.Pricing;

/// <summary>A Log Analytics workspace that pays as it goes: what is written to it.</summary>
internal sealed class LogAnalyticsRule : PricingRule
{
    // https://azure.microsoft.com/pricing/details/monitor: ingestion covers a month.
    private const decimal IncludedDays = 31m;
    private const string RetentionKey = "monthly_additional_log_data_retention_gb";

    private static readonly (string Description, string Key, string Missing)[] Unknown =
    [
        ("Log data exported", "monthly_log_data_export_gb", "log data that is exported"),
        ("Sentinel log data", "monthly_sentinel_data_ingestion_gb", "Microsoft Sentinel"),
        ("Basic log searches", "monthly_basic_log_search_gb", "searches in basic logs"),
        ("Archived log data", "monthly_archive_data_gb", "archived log data"),
        ("Archived log data restored", "monthly_archive_data_restored_gb", "archived log data"),
        ("Archived log data searched", "monthly_archive_data_searched_gb", "archived log data"),
    ];

    /// <inheritdoc/>
    public override string ResourceType => "azurerm_log_analytics_workspace";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var sku = resource["sku"].TextOr("PerGB2018");
        if (sku != "PerGB2018")
        {
            meter.Missing("Log data written", $"workspaces of sku {sku}");
            return;
        }

        meter.BillUsage(
            "Log data written",
            Query(resource, "Log data ingestion, pay as you go"),
            "monthly_log_data_ingestion_gb"
        );
        meter.BillUsageIfStated(
            "Basic log data written",
            Query(resource, "Basic log data ingestion"),
            "monthly_basic_log_data_ingestion_gb"
        );
        var isKeptLonger = resource["retention_in_days"].AsNumber() > IncludedDays;
        if (meter.Usage(RetentionKey) is { } kept ? kept.Most > 0m : isKeptLonger)
        {
            meter.Missing("Log data kept longer", "log data that is kept longer than 31 days");
        }

        foreach (var (description, key, missing) in Unknown)
        {
            meter.MissingIfStated(description, key, missing);
        }
    }

    private static PriceQuery Query(Resource resource, string description) =>
        new("Log Analytics", resource.Region, "GB") { Description = description };
}
