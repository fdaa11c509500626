using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Cli.Findings;

/// <summary>What a name given to <c>explain</c> stands for among findings.</summary>
internal static class FindingSearch
{
    /// <summary>The finding of that name, or the only one whose name begins with it or holds it.</summary>
    public static Finding? Find(CheckReport report, string name) =>
        report.Findings.FirstOrDefault(f => f.Name == name)
        ?? Only(report, f => f.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase))
        ?? Only(report, f => f.Name.Contains(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Names of findings that a name fits, or that are near it.</summary>
    public static ImmutableArray<string> Near(CheckReport report, string name)
    {
        ImmutableArray<string> fitting =
        [
            .. report.Findings.Select(f => f.Name).Where(n => n.Contains(name, StringComparison.OrdinalIgnoreCase)),
        ];
        return fitting.IsEmpty ? DidYouMean.Nearest(name, report.Findings.Select(f => f.Check).Distinct()) : fitting;
    }

    private static Finding? Only(CheckReport report, Func<Finding, bool> fits)
    {
        var found = report.Findings.Where(fits).Take(2).ToArray();
        return found is [var only] ? only : null;
    }
}
