using System.Text.RegularExpressions;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Local;

/// <summary>Fills <c>${component.attribute}</c> in environment values; <c>$${</c> stands for itself.</summary>
internal static partial class References
{
    /// <summary>The environment of a component: its own values, then its secrets, then what the assignment adds; last one wins.</summary>
    internal static IEnumerable<(string Name, Value Value)> EnvironmentOf(Component component, Site site)
    {
        var merged = new SortedDictionary<string, Value>(StringComparer.Ordinal);
        var plain = component switch
        {
            Workload w => w.Environment,
            StaticSite s => s.Environment,
            _ => Ordinal.Empty,
        };
        foreach (var (name, value) in plain)
        {
            merged[name] = Fill(value, component is StaticSite, site);
        }

        foreach (var (name, reference) in component is Workload workload ? workload.Secrets : Ordinal.Empty)
        {
            merged[name] = DevelopmentSecrets.ValueOf(reference, site);
        }

        foreach (var (name, value) in LocalOptions.Of(component, site).Environment)
        {
            merged[name] = Fill(value, component is StaticSite, site);
        }

        return merged.Select(e => (e.Key, e.Value));
    }

    /// <summary>
    /// A browser reaches a service through its published port, a container through the Compose network: the same
    /// <c>${api.url}</c> means either.
    /// </summary>
    private static Value Fill(string text, bool inBrowser, Site site)
    {
        var unknown = false;
        var filled = Reference()
            .Replace(
                text,
                match =>
                {
                    if (match.Value is "$${")
                    {
                        return "${";
                    }

                    var (name, attribute) = (match.Groups[1].Value, match.Groups[2].Value);
                    if (Known(name, attribute, inBrowser, site) is { } known)
                    {
                        return known;
                    }

                    unknown = true;
                    return match.Value;
                }
            );
        if (unknown)
        {
            site.Note(
                $"The environment value '{text}' refers to something that is known only outside this computer; compose.yaml keeps it as it stands."
            );
        }

        return filled;
    }

    private static string? Known(string name, string attribute, bool inBrowser, Site site)
    {
        var target = site.System.Components.FirstOrDefault(c => c.Name == name);
        if (target is not null && site.OfferingOf(target) is ComposeOffering && !inBrowser && attribute is "url")
        {
            return ComposeOffering.InternalUrl(target, site);
        }

        return site.Endpoint(name, attribute).AsText();
    }

    [GeneratedRegex(@"\$\$\{|\$\{([a-z][a-z0-9-]*)\.([A-Za-z]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
