using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Infrar.Core.Topology;

/// <summary>Writes a topology as JSON; its shape is <c>docs/topology.schema.json</c>.</summary>
public static class TopologyJson
{
    /// <summary>The topology as indented JSON with a newline at its end.</summary>
    public static string Write(SystemTopology topology)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n" }))
        {
            Write(topology, json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    /// <summary>Writes the topology as one object, for an answer that holds more.</summary>
    public static void Write(SystemTopology topology, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("title", topology.Title);
        WriteAll(
            json,
            "groups",
            topology.Groups,
            g =>
            {
                json.WriteString("id", g.Id);
                json.WriteString("label", g.Label);
                json.WriteString("kind", g.Kind);
                json.WriteString("parent", g.Parent);
            }
        );
        WriteAll(
            json,
            "nodes",
            topology.Nodes,
            n =>
            {
                json.WriteString("id", n.Id);
                json.WriteString("label", n.Label);
                json.WriteString("detail", n.Detail);
                json.WriteString("kind", n.Kind);
                json.WriteString("group", n.Group);
                json.WriteStartArray("sidecars");
                foreach (var sidecar in n.Sidecars)
                {
                    json.WriteStringValue(sidecar);
                }

                json.WriteEndArray();
            }
        );
        WriteAll(
            json,
            "edges",
            topology.Edges,
            e =>
            {
                json.WriteString("from", e.From);
                json.WriteString("to", e.To);
                json.WriteString("label", e.Label);
                json.WriteString("kind", e.Kind);
            }
        );
        json.WriteEndObject();
    }

    private static void WriteAll<T>(Utf8JsonWriter json, string name, ImmutableArray<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
