using System.Globalization;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Compose;

/// <summary>A port of a service.</summary>
/// <param name="Container">Port inside the container, 1–65535.</param>
/// <param name="IsPublished">Whether the host publishes it.</param>
/// <param name="IsOpen">Whether others than this computer reach it.</param>
internal sealed record ComposePort(int Container, bool IsPublished, bool IsOpen);

/// <summary>Reads <c>ports</c>, short and long, and <c>expose</c>.</summary>
internal static class ComposePorts
{
    /// <summary>TCP ports in the order stated, published ones first; what cannot be read is left out.</summary>
    internal static IEnumerable<ComposePort> Of(YamlMap body)
    {
        var items = body["ports"] is YamlSequence list ? list.Items : [];
        foreach (var item in items)
        {
            var port = item is YamlMap map ? Long(map) : Short(ComposeNodes.Text(item) ?? "");
            if (port is not null)
            {
                yield return port;
            }
        }

        foreach (var (text, _) in ComposeNodes.Texts(body["expose"]))
        {
            if (Number(text.Split('/')[0]) is { } exposed)
            {
                yield return new(exposed, false, false);
            }
        }
    }

    private static ComposePort? Long(YamlMap map) =>
        (ComposeNodes.Text(map["protocol"]) ?? "tcp") is "tcp"
        && Number(ComposeNodes.Text(map["target"]) ?? "") is { } target
            ? new(target, true, !IsLoopback(ComposeNodes.Text(map["host_ip"]) ?? ""))
            : null;

    /// <summary><c>[[address:]host:]container[/protocol]</c>, each port possibly a range or a variable.</summary>
    private static ComposePort? Short(string text)
    {
        var filled = ComposeImages.Filled(text);
        var slash = filled.LastIndexOf('/');
        if (slash >= 0 && filled[slash..] is not "/tcp")
        {
            return null;
        }

        var port = slash >= 0 ? filled[..slash] : filled;
        var container = Number(port[(port.LastIndexOf(':') + 1)..].Split('-')[0]);
        return container is { } number ? new(number, true, !IsLoopback(port)) : null;
    }

    private static bool IsLoopback(string text) =>
        text.StartsWith("127.", StringComparison.Ordinal)
        || text.StartsWith("[::1]", StringComparison.Ordinal)
        || text.StartsWith("localhost", StringComparison.Ordinal);

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? port
            : null;
}
