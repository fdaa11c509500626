using System.Globalization;

namespace Infrar.Core.Checks.Reachability;

/// <summary>What a packet carries: a protocol and, where the protocol has ports, the port that it is for.</summary>
/// <param name="Protocol">Number as IANA assigns it; 6 is TCP, 17 is UDP.</param>
/// <param name="Port">0–65535; without meaning for a protocol without ports.</param>
public readonly record struct Traffic(int Protocol, int Port)
{
    /// <summary>IANA's number of ICMP.</summary>
    public const int Icmp = 1;

    /// <summary>IANA's number of TCP.</summary>
    public const int TcpProtocol = 6;

    /// <summary>IANA's number of UDP.</summary>
    public const int UdpProtocol = 17;

    /// <summary>Every port.</summary>
    public static IntervalSet AllPorts { get; } = IntervalSet.Of(0, 65535);

    /// <summary>Whether the protocol has ports.</summary>
    public bool HasPorts => Protocol is TcpProtocol or UdpProtocol;

    /// <summary>TCP to a port.</summary>
    public static Traffic Tcp(int port) => new(TcpProtocol, port);

    /// <summary>UDP to a port.</summary>
    public static Traffic Udp(int port) => new(UdpProtocol, port);

    /// <summary>A protocol as people call it: <c>tcp</c>, else its number.</summary>
    public static string NameOf(int protocol) =>
        protocol switch
        {
            Icmp => "icmp",
            TcpProtocol => "tcp",
            UdpProtocol => "udp",
            _ => protocol.ToString(CultureInfo.InvariantCulture),
        };

    /// <summary><c>6379</c> for TCP; <c>udp 53</c>; <c>icmp</c>.</summary>
    public override string ToString() =>
        (Protocol, HasPorts) switch
        {
            (TcpProtocol, _) => Port.ToString(CultureInfo.InvariantCulture),
            (_, true) => string.Create(CultureInfo.InvariantCulture, $"{NameOf(Protocol)} {Port}"),
            _ => NameOf(Protocol),
        };
}

/// <summary>The protocols and ports that a rule speaks of.</summary>
/// <param name="Protocol">IANA's number; null for every protocol.</param>
/// <param name="Ports">Ports; of no meaning for a protocol without them.</param>
public sealed record TrafficFilter(int? Protocol, IntervalSet Ports)
{
    /// <summary>Everything.</summary>
    public static TrafficFilter All { get; } = new(null, Traffic.AllPorts);

    /// <summary>Whether the rule speaks of it.</summary>
    public bool Matches(Traffic traffic) => PortsFor(traffic.Protocol).Contains((UInt128)traffic.Port);

    /// <summary>Ports of a protocol that the rule speaks of: all or none where the protocol has no ports.</summary>
    public IntervalSet PortsFor(int protocol) =>
        Protocol is null ? Traffic.AllPorts
        : Protocol != protocol ? IntervalSet.Empty
        : new Traffic(protocol, 0).HasPorts ? Ports
        : Traffic.AllPorts;

    /// <summary><c>tcp 443</c>, <c>tcp 8000-8080</c>, <c>udp</c>, <c>everything</c>.</summary>
    public override string ToString() =>
        Protocol is not { } protocol ? "everything"
        : Ports.SameAs(Traffic.AllPorts) || !new Traffic(protocol, 0).HasPorts ? Traffic.NameOf(protocol)
        : $"{Traffic.NameOf(protocol)} {TextOf(Ports)}";

    /// <summary>Ports for people: <c>443</c>, <c>80, 8000-8080</c>.</summary>
    public static string TextOf(IntervalSet ports) =>
        string.Join(", ", ports.Intervals.Select(i => i.First == i.Last ? $"{i.First}" : $"{i.First}-{i.Last}"));
}
