using System.Collections.Immutable;

namespace Infrar.Core.Checks.Reachability;

/// <summary>Which end's address a gate looks at.</summary>
internal enum End
{
    /// <summary>Who opens the connection.</summary>
    Source,

    /// <summary>Who accepts it.</summary>
    Destination,
}

/// <summary>Which port the packet at a gate is for.</summary>
internal enum PortOf
{
    /// <summary>The one that is asked about: on the way there.</summary>
    Service,

    /// <summary>The one that the client speaks from: on the way back.</summary>
    Client,

    /// <summary>The one that a translator speaks from: on the way back to it.</summary>
    Translator,
}

/// <summary>One thing that a packet, or its answer, must get through.</summary>
/// <param name="End">Whose address it looks at.</param>
/// <param name="Port">Which port it looks at.</param>
/// <param name="Allowed">Addresses that it lets through for a packet to a port; the port of the service is passed for itself.</param>
/// <param name="Pass">Step of a proof that got through; null where there is nothing to tell.</param>
/// <param name="Break">Step of a proof that ends here.</param>
internal sealed record Gate(
    End End,
    PortOf Port,
    Func<int, IntervalSet> Allowed,
    Func<ProofStep?> Pass,
    Func<ProofStep> Break
)
{
    /// <summary>Sets of ports at whose edges <see cref="Allowed"/> may change.</summary>
    public ImmutableArray<IntervalSet> Boundaries { get; init; } = [];

    /// <summary>A gate that asks for nothing but an address, whatever the port.</summary>
    public static Gate OfAddress(End end, IntervalSet allowed, Func<ProofStep?> pass, Func<ProofStep> stop) =>
        new(end, PortOf.Service, _ => allowed, pass, stop);
}

/// <summary>One way for packets between two places in one address family, and every gate on it in order.</summary>
/// <param name="Source">Addresses that packets come from.</param>
/// <param name="Destination">Addresses that packets are for.</param>
/// <param name="Ports">Ports that each sort of port may be.</param>
/// <param name="Gates">In the order that packets meet them; those of the way back come last.</param>
internal sealed record Lane(
    IntervalSet Source,
    IntervalSet Destination,
    Func<PortOf, IntervalSet> Ports,
    ImmutableArray<Gate> Gates
)
{
    /// <summary>How many of the packets get there and are answered.</summary>
    public Extent Extent()
    {
        var (some, all) = (false, true);
        foreach (var client in PartsOf(PortOf.Client))
        {
            foreach (var translator in PartsOf(PortOf.Translator))
            {
                var source = Through(End.Source, client, translator);
                var destination = Through(End.Destination, client, translator);
                some |= !source.IsEmpty && !destination.IsEmpty;
                all &= source.SameAs(Source) && destination.SameAs(Destination);
            }
        }

        return all ? Reachability.Extent.Always
            : some ? Reachability.Extent.Partly
            : Reachability.Extent.Never;
    }

    /// <summary>The way as a proof, up to the gate where it breaks.</summary>
    /// <param name="bound">Of the least, a gate breaks that lets nothing through; of the most, one that does not let all through.</param>
    public IEnumerable<ProofStep> Path(Bound bound)
    {
        foreach (var gate in Gates)
        {
            if (PartsOf(gate).Any(port => IsBroken(gate, port, bound)))
            {
                yield return gate.Break() with
                {
                    Breaks = true,
                };
                yield break;
            }

            if (gate.Pass() is { } step)
            {
                yield return step;
            }
        }
    }

    private bool IsBroken(Gate gate, int port, Bound bound)
    {
        var asked = Asked(gate.End);
        var allowed = gate.Allowed(port);
        return bound is Bound.Most ? !allowed.Covers(asked) : !allowed.Overlaps(asked);
    }

    private IntervalSet Through(End end, int client, int translator) =>
        Gates
            .Where(g => g.End == end)
            .Aggregate(
                Asked(end),
                (left, gate) =>
                    left.Intersect(
                        gate.Allowed(
                            gate.Port switch
                            {
                                PortOf.Service => First(Ports(PortOf.Service)),
                                PortOf.Client => client,
                                PortOf.Translator => translator,
                            }
                        )
                    )
            );

    private IntervalSet Asked(End end) =>
        end switch
        {
            End.Source => Source,
            End.Destination => Destination,
        };

    // One port stands for all between two boundaries: no gate tells them apart.
    private IEnumerable<int> PartsOf(PortOf port) =>
        Ports(port).Parts(Gates.Where(g => g.Port == port).SelectMany(g => g.Boundaries)).Select(First);

    private IEnumerable<int> PartsOf(Gate gate) => Ports(gate.Port).Parts(gate.Boundaries).Select(First);

    private static int First(IntervalSet ports) => (int)ports.Intervals[0].First;
}
