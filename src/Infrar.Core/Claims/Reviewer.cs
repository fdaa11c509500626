using System.Collections.Immutable;
using Infrar.Core.Judgements;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;

namespace Infrar.Core.Claims;

/// <summary>Holds what a planning document claims against what is computed from the same specification.</summary>
/// <remarks>
/// 1. Judge each table's environment under its strategy.
/// 2. An amount is right when it differs from the computed one by no more than 5 % of itself or half a unit of the
///    currency, which is how documents round. A span is right when it holds the span from the least of the lowest to the
///    most of the highest level of traffic, with the same tolerance at both ends.
/// 3. A rule is right when no finding denies it, and uncertain when only findings of low severity do.
/// 4. In a table that means to be whole, each component's lines that no claim is about are left out.
/// 5. A star is two points of a score; stars are right within one of them.
/// </remarks>
public static class Reviewer
{
    private const decimal Tolerance = 0.05m;
    private const decimal Rounding = 0.5m;

    /// <summary>Reviews a document.</summary>
    /// <returns>The review; <c>MAN100</c> or <c>MAN101</c> where a table names what the manifest does not have.</returns>
    public static Result<Review> Review(ClaimFile claims, Manifest manifest, Catalog catalog)
    {
        var tables = ImmutableArray.CreateBuilder<ReviewedTable>();
        var currency = "";
        foreach (var table in claims.Tables)
        {
            // 1.
            if (!manifest.Resolve(table.Environment, table.Strategy).Succeeded(out var system, out var problem))
            {
                return problem;
            }

            currency = system.Currency;
            var fallback = system.UsageProfiles[system.UsageProfiles.Length / 2];
            if (!StarClaims.Of(table, manifest, fallback, catalog).Succeeded(out var stars, out problem))
            {
                return problem;
            }

            var judgement = Judge.Of(Planner.Place(system, catalog), fallback, catalog, new());
            var traffic = table.Traffic ?? fallback.Name;
            tables.Add(
                new(
                    table.Title,
                    table.Environment,
                    system.Strategy.Name,
                    traffic,
                    [
                        .. table.Claims.Select(c => Of(c, judgement, traffic)),
                        .. table.IsWhole ? LeftOut(table, judgement, traffic) : [],
                        .. stars,
                    ]
                )
            );
        }

        return new Review(claims.Document, currency, tables.ToImmutable());
    }

    private static ReviewedClaim Of(Claim claim, Judgement judgement, string traffic) =>
        claim switch
        {
            CostClaim cost => Of(cost, judgement, cost.Traffic ?? traffic),
            RuleClaim rule => Of(rule, judgement),
            ContradictionClaim two => new()
            {
                Says = $"{two.Says} Elsewhere: {two.Elsewhere}",
                Verdict = ClaimVerdict.Contradictory,
                Because = two.Because,
            },
            OmissionClaim omission => new()
            {
                Says = omission.Says,
                Verdict = ClaimVerdict.LeftOut,
                Because = $"{omission.Missing} {omission.Because}".TrimEnd(),
            },
            _ => throw new InvalidOperationException($"A claim of sort {claim.GetType().Name} has no rule."),
        };

    private static ReviewedClaim Of(CostClaim claim, Judgement judgement, string traffic)
    {
        var lines = Lines(claim.Lines, judgement.At(traffic)).ToImmutableArray();
        var computed = claim.IsSpan
            ? new UsageRange(
                judgement.Estimates.Min(e => Lines(claim.Lines, e).Sum(l => l.ListCost.Least)),
                lines.Sum(l => l.ListCost.Expected),
                judgement.Estimates.Max(e => Lines(claim.Lines, e).Sum(l => l.ListCost.Most))
            )
            : UsageRange.Exactly(lines.Sum(l => l.ListCost.Expected));
        var isLowerBound = claim.Lines.IsEmpty && judgement.Estimates.Any(e => !e.Unpriced.IsEmpty);
        return new()
        {
            Says = claim.Says,
            Because = claim.Because,
            Stated = new(claim.Least, claim.Least, claim.Most),
            Computed = computed,
            IsLowerBound = isLowerBound,
            Lines = lines,
            Verdict = Verdict(claim, computed, isLowerBound),
        };
    }

    // 2.
    private static ClaimVerdict Verdict(CostClaim claim, UsageRange computed, bool isLowerBound)
    {
        var leastIsTooHigh = claim.Least - computed.Least > Slack(claim.Least);
        var mostIsTooLow = computed.Most - claim.Most > Slack(claim.Most);
        // What is known of a cost can prove an amount too low, but never right or too high.
        return mostIsTooLow ? ClaimVerdict.TooLow
            : isLowerBound ? ClaimVerdict.Uncertain
            : leastIsTooHigh ? ClaimVerdict.TooHigh
            : ClaimVerdict.Right;
    }

    private static decimal Slack(decimal amount) => Math.Max(Rounding, amount * Tolerance);

    // 3.
    private static ReviewedClaim Of(RuleClaim claim, Judgement judgement)
    {
        ImmutableArray<Checks.Finding> findings =
        [
            .. judgement.Checks.Findings.Where(f =>
                claim.DeniedBy.Any(name => f.Name.StartsWith(name, StringComparison.Ordinal))
            ),
        ];
        return new()
        {
            Says = claim.Says,
            Because = claim.Because,
            Findings = findings,
            Verdict =
                findings.IsEmpty ? ClaimVerdict.Right
                : findings.All(f => f.Severity is Checks.Severity.Low) ? ClaimVerdict.Uncertain
                : ClaimVerdict.Contradictory,
        };
    }

    // 4.
    private static IEnumerable<ReviewedClaim> LeftOut(ClaimTable table, Judgement judgement, string traffic)
    {
        var estimate = judgement.At(traffic);
        var claimed = table
            .Claims.OfType<CostClaim>()
            .Where(c => !c.Lines.IsEmpty)
            .SelectMany(c => Lines(c.Lines, estimate))
            .Select(l => l.Name)
            .ToHashSet(StringComparer.Ordinal);
        return estimate
            .LineItems.Where(l => !claimed.Contains(l.Name) && l.ListCost.Expected != 0m)
            .GroupBy(l => l.Component, StringComparer.Ordinal)
            .Select(g => new ReviewedClaim
            {
                Says = g.Key,
                Verdict = ClaimVerdict.LeftOut,
                Computed = UsageRange.Exactly(g.Sum(l => l.ListCost.Expected)),
                Lines = [.. g],
            })
            .Where(c => c.Computed is not { Expected: 0m })
            .OrderByDescending(c => c.Computed?.Expected);
    }

    private static IEnumerable<LineItem> Lines(ImmutableArray<string> names, Estimate estimate) =>
        names.IsEmpty ? estimate.LineItems : estimate.LineItems.Where(l => names.Any(n => Fits(l.Name, n)));

    private static bool Fits(string line, string name) =>
        name.EndsWith('*') ? line.StartsWith(name[..^1], StringComparison.Ordinal) : line == name;
}
