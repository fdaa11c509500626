using System.Collections.Immutable;
using Infrar.Core.Judgements;
using Infrar.Core.Plans;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Core.Differences;

/// <summary>Sets two judgements side by side.</summary>
public static class Differ
{
    /// <summary>What differs.</summary>
    /// <param name="before">Left side.</param>
    /// <param name="after">Right side, priced in the same currency.</param>
    /// <param name="usageProfile">Level of traffic to compare at.</param>
    /// <param name="changes">What a plan says it does to each resource; empty to tell by address and attributes.</param>
    /// <exception cref="ArgumentException">The sides are priced in two currencies.</exception>
    public static Difference Between(
        Judgement before,
        Judgement after,
        string usageProfile,
        ImmutableArray<ResourceChange> changes
    )
    {
        var (old, now) = (before.At(usageProfile), after.At(usageProfile));
        if (old.Currency != now.Currency)
        {
            throw new ArgumentException($"One side is in {old.Currency}, the other in {now.Currency}.", nameof(after));
        }

        var known = before.Checks.Findings.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var left = after.Checks.Findings.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        return new()
        {
            Before = before.Name,
            After = after.Name,
            Currency = now.Currency,
            UsageProfile = now.UsageProfile,
            EstimateBefore = old,
            EstimateAfter = now,
            Components = [.. CostDifferences.Of(old, now)],
            Resources = [.. Resources(before.Graph, after.Graph, changes, new(old, now))],
            Added = [.. after.Checks.Findings.Where(f => !known.Contains(f.Name))],
            Mended = [.. before.Checks.Findings.Where(f => !left.Contains(f.Name))],
            Kept = [.. after.Checks.Findings.Where(f => known.Contains(f.Name))],
        };
    }

    private static IEnumerable<ResourceDifference> Resources(
        ResourceGraph before,
        ResourceGraph after,
        ImmutableArray<ResourceChange> changes,
        ResourceCosts costs
    )
    {
        var stated = changes.ToDictionary(c => c.Address, StringComparer.Ordinal);
        return before
            .Resources.Concat(after.Resources.Where(r => before.Find(r.Address) is null))
            .Where(r => !r.IsData)
            .Select(r => Of(r, before.Find(r.Address), after.Find(r.Address), stated, costs))
            .OfType<ResourceDifference>()
            .OrderBy(r => Order(r.Action))
            .ThenBy(r => r.Address, StringComparer.Ordinal);
    }

    private static ResourceDifference? Of(
        Resource named,
        Resource? before,
        Resource? after,
        Dictionary<string, ResourceChange> stated,
        ResourceCosts costs
    )
    {
        ImmutableArray<ValueDifference> attributes =
            before is null || after is null
                ? []
                : [.. Moved(before, after), .. ValuePaths.Differences(before.Attributes, after.Attributes)];
        var action = stated.TryGetValue(named.Address, out var change)
            ? change.Action
            : (before, after) switch
            {
                (null, _) => ChangeAction.Create,
                (_, null) => ChangeAction.Delete,
                _ when before.Region != after.Region => ChangeAction.Replace,
                _ => attributes.IsEmpty ? ChangeAction.NoOp : ChangeAction.Update,
            };
        return action is ChangeAction.NoOp or ChangeAction.Read
            ? null
            : new(named.Address, named.Type, named.Component, action, attributes, costs.ChangeOf(named.Address));
    }

    // A region stands in the provider's configuration and not among the attributes.
    private static IEnumerable<ValueDifference> Moved(Resource before, Resource after) =>
        before.Region == after.Region ? [] : [new("region", before.Region, after.Region)];

    // What can lose data is read first.
    private static int Order(ChangeAction action) =>
        action switch
        {
            ChangeAction.Replace => 0,
            ChangeAction.Delete => 1,
            ChangeAction.Forget => 2,
            ChangeAction.Update => 3,
            ChangeAction.Create => 4,
            ChangeAction.Read => 5,
            ChangeAction.NoOp => 6,
        };

    /// <summary>What each resource costs on both sides.</summary>
    private sealed class ResourceCosts(Estimate before, Estimate after)
    {
        private readonly Dictionary<string, decimal> _before = Sums(before);
        private readonly Dictionary<string, decimal> _after = Sums(after);
        private readonly HashSet<string> _unpriced =
        [
            .. before.Unpriced.Concat(after.Unpriced).Select(u => u.Resource),
        ];

        internal decimal? ChangeOf(string address) =>
            _unpriced.Contains(address) ? null : _after.GetValueOrDefault(address) - _before.GetValueOrDefault(address);

        private static Dictionary<string, decimal> Sums(Estimate estimate) =>
            estimate
                .LineItems.GroupBy(l => l.Resource, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Sum(l => l.ListCost.Expected), StringComparer.Ordinal);
    }
}
