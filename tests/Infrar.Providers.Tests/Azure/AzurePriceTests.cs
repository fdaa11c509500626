using Infrar.Core.Manifests;
using Infrar.Providers.Tests.Pricing;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Azure;

/// <summary>Ranges and what is not known before apply, which no plan of the cases holds.</summary>
public sealed class AzurePriceTests
{
    [Fact]
    public void Use_on_both_sides_of_what_is_known_is_billed_up_to_there()
    {
        var bill = new CloudBill("eastus")
            .With("azurerm_storage_account", ("account_tier", "Standard"), ("account_replication_type", "LRS"))
            .Using("storage_gb", new UsageRange(100m, 51_200m, 60_000m));

        Assert.Equal(new UsageRange(100m, 51_200m, 51_200m), bill.Line("Blobs (Hot, LRS)").PricingQuantity);
        Assert.Equal(
            "The price book has the price of the first 51,200 GB-month alone. Look up the rest in the provider's price list.",
            Assert.Single(bill.Estimate.Unpriced).Reason
        );
    }

    [Fact]
    public void Reserved_capacity_units_are_the_least_that_is_paid() =>
        Assert.Equal(
            // 1 × 10 × 730 = 7,300
            new UsageRange(7300m, 8000m, 9000m),
            new CloudBill("eastus")
                .With("azurerm_application_gateway", ("sku", Block(("tier", "WAF_v2"), ("capacity", 1))))
                .Using("monthly_v2_capacity_units", new UsageRange(1m, 8000m, 9000m))
                .Line("Capacity units")
                .PricingQuantity
        );

    [Fact]
    public void A_gateway_that_scales_from_zero_reserves_nothing()
    {
        var bill = new CloudBill("eastus").With(
            "azurerm_application_gateway",
            ("sku", Block(("tier", "Standard_v2"))),
            ("autoscale_configuration", Block(("min_capacity", 0)))
        );

        // 730 × 0.2
        Assert.Equal(146m, bill.Estimate.Total.Expected);
        Assert.Equal("Capacity units beyond the reserved ones", Assert.Single(bill.Estimate.Unpriced).Description);
    }

    [Fact]
    public void What_another_resource_decides_is_not_taken_for_the_default()
    {
        new CloudBill("westeurope")
            .With("azurerm_redis_cache", ("sku_name", Ref("random_shuffle.x", "result")))
            .Leaves("Node hours", "sku_name, family or capacity is not known before apply.");
        new CloudBill("eastus")
            .With("azurerm_container_registry", ("sku", Ref("random_shuffle.x", "result")))
            .Leaves("Registry days", "sku is not known before apply.");
    }

    [Fact]
    public void A_child_lies_in_the_region_of_its_parent() =>
        Assert.Equal(
            "eastus",
            new CloudBill("eastus")
                .With("azurerm_key_vault")
                .With("azurerm_key_vault_certificate", ("key_vault_id", Ref("azurerm_key_vault.x0", "id")))
                .Using("monthly_certificate_renewal_requests", 1m)
                .Line("Certificate renewals")
                .Price.RegionId
        );
}
