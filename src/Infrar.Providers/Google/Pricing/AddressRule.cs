using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Google.Pricing;

/// <summary>A reserved public address, whose price depends on who uses it.</summary>
internal sealed class AddressRule(string resourceType) : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => resourceType;

    /// <summary>An hour of a public address in that state.</summary>
    internal static PriceQuery Query(string region, string state) =>
        new("Networking", region, "hour", ("resource", "public-ipv4"), ("state", state));

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (
            resource["address_type"].TextOr("EXTERNAL") != "EXTERNAL"
            || resource["ip_version"].TextOr("IPV4") == "IPV6"
        )
        {
            return;
        }

        var users = meter.Graph.ReferrersOf(resource.Address).Select(r => r.Type).ToHashSet(StringComparer.Ordinal);
        if (users.Contains("google_compute_instance"))
        {
            Bill(resource, meter, "in-use", "Public IPv4 address in use");
        }
        else if (users.Contains("google_compute_router_nat"))
        {
            meter.Missing("Public IPv4 address of a Cloud NAT gateway", "addresses of Cloud NAT gateways");
        }
        // https://cloud.google.com/vpc/network-pricing#ipaddress: no charge while a forwarding rule uses it.
        else if (!users.Any(u => u.EndsWith("_forwarding_rule", StringComparison.Ordinal)))
        {
            Bill(resource, meter, "unused", "Public IPv4 address, unused");
        }
    }

    private static void Bill(Resource resource, Meter meter, string state, string description) =>
        meter.BillFixed(description, Query(resource.Region, state), Meter.HoursPerMonth, "1 address × 730 h");
}
