using System.Collections.Immutable;
using Infrar.Core.Checks.Cost;
using Infrar.Core.Checks.Residency;

namespace Infrar.Core.Checks;

/// <summary>The checks that need no provider's words.</summary>
internal static class CoreChecks
{
    /// <summary>All of them, in the order of <c>docs/checks.md</c>.</summary>
    internal static ImmutableArray<Check> All { get; } =
    [new DataResidencyCheck(), new BudgetCheck(), new UncertainBudgetCheck()];
}
