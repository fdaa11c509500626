using Infrar.Core.Manifests.Combining;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Manifests.Yaml;
using Infrar.Core.Placements;

namespace Infrar.Core.Manifests.Meaning;

/// <summary>Checks that a strategy places every component on an offering that can run it, with all that the offering asks for.</summary>
internal static class PlacementChecks
{
    /// <param name="scope">The combination.</param>
    /// <param name="checker">Holds options and settings against the shapes that offerings and providers declare.</param>
    /// <param name="language">Shapes of assignments and settings.</param>
    internal static void Check(Scope scope, ShapeChecker checker, CombinedLanguage language)
    {
        foreach (var component in scope.Combination.Components.Entries)
        {
            if (scope.Combination.KindOf(component.Key) is { } kind && ComponentKindWords.Parse(kind) is { } known)
            {
                CheckComponent(component, known, scope, checker, language);
            }
        }

        var providers = scope.Combination.Strategy.EntriesAt("providers");
        foreach (var settings in providers)
        {
            if (language.SettingsOf(settings.Key) is { } shape)
            {
                checker.Check(settings.Value, shape, NodePath.Top.Key("providers").Key(settings.Key));
            }
        }
    }

    private static void CheckComponent(
        YamlEntry component,
        ComponentKind kind,
        Scope scope,
        ShapeChecker checker,
        CombinedLanguage language
    )
    {
        var combination = scope.Combination;
        if (Assignments.Of(combination, component.Key, kind) is not { } assignment)
        {
            // Of a sidecar whose workload is unknown, that fault is told already.
            if (kind is not ComponentKind.Sidecar || WorkloadOf(component, combination) is not null)
            {
                var at = (combination.Strategy.Find("place") ?? combination.StrategyEntry).KeyLocation;
                scope.Report(MeaningFaults.NotPlaced(component.Key, kind.Word(), combination.StrategyName, at));
            }

            return;
        }

        checker.Check(assignment, language.Assignment, NodePath.Top.Key("place").Key(component.Key));
        if (
            StrategyOverlay.OfferingOf(assignment) is not { } id
            || scope.Catalog.FindOffering(id.Text) is not { } offering
        )
        {
            return;
        }

        if (!offering.Kinds.Contains(kind))
        {
            var fitting = scope.Catalog.Offerings.Where(o => o.Kinds.Contains(kind)).Select(o => o.Id);
            scope.Report(MeaningFaults.CannotRun(offering.Id, kind.Word(), fitting, id.Location));
        }

        CheckRegion(assignment, offering, scope, language);
        CheckSidecar(component, id, scope);
    }

    private static void CheckRegion(YamlMap assignment, Offering offering, Scope scope, CombinedLanguage language)
    {
        var combination = scope.Combination;
        var settings = combination.Strategy.MapAt("providers")?.MapAt(offering.Provider);
        var provider = scope.Catalog.FindProvider(offering.Provider);
        if (provider is { Regions.IsEmpty: false } && (assignment["region"] ?? settings?["region"]) is null)
        {
            var at = settings?.Location ?? combination.StrategyEntry.KeyLocation;
            scope.Report(MeaningFaults.NoRegion(offering.Provider, provider.Regions.Keys, at));
        }

        var required = language.SettingsOf(offering.Provider)?.Fields.FirstOrDefault(f => f.Required);
        if (required is not null && settings is null)
        {
            var path = NodePath.Top.Key("providers").Key(offering.Provider);
            scope.Report(
                ShapeFaults.Missing(path, required.Name, required.Shape, combination.StrategyEntry.KeyLocation)
            );
        }
    }

    private static YamlNode? WorkloadOf(YamlEntry sidecar, Combination combination) =>
        (sidecar.Value as YamlMap)?.TextAt("of") is { } workload ? combination.Components[workload] : null;

    private static void CheckSidecar(YamlEntry component, YamlScalar offering, Scope scope)
    {
        if (
            component.Value is YamlMap stated
            && stated.TextAt("kind") is "sidecar"
            && stated.TextAt("of") is { } workload
            && scope.Combination.KindOf(workload) is { } word
            && ComponentKindWords.Parse(word) is { } kind
            && Assignments.Of(scope.Combination, workload, kind) is { } beside
            && StrategyOverlay.OfferingOf(beside) is { } expected
            && expected.Text != offering.Text
        )
        {
            scope.Report(MeaningFaults.SidecarElsewhere(component.Key, workload, expected.Text, offering.Location));
        }
    }
}
