using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Core.Topology;

/// <summary>What a drawing says of a node's findings: how grave the gravest is, and how many there are.</summary>
/// <param name="Node">Id of the node.</param>
/// <param name="Worst">Gravest severity.</param>
/// <param name="Count">One or more.</param>
public sealed record NodeMark(string Node, Severity Worst, int Count)
{
    /// <summary>The marks that findings leave on a topology, in its order of nodes; a finding of what is not drawn leaves none.</summary>
    public static ImmutableArray<NodeMark> Of(SystemTopology topology, IEnumerable<Finding> findings)
    {
        var byNode = findings.ToLookup(f => NodeOf(topology, f)?.Id ?? "", StringComparer.Ordinal);
        return
        [
            .. topology
                .Nodes.Where(n => byNode[n.Id].Any())
                .Select(n => new NodeMark(n.Id, byNode[n.Id].Max(f => f.Severity), byNode[n.Id].Count())),
        ];
    }

    /// <summary>The node that stands for the resource, or else for the component or the workload that it is a sidecar of.</summary>
    private static TopologyNode? NodeOf(SystemTopology topology, Finding finding) =>
        finding.Resource is not "" && topology.Nodes.FirstOrDefault(n => n.Id == finding.Resource) is { } resource
            ? resource
        : finding.Component is "" ? null
        : topology.Nodes.FirstOrDefault(n => n.Id == finding.Component || n.Sidecars.Contains(finding.Component));
}
