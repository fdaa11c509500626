using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Azure.Pricing;

/// <summary>A container registry: days in each of its regions, what it holds beyond what is included, and builds.</summary>
internal sealed class ContainerRegistryRule : PricingRule
{
    private const string Service = "Container Registry";
    private const decimal DaysPerMonth = Meter.HoursPerMonth / 24m;

    /// <inheritdoc/>
    public override string ResourceType => "azurerm_container_registry";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (resource["sku"].AsText() is not { } tier)
        {
            meter.NotKnownYet("Registry days", "sku");
            return;
        }

        BillDays(meter, $"Registry days ({tier})", resource.Region, tier);
        foreach (var copy in resource["georeplications"].Items())
        {
            var region = AzureRegions.Named(copy.At("location").AsText() ?? "");
            BillDays(meter, $"Registry days ({tier}, copy in {region})", region, tier);
        }

        BillStorage(resource, meter, tier);
        meter.BillUsageIfStated(
            "Build vCPU",
            new(Service, resource.Region, "second"),
            "monthly_build_vcpu_hrs",
            factor: 3600m
        );
    }

    private static void BillDays(Meter meter, string description, string region, string tier) =>
        meter.BillFixed(description, new(Service, region, "day", ("tier", tier)), DaysPerMonth, "730 h ÷ 24 h");

    private static void BillStorage(Resource resource, Meter meter, string tier)
    {
        const string Description = "Storage beyond what is included";
        const string Key = "storage_gb";
        if (meter.Usage(Key) is not { } held)
        {
            meter.Unpriced(Description, $"It depends on use, and no usage states {Key}.");
            return;
        }

        var included = IncludedGB(tier);
        meter.Bill(
            Description,
            new(Service, resource.Region, "GB-month"),
            held.Beyond(included),
            QuantityOrigin.Usage,
            $"{Key} − {included} GB"
        );
    }

    // https://azure.microsoft.com/pricing/details/container-registry
    private static decimal IncludedGB(string tier) =>
        tier switch
        {
            "Premium" => 500m,
            "Standard" => 100m,
            _ => 10m,
        };
}
