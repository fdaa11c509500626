using Infrar.Core.Resources;
using Infrar.Providers.Azure;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Azure;

/// <summary>Azure as a provider that only prices: where its resources live.</summary>
public sealed class AzureProviderTests
{
    [Fact]
    public void A_plan_calls_it_by_the_name_of_its_plugin() =>
        Assert.IsType<AzureProvider>(AllProviders.Catalog.FindByTofuName("azurerm"));

    [Fact]
    public void Its_prices_are_found_by_its_id() =>
        Assert.All(new AzureProvider().Prices.Prices, p => Assert.Equal(new AzureProvider().Id, p.Provider));

    [Theory]
    [InlineData("West Europe", "westeurope")]
    [InlineData("westeurope", "westeurope")]
    [InlineData("Germany West Central", "germanywestcentral")]
    [InlineData("East US 2", "eastus2")]
    [InlineData("global", "")]
    public void A_location_has_two_spellings(string location, string region) =>
        Assert.Equal(region, RegionOf(("location", location)));

    [Fact]
    public void A_location_that_is_not_known_is_not_guessed()
    {
        Assert.Equal("", RegionOf(("location", new Value.Unknown())));
        Assert.Equal("", RegionOf(("location", Ref("azurerm_resource_group.main", "location"))));
        Assert.Equal("", RegionOf(("name", "zone")));
    }

    private static string RegionOf(params (string Name, Value Value)[] attributes) =>
        new AzureProvider().RegionOf(Map(attributes), Value.MapOf.Empty);
}
