using Infrar.Core.Resources;

namespace Infrar.Providers.Pricing;

/// <summary>
/// Reads settings of a plan, which shows every one of them: nothing, or unknown before apply, where the configuration
/// leaves the choice to the provider.
/// </summary>
internal static class PlannedSettings
{
    /// <summary>Whether the configuration leaves the setting to the provider.</summary>
    internal static bool IsLeftOut(this Value value) =>
        value
            is Value.Null
                or Value.Unknown { IsSensitive: false }
                or Value.Text { Content: "" }
                or Value.ListOf { Items: [] }
                or Value.Blocks { Items: [] };

    /// <summary>The text; <paramref name="whenLeftOut"/> where it is left out, null where another resource decides it.</summary>
    internal static string? TextOr(this Value value, string whenLeftOut) =>
        value.IsLeftOut() ? whenLeftOut : value.AsText();

    /// <summary>The number; <paramref name="whenLeftOut"/> where it is left out, null where another resource decides it.</summary>
    internal static decimal? NumberOr(this Value value, decimal whenLeftOut) =>
        value.IsLeftOut() ? whenLeftOut : value.AsNumber();

    /// <summary>True or false; <paramref name="whenLeftOut"/> where nothing is known.</summary>
    internal static bool FlagOr(this Value value, bool whenLeftOut) => value.AsFlag() ?? whenLeftOut;

    /// <summary>The entry of that name, which may hold dots, as those of annotations do.</summary>
    internal static Value Entry(this Value map, string name) => map is Value.MapOf entries ? entries[name] : Value.None;

    /// <summary>The last part of a path or address: a disk type may be <c>pd-ssd</c>, or the address of that.</summary>
    internal static string LastPart(string path) => path[(path.LastIndexOf('/') + 1)..];
}
