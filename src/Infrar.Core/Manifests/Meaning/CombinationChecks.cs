using Infrar.Core.Manifests.Language;

namespace Infrar.Core.Manifests.Meaning;

/// <summary>Checks one combination of environment and strategy: first its shape, then everything that it means.</summary>
internal static class CombinationChecks
{
    internal static void Check(Scope scope, ShapeChecker checker, CombinedLanguage language)
    {
        CheckShape(scope, checker, language);
        ReferenceChecks.Check(scope);
        ComponentChecks.Check(scope);
        NetworkChecks.Check(scope);
        UsageChecks.Check(scope);
        PlacementChecks.Check(scope, checker, language);
    }

    private static void CheckShape(Scope scope, ShapeChecker checker, CombinedLanguage language)
    {
        foreach (var section in scope.Combination.System.Entries)
        {
            if (section.Key is "components")
            {
                foreach (var component in scope.Combination.Components.Entries)
                {
                    var path = NodePath.Top.Key(section.Key).Key(component.Key);
                    checker.Check(component.Value, language.Component, path);
                }
            }
            else if (language.SectionOf(section.Key) is { } shape)
            {
                checker.Check(section.Value, shape, NodePath.Top.Key(section.Key));
            }
        }
    }
}
