using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Manifests.Combining;

/// <summary>Lays strategies over each other, and says where a component stands under the result.</summary>
/// <remarks>
/// An entry of <c>place</c> that names another offering replaces what it is laid over: region, size and options belong
/// to the offering that they were chosen for.
/// </remarks>
internal static class StrategyOverlay
{
    private const string Place = "place";

    internal static YamlMap Lay(YamlMap? over, YamlMap under) =>
        over is null
            ? under
            : Overlay.LayMap(
                over,
                under,
                static (key, above, below) =>
                    key is Place && above is YamlMap placeOver && below is YamlMap placeUnder
                        ? Overlay.LayMap(placeOver, placeUnder, static (_, o, u) => LayEntry(o, u))
                        : Overlay.Lay(above, below)
            );

    /// <summary>The assignment of a component as a map: its own entry laid over its kind's; null when neither exists.</summary>
    internal static YamlMap? AssignmentOf(YamlMap strategy, string component, string kind)
    {
        var place = strategy[Place] as YamlMap;
        return (place?[component], place?[kind]) switch
        {
            ({ } own, { } shared) => Expand(LayEntry(own, shared)),
            ({ } own, null) => Expand(own),
            (null, { } shared) => Expand(shared),
            (null, null) => null,
        };
    }

    /// <summary>The id of the offering that an assignment names, or null.</summary>
    internal static YamlScalar? OfferingOf(YamlNode assignment) =>
        assignment switch
        {
            YamlScalar { IsNull: false } scalar => scalar,
            YamlMap map => map["offering"] as YamlScalar,
            _ => null,
        };

    private static YamlNode LayEntry(YamlNode over, YamlNode under) =>
        OfferingOf(over) is { } above && above.Text != OfferingOf(under)?.Text
            ? over
            : Overlay.Lay(Expand(over), Expand(under) ?? under);

    private static YamlMap? Expand(YamlNode entry) =>
        entry switch
        {
            YamlMap map => map,
            YamlScalar scalar => new([new("offering", scalar.Location, scalar)], scalar.Location, scalar.End),
            _ => null,
        };
}
