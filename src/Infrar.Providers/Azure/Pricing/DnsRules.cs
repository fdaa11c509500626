using System.Collections.Immutable;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Azure.Pricing;

/// <summary>A public zone of Azure DNS; the price book knows the price of the first 25 of a subscription.</summary>
internal sealed class DnsZoneRule : PricingRule
{
    private const int KnownZones = 25;

    /// <inheritdoc/>
    public override string ResourceType => "azurerm_dns_zone";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var before = meter.Graph.OfType(ResourceType).TakeWhile(z => z.Address != resource.Address).Count();
        if (before < KnownZones)
        {
            var query = new PriceQuery("Azure DNS", AzureRegions.Of(resource, meter), "zone-month");
            meter.BillFixed("Hosted zone", query, 1m, "1 zone");
        }
        else
        {
            meter.Missing("Hosted zone", "hosted zones beyond the first 25");
        }

        DnsRecordRule.Say(meter);
    }
}

/// <summary>A record of Azure DNS: the queries that it answers have no price in the price book.</summary>
internal sealed class DnsRecordRule(string resourceType) : PricingRule
{
    private static readonly string[] Types = ["a", "aaaa", "caa", "cname", "mx", "ns", "ptr", "srv", "txt"];

    /// <summary>A rule for each type of record.</summary>
    internal static ImmutableArray<PricingRule> All { get; } =
    [.. Types.Select(t => new DnsRecordRule($"azurerm_dns_{t}_record"))];

    /// <inheritdoc/>
    public override string ResourceType => resourceType;

    /// <summary>Says that queries are not priced, where they are stated.</summary>
    internal static void Say(Meter meter) =>
        meter.MissingIfStated("Queries", "monthly_queries", "queries of Azure DNS");

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter) => Say(meter);
}
