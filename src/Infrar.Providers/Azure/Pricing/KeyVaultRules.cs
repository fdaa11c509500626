using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Azure.Pricing;

/// <summary>What vaults and keys bill alike.</summary>
internal static class KeyVaults
{
    internal const string Service = "Key Vault";

    /// <summary>Region of what a vault holds.</summary>
    internal static string RegionOf(Resource resource, Meter meter) => AzureRegions.Of(resource, meter, "key_vault_id");

    /// <summary>Bills <c>monthly_secrets_operations</c> where it is stated.</summary>
    internal static void BillSecrets(Meter meter, string region) =>
        meter.BillUsageIfStated(
            "Secrets operations",
            new(Service, region, "10k-operations") { Description = "Secrets operations" },
            "monthly_secrets_operations",
            factor: 0.0001m
        );
}

/// <summary>A key vault: calls for its secrets; what it holds else is billed where it stands.</summary>
internal sealed class KeyVaultRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "azurerm_key_vault";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter) => KeyVaults.BillSecrets(meter, resource.Region);
}

/// <summary>A key: months of one in hardware, calls, and rotations.</summary>
internal sealed class KeyVaultKeyRule : PricingRule
{
    private const string OperationsKey = "monthly_protected_keys_operations";
    private const string KeysKey = "hsm_protected_keys";

    /// <inheritdoc/>
    public override string ResourceType => "azurerm_key_vault_key";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var region = KeyVaults.RegionOf(resource, meter);
        var type = resource["key_type"].AsText() ?? "";
        var isSimple = type.StartsWith("RSA", StringComparison.Ordinal) && resource["key_size"].AsNumber() is 2048m;
        if (type.EndsWith("-HSM", StringComparison.Ordinal))
        {
            BillHardware(meter, region, isSimple);
        }
        else if (isSimple)
        {
            meter.MissingIfStated("Operations", OperationsKey, "operations with RSA keys of 2048 bits");
        }
        else
        {
            meter.BillUsageIfStated(
                "Operations (advanced key)",
                new(KeyVaults.Service, region, "10k-operations")
                {
                    Description = "Software-protected keys, advanced types, operations",
                },
                OperationsKey,
                factor: 0.0001m
            );
        }

        KeyVaults.BillSecrets(meter, region);
        meter.MissingIfStated("Key rotations", "monthly_key_rotation_renewals", "key rotations");
    }

    private static void BillHardware(Meter meter, string region, bool isSimple)
    {
        var stated = meter.Usage(KeysKey);
        meter.Bill(
            isSimple ? "Key in hardware (RSA 2048)" : "Key in hardware (advanced)",
            new(KeyVaults.Service, region, "key-month")
            {
                Description = isSimple ? "HSM-protected RSA 2048 key" : "HSM-protected advanced key",
            },
            stated ?? UsageRange.Exactly(1m),
            stated is null ? QuantityOrigin.Configuration : QuantityOrigin.Usage,
            stated is null ? "1 key" : KeysKey
        );
        meter.MissingIfStated("Operations", OperationsKey, "operations with keys in hardware");
    }
}

/// <summary>A certificate, by its renewals.</summary>
internal sealed class KeyVaultCertificateRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "azurerm_key_vault_certificate";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        meter.BillUsageIfStated(
            "Certificate renewals",
            new(KeyVaults.Service, KeyVaults.RegionOf(resource, meter), "renewal"),
            "monthly_certificate_renewal_requests"
        );
        meter.MissingIfStated(
            "Other certificate operations",
            "monthly_certificate_other_operations",
            "certificate operations other than renewals"
        );
    }
}
