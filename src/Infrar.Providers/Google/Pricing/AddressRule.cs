using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Google.Pricing;

/// <summary>A reserved public address, whose price depends on who uses it.</summary>
internal sealed class AddressRule(string resourceType) : PricingRule
{
    private const string Type = "google_compute_address";

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

        var users = UsersOf(resource, meter.Graph);
        if (users.Contains("instances"))
        {
            Bill(resource, meter, "in-use", "Public IPv4 address in use");
        }
        else if (users.Contains("routers"))
        {
            meter.Missing("Public IPv4 address of a Cloud NAT gateway", "addresses of Cloud NAT gateways");
        }
        // https://cloud.google.com/vpc/network-pricing#ipaddress: no charge while a forwarding rule uses it.
        else if (!users.Contains("forwardingRules"))
        {
            Bill(resource, meter, "unused", "Public IPv4 address, unused");
        }
    }

    /// <summary>Whether an address of a machine is one that this graph reserves, and so is billed where it is reserved.</summary>
    internal static bool IsReserved(Value address, ResourceGraph graph) =>
        !address.IsLeftOut()
        && (
            graph.Follow(address) is { Type: Type }
            || (address.AsText() is { } stated && graph.OfType(Type).Any(a => a["address"].AsText() == stated))
        );

    /// <summary>
    /// Sorts of things that use an address, as Google's own paths call them: from who refers to it, and from what Google
    /// says where it exists already.
    /// </summary>
    private static HashSet<string> UsersOf(Resource address, ResourceGraph graph)
    {
        var planned = graph
            .ReferrersOf(address.Address)
            .Select(r =>
                r.Type switch
                {
                    "google_compute_instance" => "instances",
                    "google_compute_router_nat" => "routers",
                    "google_compute_forwarding_rule" or "google_compute_global_forwarding_rule" => "forwardingRules",
                    _ => "",
                }
            );
        // https://cloud.google.com/compute/docs/reference/rest/v1/addresses: …/zones/z/instances/name
        var existing = address["users"]
            .Items()
            .Select(u => u.AsText()?.Split('/'))
            .Select(path => path is [.., var sort, _] ? sort : "");
        return planned.Concat(existing).ToHashSet(StringComparer.Ordinal);
    }

    private static void Bill(Resource resource, Meter meter, string state, string description) =>
        meter.BillFixed(description, Query(resource.Region, state), Meter.HoursPerMonth, "1 address × 730 h");
}
