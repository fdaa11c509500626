using System.Collections.Immutable;

namespace Infrar.Core.Comparisons;

/// <summary>Finds the smallest changes that would put another option first.</summary>
internal static class FirmnessFinder
{
    /// <summary>What rounding of quotients and products may miss; no weight and no lead is stated that finely.</summary>
    internal const decimal LastDigits = 0.000_000_000_001m;

    internal static Firmness? Find(Comparison comparison)
    {
        var standings = Standings.Of(comparison);
        ImmutableArray<decimal> weights = [.. CriterionWords.All.Select(c => comparison.Weights[c])];
        if (standings.Options.Length < 2 || comparison.Leader is not { } leader)
        {
            return null;
        }

        return Find(standings, weights) with
        {
            Floors =
            [
                .. leader
                    .Scores.Where(s => s is { IsUpperBound: true, Criterion: not Criterion.Cost })
                    .Where(s => comparison.Weights[s.Criterion] > 0)
                    .Select(s => Floor(s, standings, weights)),
            ],
        };
    }

    // A point of one score moves the weighed sum by the criterion's weight.
    private static ScoreFloor Floor(Score score, Standings standings, ImmutableArray<decimal> weights)
    {
        var (leader, second) = standings.Ranked(weights).ToArray() is [var first, var next, ..]
            ? (first, next)
            : throw new InvalidOperationException("A floor needs two options.");
        var lead = leader.Weighed(weights) - second.Weighed(weights);
        return new(
            score.Criterion,
            score.Value,
            score.Value - lead / weights[(int)score.Criterion],
            second.Name,
            score.Bound
        );
    }

    internal static Firmness Find(Standings standings, ImmutableArray<decimal> weights)
    {
        var ranked = standings.Ranked(weights).ToArray();
        var (leader, rivals) = (ranked[0], ranked[1..]);
        return new()
        {
            Leader = leader.Name,
            Second = rivals[0].Name,
            Lead = (leader.Weighed(weights) - rivals[0].Weighed(weights)) / weights.Sum(),
            Weights =
            [
                .. CriterionWords
                    .All.Select(c => NearestWeight(c, standings, leader, rivals, weights))
                    .OfType<WeightChange>()
                    .OrderBy(c => c.Distance),
            ],
            Spread = WeightSpread.Find(leader, rivals, weights),
            Rise = CostFirmness.Rise(standings, leader, weights),
            Falls =
            [
                .. rivals
                    .Select(r => CostFirmness.Fall(standings, leader, r, weights))
                    .OfType<CostChange>()
                    .OrderBy(c => c.Percent),
            ],
            Unknown = leader.IsFullyPriced ? null : CostFirmness.Unknown(standings, leader, weights),
        };
    }

    // The lead over a rival is linear in one weight: it is used up where lead + move × (leader's − rival's score) is 0.
    // A weight on the edge of 0 to 5 cannot be passed; it changes first place only where the tie there goes to another.
    private static WeightChange? NearestWeight(
        Criterion criterion,
        Standings standings,
        Standing leader,
        Standing[] rivals,
        ImmutableArray<decimal> weights
    )
    {
        var (index, weight) = ((int)criterion, weights[(int)criterion]);
        WeightChange? nearest = null;
        foreach (var rival in rivals)
        {
            var ahead = leader.Scores[index] - rival.Scores[index];
            if (ahead == 0)
            {
                continue;
            }

            var edge = ahead > 0 ? 0m : Comparisons.Weights.Most;
            var to = weight - (leader.Weighed(weights) - rival.Weighed(weights)) / ahead;
            // A quotient that is rounded may miss the edge by its last digit.
            to = Math.Abs(to - edge) < LastDigits ? edge : to;
            var changes =
                to == edge ? standings.First(weights.SetItem(index, edge)).Name != leader.Name
                : ahead > 0 ? to > edge
                : to < edge;
            if (changes && (nearest is null || Math.Abs(to - weight) < nearest.Distance))
            {
                nearest = new(criterion, weight, to, rival.Name);
            }
        }

        return nearest;
    }
}
