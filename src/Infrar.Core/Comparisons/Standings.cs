using System.Collections.Immutable;

namespace Infrar.Core.Comparisons;

/// <summary>The feasible options as bare figures, so that first place can be asked for under other weights and costs.</summary>
/// <param name="Options">In the environment's order.</param>
/// <param name="Reference">What costs are scored against.</param>
internal sealed record Standings(ImmutableArray<Standing> Options, CostReference Reference)
{
    /// <summary>The standings of a comparison.</summary>
    internal static Standings Of(Comparison comparison) =>
        new(
            [
                .. comparison
                    .Options.Where(o => o.IsFeasible)
                    .Select(o => new Standing(
                        o.Name,
                        [.. o.Scores.Select(s => s.Value)],
                        o.At(comparison.Traffic).Total.Expected,
                        o.At(comparison.Traffic).IsFullyPriced
                    )),
            ],
            comparison.CostReference
        );

    /// <summary>Who is first: by total, then by cost, then in order; as <see cref="Comparison.Ranking"/> has it.</summary>
    internal Standing First(ImmutableArray<decimal> weights) => Ranked(weights).First();

    /// <summary>The options, best first.</summary>
    internal IEnumerable<Standing> Ranked(ImmutableArray<decimal> weights) =>
        Options.OrderByDescending(o => o.Weighed(weights)).ThenBy(o => o.Cost);

    /// <summary>The standings if one option had another cost; what costs are held against follows, where it is no budget.</summary>
    internal Standings WithCost(string option, decimal cost)
    {
        ImmutableArray<Standing> changed = [.. Options.Select(o => o.Name == option ? o with { Cost = cost } : o)];
        var known = changed.Where(o => o.IsFullyPriced).ToArray();
        var reference = Reference.IsBudget
            ? Reference
            : Reference with
            {
                Amount = (known.Length > 0 ? known : [.. changed]).Min(o => o.Cost),
            };
        return new(
            [
                .. changed.Select(o =>
                    o with
                    {
                        Scores = o.Scores.SetItem((int)Criterion.Cost, reference.ScoreOf(o.Cost)),
                    }
                ),
            ],
            reference
        );
    }
}

/// <summary>One feasible option as figures.</summary>
/// <param name="Name">The strategy's key.</param>
/// <param name="Scores">In the criteria's order.</param>
/// <param name="Cost">What is known of the month's cost.</param>
/// <param name="IsFullyPriced">Whether that is all of it.</param>
internal sealed record Standing(string Name, ImmutableArray<decimal> Scores, decimal Cost, bool IsFullyPriced)
{
    /// <summary>Sum of scores times weights; orders options as their totals do, since all share the sum of weights.</summary>
    internal decimal Weighed(ImmutableArray<decimal> weights)
    {
        var sum = 0m;
        for (var i = 0; i < Scores.Length; i++)
        {
            sum += Scores[i] * weights[i];
        }

        return sum;
    }
}
