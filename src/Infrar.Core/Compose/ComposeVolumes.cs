using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Compose;

/// <summary>A mount of a service.</summary>
/// <param name="Source">Volume or host folder; empty for an anonymous volume.</param>
/// <param name="Target">Path in the container.</param>
internal sealed record ComposeVolume(string Source, string Target);

/// <summary>Reads <c>volumes</c> of a service, short and long.</summary>
internal static class ComposeVolumes
{
    internal const string EngineSocket = "/var/run/docker.sock";

    internal static IEnumerable<ComposeVolume> Of(YamlMap body) =>
        (body["volumes"] as YamlSequence)?.Items.Select(Of).OfType<ComposeVolume>() ?? [];

    private static ComposeVolume? Of(YamlNode item)
    {
        if (ComposeNodes.Resolve(item) is { } map)
        {
            return new(ComposeNodes.Text(map["source"]) ?? "", ComposeNodes.Text(map["target"]) ?? "");
        }

        if (ComposeNodes.Text(item) is not { } text)
        {
            return null;
        }

        // A drive letter or a variable may hold a colon of its own; a target always begins with a slash.
        var split = text.IndexOf(":/", StringComparison.Ordinal);
        return split < 0 ? new("", text) : new(text[..split], text[(split + 1)..].Split(':')[0]);
    }
}
