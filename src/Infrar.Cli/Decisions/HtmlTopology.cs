using Infrar.Core.Topology;

namespace Infrar.Cli.Decisions;

/// <summary>The drawing of what runs where, with findings on their nodes.</summary>
internal static class HtmlTopology
{
    /// <summary>The section; nothing where no option can be placed.</summary>
    public static Html Of(Decision decision) =>
        decision.Topology is { } topology
            ? Html.Of(
                $"""
                <section class="card" id="topology" aria-labelledby="topology-h"><div class="ch"><h2 id="topology-h">Topology</h2><small>What runs where and who calls whom. {Marks(
                    decision
                )}</small></div>
                <div class="scroll topo" role="region" aria-labelledby="topology-h" tabindex="0">{Html.Made(
                    SvgWriter.Write(topology, NodeMark.Of(topology, decision.Findings))
                )}</div>
                <details class="proof"><summary>The same as a list</summary>{Table(topology)}</details>
                </section>

                """
            )
            : Html.Empty;

    private static string Marks(Decision decision) =>
        decision.Findings.IsEmpty ? "" : "A mark counts the findings of what it stands on.";

    private static Html Table(SystemTopology topology)
    {
        var nodes = topology.Nodes.ToDictionary(n => n.Id, n => n.Label, StringComparer.Ordinal);
        var groups = topology.Groups.ToDictionary(g => g.Id, StringComparer.Ordinal);
        return Html.Of(
            $"""
            <table class="facts"><thead><tr><th scope="col">Node</th><th scope="col">What it is</th><th scope="col">Where</th><th scope="col">Opens connections to</th></tr></thead><tbody>
            {topology.Nodes.Select(n =>
                Html.Of(
                    $"""<tr><th scope="row"><bdi>{n.Label}</bdi></th><td>{n.Detail}</td><td>{Place(n.Group, groups)}</td><td>{string.Join(", ", topology.Edges.Where(e => e.From == n.Id).Select(e => e.Label is "" ? nodes[e.To] : $"{nodes[e.To]} ({e.Label})"))}</td></tr>"""
                )
            )}
            </tbody></table>
            """
        );
    }

    private static string Place(string group, Dictionary<string, TopologyGroup> groups)
    {
        var places = new List<string>();
        for (var id = group; groups.TryGetValue(id, out var found); id = found.Parent)
        {
            places.Add(found.Label);
        }

        places.Reverse();
        return string.Join(", ", places);
    }
}
