using Infrar.Core.Manifests.Language;
using Infrar.Core.Plans;
using Infrar.Core.Resources;
using Infrar.Providers.Google;
using Infrar.Providers.Tests.Checks;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Google;

/// <summary>Google Cloud as a provider that only prices: where its resources live, and where it is not listed.</summary>
public sealed class GoogleProviderTests
{
    private static readonly Value.MapOf Paris = Map(("region", "europe-west9"), ("zone", "europe-west9-a"));

    [Theory]
    [InlineData("google")]
    [InlineData("google-beta")]
    public void A_plan_calls_it_by_either_name(string name) =>
        Assert.IsType<GoogleProvider>(AllProviders.Catalog.FindByTofuName(name));

    [Fact]
    public void A_plan_of_the_beta_plugin_has_the_regions_of_its_configuration()
    {
        var disk = new Resource
        {
            Type = "google_compute_disk",
            Name = "main",
            Provider = "google-beta",
            Region = "us-east1",
            Attributes = Map(("size", 10), ("zone", new Value.Unknown())),
        };

        var reading = PlanReader.Read(PlanJson.Of(disk), "plan.json", AllProviders.Catalog);

        Assert.Equal("us-east1", reading.Plan?.After.Find("google_compute_disk.main")?.Region);
    }

    [Fact]
    public void Its_prices_are_found_by_its_id() =>
        Assert.All(new GoogleProvider().Prices.Prices, p => Assert.Equal(new GoogleProvider().Id, p.Provider));

    [Theory]
    [InlineData("region", "us-central1", "us-central1")]
    [InlineData("region", "https://www.googleapis.com/compute/v1/projects/shop/regions/us-east1", "us-east1")]
    [InlineData("zone", "europe-west1-b", "europe-west1")]
    [InlineData("zone", "projects/shop/zones/us-central1-f", "us-central1")]
    [InlineData("location", "US-CENTRAL1", "us-central1")]
    [InlineData("location", "us-central1-c", "us-central1")]
    [InlineData("location", "EU", "europe (multi-region)")]
    [InlineData("location", "US", "us (multi-region)")]
    [InlineData("location", "europe", "europe (multi-region)")]
    [InlineData("location", "EUR4", "eur4")]
    [InlineData("location", "global", "")]
    public void A_resource_lives_where_it_says(string setting, string value, string region) =>
        Assert.Equal(region, new GoogleProvider().RegionOf(Map((setting, value)), Paris));

    [Fact]
    public void A_region_goes_before_a_zone() =>
        Assert.Equal("us-east1", RegionOf(("zone", "us-central1-a"), ("region", "us-east1")));

    [Fact]
    public void What_is_left_out_is_that_of_the_provider_configuration()
    {
        Assert.Equal("europe-west9", RegionOf(("region", new Value.Unknown())));
        Assert.Equal("europe-west9", RegionOf(("zone", new Value.Unknown()), ("name", "x")));
        Assert.Equal(
            "europe-west9",
            new GoogleProvider().RegionOf(Map(("zone", new Value.Unknown())), Map(("zone", "europe-west9-a")))
        );
    }

    [Fact]
    public void What_another_resource_decides_is_not_guessed() =>
        Assert.Equal("", RegionOf(("region", Ref("google_compute_subnetwork.main", "region"))));

    [Fact]
    public void A_resource_without_such_a_setting_is_global() => Assert.Equal("", RegionOf(("name", "main")));

    [Fact]
    public void Nothing_can_be_placed_there()
    {
        Assert.DoesNotContain(AllProviders.Catalog.Hosts, p => p.Id is "gcp" or "azure");
        Assert.DoesNotContain("\"gcp\"", ManifestSchemaWriter.Write(AllProviders.Catalog), StringComparison.Ordinal);
    }

    private static string RegionOf(params (string Name, Value Value)[] attributes) =>
        new GoogleProvider().RegionOf(Map(attributes), Paris);
}
