using System.Collections.Immutable;

namespace Infrar.Core.Comparisons;

/// <summary>The smallest changes of one option's cost that change first place.</summary>
internal static class CostFirmness
{
    // Percents are searched in hundredths: a cost beyond eleven times what it is, or below nothing, is no change to plan for.
    private const decimal Hundredth = 10_000;
    private const long MostRise = 100_000;
    private const long MostFall = 10_000;

    // A whole percent of a cost, or a unit of the currency.
    private const long CoarseStep = 100;

    // Unknown amounts are searched in cents, as far as twenty times what costs are held against, where every score is bounded.
    private const decimal Cents = 100;
    private const decimal UnknownReach = 20;

    /// <summary>The smallest rise of the leader's cost, or null.</summary>
    internal static CostChange? Rise(Standings standings, Standing leader, ImmutableArray<decimal> weights) =>
        Least(
            standings,
            MostRise,
            step => leader.Cost * (1 + step / Hundredth),
            cost => standings.WithCost(leader.Name, cost).First(weights).Name,
            leader.Name
        )
            is { } found
            ? new(leader.Name, found.Step / 100m, found.Cost, found.NewLeader)
            : null;

    /// <summary>The smallest fall of a rival's cost, or null.</summary>
    internal static CostChange? Fall(
        Standings standings,
        Standing leader,
        Standing rival,
        ImmutableArray<decimal> weights
    ) =>
        Least(
            standings,
            MostFall,
            step => rival.Cost * (1 - step / Hundredth),
            cost => standings.WithCost(rival.Name, cost).First(weights).Name,
            leader.Name
        )
            is { } found
            ? new(rival.Name, found.Step / 100m, found.Cost, found.NewLeader)
            : null;

    /// <summary>The least that the leader's unpriced parts would have to cost, or null.</summary>
    internal static UnknownCost? Unknown(Standings standings, Standing leader, ImmutableArray<decimal> weights) =>
        Least(
            standings,
            (long)(Math.Max(leader.Cost, standings.Reference.Amount) * UnknownReach * Cents),
            step => leader.Cost + step / Cents,
            cost => standings.WithCost(leader.Name, cost).First(weights).Name,
            leader.Name
        )
            is { } found
            ? new(found.Step / Cents, found.NewLeader)
            : null;

    // Held against a budget, a dearer leader never gains and a cheaper rival never loses: one step parts those that keep the
    // leader from those that do not. Held against the cheapest option, a cost moves every score, and a third option can
    // lead for a while; so coarse steps are walked to the first that changes first place, and bisected within.
    private static (long Step, decimal Cost, string NewLeader)? Least(
        Standings standings,
        long most,
        Func<long, decimal> costAt,
        Func<decimal, string> firstAt,
        string leader
    )
    {
        var stride = standings.Reference.IsBudget ? most : Math.Max(1, Math.Min(most, CoarseStep));
        for (var step = stride; step <= most && step > 0; step += stride)
        {
            if (firstAt(costAt(step)) != leader)
            {
                return Within(step - stride, step, costAt, firstAt, leader);
            }
        }

        return null;
    }

    private static (long Step, decimal Cost, string NewLeader) Within(
        long holds,
        long falls,
        Func<long, decimal> costAt,
        Func<decimal, string> firstAt,
        string leader
    )
    {
        while (falls - holds > 1)
        {
            var middle = holds + (falls - holds) / 2;
            if (firstAt(costAt(middle)) == leader)
            {
                holds = middle;
            }
            else
            {
                falls = middle;
            }
        }

        return (falls, costAt(falls), firstAt(costAt(falls)));
    }
}
