using System.Collections.Immutable;
using Infrar.Core.Resources;

namespace Infrar.Core.Checks;

/// <summary>Runs every check of a catalog over one graph.</summary>
public static class Checker
{
    /// <summary>What the checks find: gravest first, then by check, resource and subject.</summary>
    public static CheckReport Run(CheckScope scope)
    {
        var findings = scope.Catalog.Checks.SelectMany(check => check.Run(scope)).DistinctBy(f => f.Name);
        var looked = scope.Catalog.CheckedTypes;
        return new(
            [
                .. findings
                    .OrderByDescending(f => f.Severity)
                    .ThenBy(f => f.Check, StringComparer.Ordinal)
                    .ThenBy(f => f.Resource, StringComparer.Ordinal)
                    .ThenBy(f => f.Subject, StringComparer.Ordinal),
            ],
            TypeCount.Of(scope.Graph.Resources.Where(r => !r.IsData && !looked.Contains(r.Type)))
        );
    }
}

/// <summary>What the checks of a catalog found, and what none of them looked at.</summary>
/// <param name="Findings">Gravest first.</param>
/// <param name="NotChecked">Resource types that no check looks at, by name.</param>
public sealed record CheckReport(ImmutableArray<Finding> Findings, ImmutableArray<TypeCount> NotChecked)
{
    /// <summary>The gravest severity found; null when nothing was.</summary>
    public Severity? Worst => Findings.IsEmpty ? null : Findings[0].Severity;

    /// <summary>How many findings are of that severity.</summary>
    public int Count(Severity severity) => Findings.Count(f => f.Severity == severity);
}
