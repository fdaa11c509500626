using System.Collections.Immutable;
using System.Globalization;
using System.IO.Enumeration;
using Infrar.Core.Checks;

namespace Infrar.Platform.Runs.Policies;

/// <summary>Holds plans against policies.</summary>
internal static class PolicyJudge
{
    private const int MostNamed = 5;

    /// <summary>How a plan stands to each part of a policy that asks for something.</summary>
    public static ImmutableArray<PolicyResult> Judge(RunPolicy policy, RunChangesSummary changes, PlanFacts facts)
    {
        var results = ImmutableArray.CreateBuilder<PolicyResult>();
        void Add(PolicyCheck check, PolicyOutcome outcome, string detail) =>
            results.Add(new(check, outcome, IsBlocking(policy, outcome), detail));

        if (policy.NewFindings is not FindingLimit.Any)
        {
            var (outcome, detail) = NewFindings(policy.NewFindings, facts.Added);
            Add(PolicyCheck.NewFindings, outcome, detail);
        }

        if (policy.MonthlyCost is { } most)
        {
            var (outcome, detail) = Cost(changes, changes.CostAfter, most, "A month would cost");
            Add(PolicyCheck.MonthlyCost, outcome, detail);
        }

        if (policy.MonthlyIncrease is { } increase)
        {
            var (outcome, detail) = Cost(
                changes,
                changes.CostAfter - changes.CostBefore,
                increase,
                "It would change a month's cost by"
            );
            Add(PolicyCheck.MonthlyIncrease, outcome, detail);
        }

        if (!policy.Protected.IsEmpty)
        {
            var hit = facts.Destroyed.Where(a => policy.Protected.Any(p => IsCovered(a, p))).ToList();
            Add(
                PolicyCheck.Protected,
                hit.Count is 0 ? PolicyOutcome.Passed : PolicyOutcome.Failed,
                hit.Count is 0
                    ? "It destroys nothing that is protected."
                    : $"It would destroy or replace {Named([.. hit.Select(r => r.Address)])}, which is protected."
            );
        }

        return results.ToImmutable();
    }

    /// <summary>Whether a pattern, in which <c>*</c> stands for anything, covers a resource's type or address.</summary>
    internal static bool IsCovered(DestroyedResource resource, string pattern) =>
        FileSystemName.MatchesSimpleExpression(pattern, resource.Type, ignoreCase: false)
        || FileSystemName.MatchesSimpleExpression(pattern, resource.Address, ignoreCase: false);

    private static (PolicyOutcome, string) NewFindings(FindingLimit limit, ImmutableArray<Finding>? added)
    {
        if (added is not { } findings)
        {
            return (PolicyOutcome.Uncertain, "The plan could not be checked.");
        }

        // The limit's place is one above the severity's: none, low, medium, high.
        var over = findings.Where(f => (int)f.Severity >= (int)limit).ToList();
        return over.Count is 0
            ? (PolicyOutcome.Passed, $"It adds no finding above {JsonNames.Of(limit)}.")
            : (
                PolicyOutcome.Failed,
                $"It would add {Named([.. over.Select(f => $"{f.Check} at {f.Resource} ({JsonNames.Of(f.Severity)})")])}, more than {JsonNames.Of(limit)}."
            );
    }

    private static (PolicyOutcome, string) Cost(RunChangesSummary changes, decimal? cost, decimal most, string what)
    {
        if (changes is { Creates: 0, Updates: 0, Replaces: 0, Deletes: 0, Imports: 0 })
        {
            return (PolicyOutcome.Passed, "It changes no resource, and so no cost.");
        }

        if (cost is not { } known)
        {
            return (PolicyOutcome.Uncertain, "The plan could not be priced.");
        }

        var told = $"{what} {Amount(known)} {changes.Currency}; at most {Amount(most)} is allowed.";
        if (known > most)
        {
            return (PolicyOutcome.Failed, told);
        }

        return changes.Unpriced is 0
            ? (PolicyOutcome.Passed, told)
            : (PolicyOutcome.Uncertain, $"{told} {changes.Unpriced} more have no price, so it may be more.");
    }

    private static bool IsBlocking(RunPolicy policy, PolicyOutcome outcome) =>
        outcome is PolicyOutcome.Failed
        || (outcome is PolicyOutcome.Uncertain && policy.Uncertain is Uncertainty.Block);

    private static string Amount(decimal amount) => amount.ToString("#,##0.00", CultureInfo.InvariantCulture);

    private static string Named(IReadOnlyCollection<string> all) =>
        all.Count <= MostNamed
            ? string.Join(", ", all)
            : $"{string.Join(", ", all.Take(MostNamed))} and {all.Count - MostNamed} more";
}
