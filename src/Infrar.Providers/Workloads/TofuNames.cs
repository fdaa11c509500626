using Infrar.Core.Manifests;
using Infrar.Core.Placements;

namespace Infrar.Providers.Workloads;

/// <summary>How components are called in a configuration and at providers.</summary>
internal static class TofuNames
{
    /// <summary>The component's name as OpenTofu writes names: dashes become underscores.</summary>
    internal static string TofuName(this Component component) => component.Name.Replace('-', '_');

    /// <summary>Any text as an OpenTofu name: lower case, everything but letters and digits becomes an underscore.</summary>
    internal static string TofuName(string text) =>
        new([.. text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')]);

    /// <summary><c>system-environment-component</c>, the system's name not repeated where the component's begins with it.</summary>
    internal static string NameAtProvider(this Site site, Component component) =>
        $"{site.NameAtProvider()}-{WithoutPrefix(component.Name, $"{site.System.Name}-")}";

    /// <summary><c>system-environment</c>, for what the whole system shares.</summary>
    internal static string NameAtProvider(this Site site) => $"{site.System.Name}-{site.System.Environment}";

    private static string WithoutPrefix(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
}
