namespace Infrar.Core.Checks.Reachability;

/// <summary>Whether one place reaches another, in one address family and under one bound.</summary>
/// <param name="Network">What packets meet.</param>
/// <param name="From">Who opens the connection.</param>
/// <param name="To">Who accepts it.</param>
/// <param name="Traffic">Protocol and port.</param>
/// <param name="Bound">What to take the unknown for.</param>
internal sealed record Question(NetworkModel Network, Endpoint From, Endpoint To, Traffic Traffic, Bound Bound)
{
    /// <summary>Where <see cref="From"/> stands.</summary>
    public required Place FromPlace { get; init; }

    /// <summary>Where <see cref="To"/> stands.</summary>
    public required Place ToPlace { get; init; }

    /// <summary>Addresses of <see cref="FromPlace"/> in the family.</summary>
    public required IntervalSet Source { get; init; }

    /// <summary>Addresses of <see cref="ToPlace"/> in the family.</summary>
    public required IntervalSet Destination { get; init; }

    /// <summary>Whether it is about IPv6.</summary>
    public required bool IsVersion6 { get; init; }

    /// <summary>Whether it is not known where <see cref="From"/> stands.</summary>
    public bool IsFromVague => IsVague(From, FromPlace);

    /// <summary>Whether it is not known where <see cref="To"/> stands.</summary>
    public bool IsToVague => IsVague(To, ToPlace);

    /// <summary>Addresses that something unknown lets through.</summary>
    public IntervalSet Unknown => Bound is Bound.Most ? IntervalSet.Everything : IntervalSet.Empty;

    /// <summary>Ports that each sort of port may be.</summary>
    public IntervalSet PortsOf(PortOf port) =>
        port switch
        {
            PortOf.Service => IntervalSet.Of((UInt128)Traffic.Port),
            PortOf.Client => Traffic.HasPorts ? From.ClientPorts : IntervalSet.Of(0),
            PortOf.Translator => Traffic.HasPorts ? Network.TranslatorPorts : IntervalSet.Of(0),
        };

    /// <summary>Whether it is not known where an endpoint stands.</summary>
    public static bool IsVague(Endpoint endpoint, Place place) =>
        !endpoint.IsInternet && (place.Subnet is null || place.Addresses.IsEmpty);
}
