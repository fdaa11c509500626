using System.Collections.Immutable;
using Infrar.Core.Placements;

namespace Infrar.Core.Topology;

/// <summary>What runs where and who calls whom, ready to be drawn.</summary>
/// <param name="Title">System, environment and strategy.</param>
/// <param name="Groups">Nested boxes: provider, region, network, subnet tier; a box stands after its parent.</param>
/// <param name="Nodes">Components and what stands before them.</param>
/// <param name="Edges">Who calls whom.</param>
public sealed record SystemTopology(
    string Title,
    ImmutableArray<TopologyGroup> Groups,
    ImmutableArray<TopologyNode> Nodes,
    ImmutableArray<TopologyEdge> Edges
)
{
    /// <summary>The topology of a placement. A strategy that cannot be used has only its components, by provider and region.</summary>
    public static SystemTopology Of(Placement placement) => new TopologyBuilder(placement).Build();
}

/// <summary>A box around nodes.</summary>
/// <param name="Id">Unique key.</param>
/// <param name="Label">For people.</param>
/// <param name="Parent">Enclosing box; empty for none.</param>
public sealed record TopologyGroup(string Id, string Label, string Parent)
{
    /// <summary><c>provider</c>, <c>region</c>, <c>network</c>, <c>public-tier</c> or <c>private-tier</c>.</summary>
    public string Kind { get; init; } = "";
}

/// <summary>A thing that runs or stores.</summary>
/// <param name="Id">Unique key: the component's name, or the resource address.</param>
/// <param name="Label">For people.</param>
/// <param name="Detail">What it runs on and its size, parted by <c> · </c>.</param>
/// <param name="Kind">
/// Component kind as the manifest writes it, or <c>users</c>, <c>internet</c>, <c>load-balancer</c>, <c>firewall</c>,
/// <c>gateway</c>, <c>dns</c>.
/// </param>
/// <param name="Group">Enclosing box; empty for none.</param>
public sealed record TopologyNode(string Id, string Label, string Detail, string Kind, string Group)
{
    /// <summary>Names of the sidecars that run inside it, in manifest order.</summary>
    public ImmutableArray<string> Sidecars { get; init; } = [];
}

/// <summary>A connection.</summary>
/// <param name="From">Node that opens it.</param>
/// <param name="To">Node that accepts it.</param>
/// <param name="Label">Protocol and port; empty for none.</param>
public sealed record TopologyEdge(string From, string To, string Label)
{
    /// <summary><c>call</c>, <c>replication</c> or <c>outbound</c>.</summary>
    public string Kind { get; init; } = "call";
}
