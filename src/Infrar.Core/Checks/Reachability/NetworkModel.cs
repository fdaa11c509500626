using System.Collections.Frozen;

namespace Infrar.Core.Checks.Reachability;

/// <summary>What packets meet on their way: subnets and security groups, by the addresses of their resources.</summary>
public sealed class NetworkModel
{
    private readonly FrozenDictionary<string, Subnet> _subnets;
    private readonly FrozenDictionary<string, SecurityGroup> _groups;

    /// <summary>A model; ids are unique among subnets and among groups.</summary>
    public NetworkModel(IEnumerable<Subnet> subnets, IEnumerable<SecurityGroup> groups)
    {
        _subnets = subnets.ToFrozenDictionary(s => s.Id, StringComparer.Ordinal);
        _groups = groups.ToFrozenDictionary(g => g.Id, StringComparer.Ordinal);
    }

    /// <summary>Addresses that anybody can route to: IPv4 without what RFC 6890 reserves, and IPv6's global unicast.</summary>
    public static IntervalSet PublicAddresses { get; } = Public();

    /// <summary>The internet, as clients and servers anywhere.</summary>
    public Endpoint Internet { get; init; } = Endpoint.Internet(PublicAddresses);

    /// <summary>Ports that translators speak from.</summary>
    // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html#nacl-ephemeral-ports
    public IntervalSet TranslatorPorts { get; init; } = Endpoint.AnyClientPorts;

    /// <summary>Every security group, by id.</summary>
    public IEnumerable<SecurityGroup> Groups => _groups.Values.OrderBy(g => g.Id, StringComparer.Ordinal);

    /// <summary>Every subnet, by id.</summary>
    public IEnumerable<Subnet> Subnets => _subnets.Values.OrderBy(s => s.Id, StringComparer.Ordinal);

    /// <summary>The subnet, or null.</summary>
    public Subnet? FindSubnet(string id) => _subnets.GetValueOrDefault(id);

    /// <summary>The group, or null.</summary>
    public SecurityGroup? FindGroup(string id) => _groups.GetValueOrDefault(id);

    private static IntervalSet Public()
    {
        string[] reserved =
        [
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
        ];
        var free = reserved
            .Select(AddressRange.Parse)
            .OfType<AddressRange>()
            .Aggregate(AddressRange.Version4, (left, range) => left.Except(range.Addresses));
        return AddressRange.Parse("2000::/3") is { } global ? free.Union(global.Addresses) : free;
    }
}
