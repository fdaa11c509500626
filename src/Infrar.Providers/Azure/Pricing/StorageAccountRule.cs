using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Azure.Pricing;

/// <summary>A storage account: the price book knows blobs in the hot tier that are kept in one place.</summary>
internal sealed class StorageAccountRule : PricingRule
{
    private const string Service = "Storage";
    private const string StorageKey = "storage_gb";

    // The first band; some rows hold its price alone.
    private const decimal FirstBandGB = 51_200m;

    private static readonly (string Description, string Key)[] Unknown =
    [
        ("List and create container operations", "monthly_list_and_create_container_operations"),
        ("Iterative read operations", "monthly_iterative_read_operations"),
        ("Iterative write operations", "monthly_iterative_write_operations"),
        ("Other operations", "monthly_other_operations"),
        ("Blob index tags", "blob_index_tags"),
        ("Files", "data_at_rest_storage_gb"),
        ("Snapshots of files", "snapshots_storage_gb"),
        ("Metadata of files", "metadata_at_rest_storage_gb"),
    ];

    /// <inheritdoc/>
    public override string ResourceType => "azurerm_storage_account";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var kind = resource["account_kind"].TextOr("StorageV2");
        var performance = resource["account_tier"].AsText();
        var access = resource["access_tier"].TextOr("Hot");
        var redundancy = resource["account_replication_type"].AsText();
        var name = $"{kind}, {performance}, {access}, {redundancy}";
        if (
            (performance, access, redundancy) != ("Standard", "Hot", "LRS")
            || kind is not ("StorageV2" or "BlobStorage")
            || resource["is_hns_enabled"].FlagOr(false)
        )
        {
            meter.Missing("Storage and operations", $"storage accounts of this sort ({name})");
        }
        else
        {
            BillBlobs(resource, meter);
        }

        InternetEgress.Bill(resource.Region, meter);
    }

    private static void BillBlobs(Resource resource, Meter meter)
    {
        const string Description = "Blobs (Hot, LRS)";
        var query = Query(resource, "GB-month");
        if (meter.Usage(StorageKey) is not { } held)
        {
            meter.Unpriced(Description, $"It depends on use, and no usage states {StorageKey}.");
        }
        else
        {
            var hasBands = AzurePricing.Prices.Find(query) is { Tiers.Length: > 1 };
            meter.BillUpTo(hasBands ? decimal.MaxValue : FirstBandGB, Description, query, held, StorageKey);
        }

        meter.BillUsageIfStated("Write operations", Query(resource, "operation"), "monthly_write_operations");
        meter.BillUsageIfStated(
            "Read operations",
            Query(resource, "10k-operations"),
            "monthly_read_operations",
            factor: 0.0001m
        );
        foreach (var (description, key) in Unknown)
        {
            meter.MissingIfStated(description, key, $"storage accounts' {key}");
        }
    }

    private static PriceQuery Query(Resource resource, string unit) =>
        new(Service, resource.Region, unit, ("accessTier", "Hot"), ("redundancy", "LRS"));
}
