using System.Collections.Immutable;

namespace Infrar.Core.Checks.Reachability;

/// <summary>A part of a network with one way out and one filter at its edge.</summary>
/// <param name="Id">Address of the resource.</param>
/// <param name="Network">Network that it is part of, by the address of the resource.</param>
/// <param name="Addresses">Every address in it; empty when not known.</param>
/// <param name="Routes">Where its packets go.</param>
/// <param name="Filter">What filters at its edge; null where nothing does.</param>
public sealed record Subnet(string Id, string Network, IntervalSet Addresses, RouteTable Routes, AccessList? Filter);

/// <summary>Where packets go, by the address that they are for: the route with the longest prefix decides.</summary>
/// <param name="Id">Address of the resource; that of the network for one that it has by itself.</param>
/// <param name="Routes">Its routes, those inside the network among them.</param>
/// <param name="IsComplete">Whether these are all.</param>
public sealed record RouteTable(string Id, ImmutableArray<Route> Routes, bool IsComplete)
{
    /// <summary>The addresses divided by the route that they take; those that none takes come last, with null.</summary>
    public IEnumerable<(Route? Route, IntervalSet Addresses)> Divide(IntervalSet addresses)
    {
        var left = addresses;
        foreach (var route in Routes.Where(r => r.Range is not null).OrderByDescending(r => r.Range?.PrefixLength))
        {
            var taken = route.Range is { } range ? left.Intersect(range.Addresses) : IntervalSet.Empty;
            if (!taken.IsEmpty)
            {
                yield return (route, taken);
                left = left.Except(taken);
            }
        }

        if (!left.IsEmpty)
        {
            yield return (null, left);
        }
    }

    /// <summary>Whether a route may exist that takes packets elsewhere than the known ones say.</summary>
    public bool MayHoldMore => !IsComplete || Routes.Any(r => r.Range is null && r.Target is not RouteTarget.Service);
}

/// <summary>One route.</summary>
/// <param name="Range">Addresses that it is for; null when they are not known.</param>
/// <param name="Target">Where it leads.</param>
/// <param name="Stated">Address of the resource that states it.</param>
public sealed record Route(AddressRange? Range, RouteTarget Target, string Stated);

/// <summary>Where a route leads.</summary>
public abstract record RouteTarget
{
    private RouteTarget() { }

    /// <summary>To others in the same network.</summary>
    public sealed record Local : RouteTarget;

    /// <summary>To the internet and back, for who has a public address.</summary>
    /// <param name="OutOnly">Whether connections are opened from inside only (IPv6).</param>
    public sealed record Internet(bool OutOnly = false) : RouteTarget;

    /// <summary>To the internet under the address of a translator that stands in a subnet; connections are opened from inside only.</summary>
    public sealed record Translator(string Subnet, string Id) : RouteTarget;

    /// <summary>To another network.</summary>
    public sealed record Peer(string Network) : RouteTarget;

    /// <summary>To the provider's own services, whose addresses are on a list that the provider keeps.</summary>
    public sealed record Service(string Id) : RouteTarget;

    /// <summary>Nowhere.</summary>
    public sealed record Nowhere : RouteTarget;

    /// <summary>Somewhere that cannot be known from here.</summary>
    public sealed record Unknown : RouteTarget;
}
