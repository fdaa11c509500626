using System.Collections.Immutable;
using System.Globalization;
using Infrar.Core.Checks.Reachability;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Reads what rules of groups and access lists have in common: protocol, ports, blocks.</summary>
internal static class RuleTexts
{
    private const int IcmpVersion6 = 58;

    /// <summary>Protocol and ports; null when either is not known.</summary>
    public static TrafficFilter? Filter(Value protocol, Value from, Value to)
    {
        var (number, isKnown) = ProtocolOf(protocol);
        if (!isKnown)
        {
            return null;
        }

        if (number is not (Traffic.TcpProtocol or Traffic.UdpProtocol))
        {
            return new(number, Traffic.AllPorts);
        }

        return (PortOf(from), PortOf(to)) switch
        {
            // -1 is how rules without ports say all of them.
            (-1, _) or (_, -1) => new(number, Traffic.AllPorts),
            ({ } first, { } last) when first <= last => new(number, IntervalSet.Of((UInt128)first, (UInt128)last)),
            _ => null,
        };
    }

    /// <summary>Every block of a list; null in the place of one that is not known.</summary>
    public static ImmutableArray<AddressRange?> Blocks(Value value) =>
        value switch
        {
            Value.Null => [],
            Value.ListOf list => [.. list.Items.Select(Block)],
            _ => [Block(value)],
        };

    /// <summary>A block; null when it is not known.</summary>
    public static AddressRange? Block(Value value) => value.AsText() is { } text ? AddressRange.Parse(text) : null;

    /// <summary>Whether something is stated: a plan writes nothing, an empty text and an empty list alike.</summary>
    public static bool IsStated(Value value) =>
        value is not (Value.Null or Value.Text { Content: "" } or Value.ListOf { Items.IsEmpty: true });

    private static (int? Number, bool IsKnown) ProtocolOf(Value value) =>
        value.AsText()?.ToLowerInvariant() switch
        {
            "-1" or "all" => (null, true),
            "tcp" => (Traffic.TcpProtocol, true),
            "udp" => (Traffic.UdpProtocol, true),
            "icmp" => (Traffic.Icmp, true),
            "icmpv6" => (IcmpVersion6, true),
            { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => (
                number,
                true
            ),
            _ => (null, false),
        };

    private static int? PortOf(Value value) =>
        value is Value.Null ? -1
        : value.AsNumber() is { } number and >= -1 and <= 65535 ? (int)number
        : null;
}
