using System.Collections.Immutable;

namespace Infrar.Providers.Hetzner;

/// <summary>Where Hetzner's servers stand.</summary>
internal static class Locations
{
    /// <summary>Location to jurisdiction.</summary>
    internal static ImmutableSortedDictionary<string, string> Jurisdictions { get; } =
        new Dictionary<string, string>
        {
            ["ash"] = "US",
            ["fsn1"] = "EU",
            ["hel1"] = "EU",
            ["hil"] = "US",
            ["nbg1"] = "EU",
            ["sin"] = "SG",
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Whether a location has European prices and types.</summary>
    internal static bool IsEuropean(string location) => Jurisdictions.GetValueOrDefault(location) is "EU";

    /// <summary>Region as the price book names it; a location outside Europe stands for itself.</summary>
    internal static string PriceRegion(string location) => IsEuropean(location) ? "eu" : location;

    /// <summary>Network zone that a location's private networks belong to.</summary>
    internal static string NetworkZone(string location) =>
        location switch
        {
            "ash" => "us-east",
            "hil" => "us-west",
            "sin" => "ap-southeast",
            _ => "eu-central",
        };
}
