using System.Globalization;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws;

/// <summary>Names of what is made at AWS, so that every offering finds what another one makes by name alone.</summary>
internal static class AwsNaming
{
    /// <summary>OpenTofu name of a component, zone or entry: lower case, anything but letters and digits as <c>_</c>.</summary>
    public static string TofuName(string name) =>
        string.Create(
            name.Length,
            name,
            static (to, from) =>
            {
                for (var i = 0; i < from.Length; i++)
                {
                    to[i] = char.IsAsciiLetterOrDigit(from[i]) ? char.ToLowerInvariant(from[i]) : '_';
                }
            }
        );

    /// <summary>OpenTofu name of a component.</summary>
    public static string TofuName(Component component) => TofuName(component.Name);

    /// <summary>Name of what the whole system shares: <c>system-environment</c>.</summary>
    public static string SharedName(Site site) => $"{site.System.Name}-{site.System.Environment}";

    /// <summary>Name of what is made for one component: <c>system-environment-component</c>.</summary>
    public static string ResourceName(Site site, string component) => $"{SharedName(site)}-{component}";

    /// <summary>Name of what is made for one component, cut to what the resource allows.</summary>
    /// <param name="site">The site.</param>
    /// <param name="component">Component or part of one.</param>
    /// <param name="maxLength">Most characters; a longer name ends in a checksum of all of it, so that it stays unique.</param>
    public static string ResourceName(Site site, string component, int maxLength) =>
        Cut(ResourceName(site, component), maxLength);

    /// <summary>Log group of a workload and its sidecars: <c>/ecs/system-component</c>.</summary>
    public static string LogGroup(Site site, Component component) => $"/ecs/{site.System.Name}-{component.Name}";

    /// <summary>Namespace of the system's own metrics, which its workloads may write to: <c>system/environment</c>.</summary>
    public static string MetricNamespace(Site site) => $"{site.System.Name}/{site.System.Environment}";

    /// <summary>The <c>tags</c> of a resource whose console shows names.</summary>
    public static Value.MapOf NameTag(string name) => Values.Map(("Name", name));

    private static string Cut(string name, int maxLength)
    {
        if (name.Length <= maxLength)
        {
            return name;
        }

        // FNV-1a: short, stable everywhere, and good enough to tell a handful of names apart.
        var checksum = 2166136261u;
        foreach (var letter in name)
        {
            checksum = (checksum ^ letter) * 16777619u;
        }

        var suffix = "-" + checksum.ToString("x8", CultureInfo.InvariantCulture);
        return name[..(maxLength - suffix.Length)].TrimEnd('-') + suffix;
    }
}
