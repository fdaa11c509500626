using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Google;

/// <summary>Where resources of Google Cloud live, by the names that prices use.</summary>
internal static class GoogleRegions
{
    private static readonly string[] Settings = ["region", "zone", "location"];

    /// <summary>
    /// The region that a resource states as <c>region</c>, <c>zone</c> or <c>location</c>; else that of its provider
    /// configuration; empty for a resource that has no such setting, since it is global.
    /// </summary>
    internal static string Of(Value.MapOf attributes, Value.MapOf configuration)
    {
        var isRegional = false;
        foreach (var (name, value) in attributes.Entries)
        {
            isRegional |= Settings.Contains(name, StringComparer.Ordinal);
        }

        return isRegional ? In(attributes) ?? In(configuration) ?? "" : "";
    }

    /// <summary>The region that a location names: <c>europe-west1-b</c> and a path to it lie in <c>europe-west1</c>.</summary>
    internal static string Named(string location)
    {
        var name = PlannedSettings.LastPart(location).ToLowerInvariant();
        return name switch
        {
            "us" or "asia" => $"{name} (multi-region)",
            "eu" or "europe" => "europe (multi-region)",
            "global" => "",
            [.. var region, '-', >= 'a' and <= 'z'] => region,
            _ => name,
        };
    }

    /// <summary>Null when everything is left out; empty when another resource decides.</summary>
    private static string? In(Value.MapOf settings)
    {
        foreach (var name in Settings)
        {
            if (!settings[name].IsLeftOut())
            {
                return settings[name].AsText() is { } location ? Named(location) : "";
            }
        }

        return null;
    }
}
