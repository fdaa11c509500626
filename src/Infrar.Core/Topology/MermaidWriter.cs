using System.Globalization;
using System.Text;

namespace Infrar.Core.Topology;

/// <summary>Writes a topology as a Mermaid flowchart, as GitHub and GitLab draw it in Markdown.</summary>
public static class MermaidWriter
{
    /// <summary>The flowchart, without the fence around it.</summary>
    public static string Write(SystemTopology topology)
    {
        var text = new StringBuilder();
        text.Append("---\ntitle: ").Append(Quoted(topology.Title)).Append("\n---\nflowchart TB\n");

        // Ids of ours may hold what Mermaid reads as syntax, so it gets plain numbered ones.
        var groups = topology.Groups.Select((g, i) => (g.Id, Key: Key('g', i))).ToDictionary(p => p.Id, p => p.Key);
        var nodes = topology.Nodes.Select((n, i) => (n.Id, Key: Key('n', i))).ToDictionary(p => p.Id, p => p.Key);
        WriteInside(text, topology, "", 1, groups, nodes);
        foreach (var edge in topology.Edges)
        {
            var arrow = edge.Kind is "call" ? "-->" : "-.->";
            var label = edge.Label is "" ? "" : $"|{Quoted(edge.Label)}|";
            text.Append("  ").Append(nodes[edge.From]).Append(' ').Append(arrow).Append(label).Append(' ');
            text.Append(nodes[edge.To]).Append('\n');
        }

        return text.ToString();
    }

    private static void WriteInside(
        StringBuilder text,
        SystemTopology topology,
        string parent,
        int depth,
        Dictionary<string, string> groups,
        Dictionary<string, string> nodes
    )
    {
        foreach (var node in topology.Nodes.Where(n => n.Group == parent))
        {
            text.Append(' ', depth * 2).Append(nodes[node.Id]).Append(Shape(node)).Append('\n');
        }

        foreach (var group in topology.Groups.Where(g => g.Parent == parent))
        {
            text.Append(' ', depth * 2).Append("subgraph ").Append(groups[group.Id]);
            text.Append('[').Append(Quoted(group.Label)).Append("]\n");
            WriteInside(text, topology, group.Id, depth + 1, groups, nodes);
            text.Append(' ', depth * 2).Append("end\n");
        }
    }

    private static string Shape(TopologyNode node)
    {
        string[] lines =
        [
            node.Label,
            .. node.Detail.Split(TopologyText.Separator).Where(l => l is not ""),
            .. node.Sidecars.Select(s => $"+ {s}"),
        ];
        var label = $"\"{string.Join("<br>", lines.Select(Escaped))}\"";
        return node.Kind switch
        {
            "postgresql" or "redis" or "object-store" => $"[({label})]",
            "users" or "internet" => $"([{label}])",
            _ => $"[{label}]",
        };
    }

    private static string Quoted(string text) => $"\"{Escaped(text)}\"";

    /// <summary>
    /// Everything that Mermaid, its Markdown labels or HTML could read as more than a letter becomes an entity by number,
    /// which Mermaid writes with # and without &amp;.
    /// </summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            _ =
                Rune.IsLetterOrDigit(rune) || " .,:-+/()·×–".Contains(rune.ToString(), StringComparison.Ordinal)
                    ? escaped.Append(rune.ToString())
                : Rune.IsControl(rune) ? escaped.Append(' ')
                : escaped.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
        }

        return escaped.ToString();
    }

    private static string Key(char prefix, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{index}");
}
