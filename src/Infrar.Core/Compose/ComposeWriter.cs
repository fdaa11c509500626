using System.Text;
using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Core.Compose;

/// <summary>Writes the services and volumes of a resource graph as a Compose file.</summary>
/// <remarks>
/// A <c>compose_service</c>'s attributes are the file's own keys in writing order, beside <c>container</c>, which is the
/// service's name. Text is literal, so its dollars are doubled; <see cref="Value.Expression"/> is written as it stands and
/// is how a value asks Compose to fill in a variable. The file keeps to what Compose 1.29 and every later one accept.
/// </remarks>
public static class ComposeWriter
{
    /// <summary>Resource type of a service.</summary>
    public const string ServiceType = "compose_service";

    /// <summary>Resource type of a named volume.</summary>
    public const string VolumeType = "compose_volume";

    /// <summary>The placement's services as <c>compose.yaml</c>; empty when it has none.</summary>
    public static string Write(Placement placement) =>
        placement.Graph.OfType(ServiceType).Any()
            ? Write(
                placement.Graph,
                $"{placement.System.Name}, environment {placement.System.Environment}: written by infrar generate from the manifest.",
                "Start it with docker compose up; variables are explained in .env.example."
            )
            : "";

    /// <summary>Folders that a placement's Compose file builds images from, as it states them, in order.</summary>
    public static IEnumerable<string> BuildFolders(Placement placement) =>
        placement.Graph.OfType(ServiceType).Select(s => s["build"].AsText()).OfType<string>();

    /// <summary>The services and volumes of a graph as a Compose file.</summary>
    /// <param name="graph">Resources; those of other types are passed over.</param>
    /// <param name="comments">Lines above the file.</param>
    public static string Write(ResourceGraph graph, params IEnumerable<string> comments)
    {
        var text = new StringBuilder();
        foreach (var comment in comments)
        {
            ComposeYaml.Comment(text, 0, comment);
        }

        text.Append(text.Length == 0 ? "services:\n" : "\nservices:\n");
        var first = true;
        foreach (var service in graph.OfType(ServiceType))
        {
            text.Append(first ? "" : "\n");
            first = false;
            ComposeYaml.Comment(text, 2, service.Comment);
            text.Append("  ").Append(ComposeYaml.Scalar(NameOf(service, "container"))).Append(":\n");
            foreach (var (key, value) in service.Attributes.Entries.Where(e => e.Key is not "container"))
            {
                ComposeYaml.Entry(text, 4, key, value);
            }
        }

        var volumes = graph.OfType(VolumeType).Select(v => NameOf(v, "volume")).ToList();
        if (volumes.Count > 0)
        {
            text.Append("\nvolumes:\n");
            foreach (var volume in volumes)
            {
                text.Append("  ").Append(ComposeYaml.Scalar(volume)).Append(":\n");
            }
        }

        return text.ToString();
    }

    private static string NameOf(Resource resource, string key) => resource[key].AsText() ?? resource.Name;
}
