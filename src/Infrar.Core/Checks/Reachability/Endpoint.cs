using System.Collections.Immutable;

namespace Infrar.Core.Checks.Reachability;

/// <summary>Whoever opens or accepts connections: a task, a database, a load balancer, the internet.</summary>
/// <param name="Id">Address of the resource; empty for the internet.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Places">Where it stands or may stand, one for each subnet.</param>
public sealed record Endpoint(string Id, string Name, ImmutableArray<Place> Places)
{
    /// <summary>Ports that ordinary clients speak from: those of Linux.</summary>
    public static IntervalSet LinuxClientPorts { get; } = IntervalSet.Of(32768, 60999);

    /// <summary>Ports that clients of any make speak from.</summary>
    public static IntervalSet AnyClientPorts { get; } = IntervalSet.Of(1024, 65535);

    /// <summary>Groups that filter it, by id; what one of them lets through passes.</summary>
    public ImmutableArray<string> Groups { get; init; } = [];

    /// <summary>Whether <see cref="Groups"/> are all that it carries.</summary>
    public bool KnowsGroups { get; init; } = true;

    /// <summary>Whether groups filter it at all; without any, a filtered one lets nothing through.</summary>
    public bool IsFiltered { get; init; } = true;

    /// <summary>Ports that it speaks from when it opens a connection.</summary>
    public IntervalSet ClientPorts { get; init; } = LinuxClientPorts;

    /// <summary>Whether it is the internet: any address that no network of ours has.</summary>
    public bool IsInternet { get; init; }

    /// <summary>Any address of the internet.</summary>
    /// <param name="addresses">The addresses that stand for it.</param>
    public static Endpoint Internet(IntervalSet addresses) =>
        new("", "the internet", [new(null, addresses, true)])
        {
            IsFiltered = false,
            IsInternet = true,
            ClientPorts = AnyClientPorts,
        };
}

/// <summary>Where an endpoint stands or may stand.</summary>
/// <param name="Subnet">The subnet; null when it is not known, and for the internet.</param>
/// <param name="Addresses">Addresses that it may have there.</param>
/// <param name="HasPublicAddress">Whether a public IPv4 address leads to it; null when that is not known.</param>
public sealed record Place(Subnet? Subnet, IntervalSet Addresses, bool? HasPublicAddress);
