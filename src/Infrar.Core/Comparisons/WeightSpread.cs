using System.Collections.Immutable;

namespace Infrar.Core.Comparisons;

/// <summary>The smallest change of several weights at once that changes first place, exactly.</summary>
/// <remarks>
/// Every weight moves the way that helps the rival, as far as 0 or 5 at most, and each unit of a move uses up as much of the
/// lead as the two scores differ. So the smallest sum of moves takes the greatest differences first, and the smallest
/// greatest move lets all go together until one after the other is at its bound.
/// </remarks>
internal static class WeightSpread
{
    internal static SpreadChange? Find(Standing leader, IEnumerable<Standing> rivals, ImmutableArray<decimal> weights)
    {
        var within = rivals
            .Select(r =>
                (Rival: r.Name, Lead: leader.Weighed(weights) - r.Weighed(weights), Moves: Moves(leader, r, weights))
            )
            // A lead that is used up only where every move has ended cannot be passed.
            .Where(r => r.Moves.Sum(m => m.Gain * m.Room) > r.Lead + FirmnessFinder.LastDigits)
            .ToArray();
        if (within is [])
        {
            return null;
        }

        var each = within.Select(r => (r.Rival, Size: Each(r.Lead, r.Moves))).MinBy(r => r.Size);
        var sum = within.Select(r => (r.Rival, Size: Sum(r.Lead, r.Moves))).MinBy(r => r.Size);
        return new(each.Size, each.Rival, sum.Size, sum.Rival);
    }

    private static Move[] Moves(Standing leader, Standing rival, ImmutableArray<decimal> weights) =>
        [
            .. weights.Select(
                (weight, i) =>
                    leader.Scores[i] - rival.Scores[i] is var ahead && ahead > 0
                        ? new Move(ahead, weight)
                        : new Move(-ahead, Weights.Most - weight)
            ),
        ];

    private static decimal Each(decimal lead, Move[] moves)
    {
        var (left, reached, pace) = (lead, 0m, moves.Sum(m => m.Gain));
        foreach (var move in moves.OrderBy(m => m.Room))
        {
            var step = move.Room - reached;
            if (pace * step >= left && pace > 0)
            {
                break;
            }

            (left, reached, pace) = (left - pace * step, move.Room, pace - move.Gain);
        }

        return pace > 0 ? reached + left / pace : reached;
    }

    private static decimal Sum(decimal lead, Move[] moves)
    {
        var (left, sum) = (lead, 0m);
        foreach (var move in moves.OrderByDescending(m => m.Gain))
        {
            if (move.Gain * move.Room >= left)
            {
                return move.Gain > 0 ? sum + left / move.Gain : sum;
            }

            (left, sum) = (left - move.Gain * move.Room, sum + move.Room);
        }

        return sum;
    }

    /// <summary>A move of one weight the way that helps a rival.</summary>
    /// <param name="Gain">Lead that a unit of it uses up, 0 or more.</param>
    /// <param name="Room">How far it can go.</param>
    private readonly record struct Move(decimal Gain, decimal Room);
}
