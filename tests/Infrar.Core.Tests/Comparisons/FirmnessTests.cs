using System.Collections.Immutable;
using CsCheck;
using Infrar.Core.Comparisons;

namespace Infrar.Core.Tests.Comparisons;

/// <summary>What is said to change first place does, just beyond and not just before; and nothing smaller does.</summary>
public sealed class FirmnessTests
{
    private const decimal Bit = 0.000_000_001m;

    private static readonly Gen<decimal> Score = Gen.Int[0, 100].Select(n => n / 10m);

    private static readonly Gen<Case> Cases =
        from budget in Gen.Bool
        from amount in Gen.Int[1, 2000]
        from weights in Gen.Int[0, 5].Array[8]
        where weights.Any(w => w > 0)
        from options in Gen.Select(Score.Array[8], Gen.Int[0, 4000], Gen.Bool).Array[2, 5]
        select Of(budget, amount, weights, options);

    [Fact]
    public void Just_before_a_weight_the_leader_leads_and_just_beyond_it_does_not() =>
        Cases.Sample(c =>
        {
            foreach (var change in c.Firmness.Weights)
            {
                var beyond =
                    change.To < change.From || (change.To == change.From && c.LeadsBy(change.Criterion) > 0)
                        ? -Bit
                        : Bit;

                Assert.NotEqual(c.Leader, c.FirstWith(change.Criterion, change.To + beyond));
                Assert.True(change.Distance < Bit || c.Leader == c.FirstWith(change.Criterion, change.To - beyond));
            }
        });

    [Fact]
    public void No_nearer_weight_of_a_criterion_changes_first_place() =>
        Cases.Sample(c =>
        {
            foreach (var criterion in CriterionWords.All)
            {
                var nearest = c.Firmness.Weights.FirstOrDefault(w => w.Criterion == criterion);
                for (var weight = 0m; weight <= 5; weight += 0.125m)
                {
                    // Where every weight is 0 all are level, and nobody leads.
                    if (c.Weights.Where((_, i) => i != (int)criterion).All(w => w == 0) && weight == 0)
                    {
                        continue;
                    }

                    if (nearest is null || Math.Abs(weight - nearest.From) < nearest.Distance)
                    {
                        Assert.Equal(c.Leader, c.FirstWith(criterion, weight));
                    }
                }
            }
        });

    [Fact]
    public void All_weights_moving_less_than_the_spread_keep_the_leader() =>
        Gen.Select(Cases, Gen.Int[-1000, 1000].Array[8])
            .Sample(
                (c, moves) =>
                {
                    if (c.Firmness.Spread is not { } spread)
                    {
                        return;
                    }

                    var each = moves.Select(m => m / 1000m * (spread.Each - Bit));
                    var sum = Math.Max(1, moves.Sum(Math.Abs));
                    var together = moves.Select(m => (decimal)m / sum * (spread.Sum - Bit));

                    Assert.True(spread.Each < Bit || c.Leader == c.FirstMoved(each));
                    Assert.True(spread.Sum < Bit || c.Leader == c.FirstMoved(together));
                }
            );

    [Fact]
    public void All_weights_moving_as_far_as_the_spread_put_another_first() =>
        Cases.Sample(c =>
        {
            if (c.Firmness.Spread is not { } spread)
            {
                return;
            }

            var against = c.Against(spread.EachLeader);
            Assert.NotEqual(c.Leader, c.FirstMoved(against.Select(a => -Math.Sign(a) * (spread.Each + Bit))));

            var left = spread.Sum + Bit;
            var moves = new decimal[8];
            var most = c.Against(spread.SumLeader);
            foreach (var i in Enumerable.Range(0, 8).OrderByDescending(i => Math.Abs(most[i])))
            {
                var room = most[i] > 0 ? c.Weights[i] : 5 - c.Weights[i];
                moves[i] = -Math.Sign(most[i]) * Math.Min(room, left);
                left -= Math.Min(room, left);
            }

            Assert.NotEqual(c.Leader, c.FirstMoved(moves));
        });

    [Fact]
    public void Without_a_spread_no_weights_whatever_put_another_first() =>
        Gen.Select(Cases, Gen.Int[0, 50].Array[8])
            .Sample(
                (c, weights) =>
                    Assert.True(
                        c.Firmness.Spread is not null
                            || weights.All(w => w == 0)
                            || c.Totals([.. weights.Select(w => w / 10m)]) is var totals
                                && totals[c.Leader] == totals.Values.Max()
                    )
            );

    [Fact]
    public void A_hundredth_of_a_percent_less_keeps_the_leader() =>
        Cases.Sample(c =>
        {
            foreach (var fall in c.Firmness.Falls)
            {
                Assert.Equal(
                    c.Leader,
                    c.FirstAt(fall.Option, c.CostOf(fall.Option) * (1 - (fall.Percent - 0.01m) / 100))
                );
                Assert.Equal(fall.NewLeader, c.FirstAt(fall.Option, c.CostOf(fall.Option) * (1 - fall.Percent / 100)));
            }

            if (c.Firmness.Rise is { } rise)
            {
                Assert.Equal(c.Leader, c.FirstAt(c.Leader, c.CostOf(c.Leader) * (1 + (rise.Percent - 0.01m) / 100)));
                Assert.Equal(rise.NewLeader, c.FirstAt(c.Leader, c.CostOf(c.Leader) * (1 + rise.Percent / 100)));
            }

            if (c.Firmness.Unknown is { } unknown)
            {
                Assert.Equal(c.Leader, c.FirstAt(c.Leader, c.CostOf(c.Leader) + unknown.Amount - 0.01m));
                Assert.Equal(unknown.NewLeader, c.FirstAt(c.Leader, c.CostOf(c.Leader) + unknown.Amount));
            }
        });

    [Fact]
    public void Where_no_change_of_a_cost_is_told_none_puts_another_first() =>
        Gen.Select(Cases, Gen.Int[0, 100])
            .Sample(
                (c, percent) =>
                {
                    foreach (var rival in c.Standings.Options.Where(o => o.Name != c.Leader))
                    {
                        if (c.Firmness.Falls.All(f => f.Option != rival.Name))
                        {
                            Assert.Equal(c.Leader, c.FirstAt(rival.Name, rival.Cost * (100 - percent) / 100));
                        }
                    }

                    if (c.Firmness.Rise is null)
                    {
                        Assert.Equal(c.Leader, c.FirstAt(c.Leader, c.CostOf(c.Leader) * (1 + percent / 10m)));
                    }
                }
            );

    [Fact]
    public void The_headline_names_the_nearest_weight()
    {
        var firmness = new Firmness
        {
            Leader = "pages-aws",
            Second = "render-aws",
            Lead = 0.2m,
            Weights = [new(Criterion.Cost, 3, 1.2m, "render-aws"), new(Criterion.Control, 3, 4.9m, "hetzner")],
            Spread = null,
            Rise = null,
            Falls = [],
            Unknown = null,
        };

        Assert.Equal(
            "pages-aws stays first unless the weight of cost falls below 1.2 (it is 3; render-aws would then lead).",
            FirmnessText.Headline(firmness)
        );
        Assert.Contains(
            "Or unless that of control rises above 4.9 (hetzner).",
            FirmnessText.All(firmness, a => $"{a} USD")
        );
    }

    private static Case Of(
        bool isBudget,
        int amount,
        int[] weights,
        (decimal[] Scores, int Cost, bool IsPriced)[] options
    )
    {
        var reference = isBudget
            ? new CostReference(amount, IsBudget: true)
            : new CostReference(
                options.Where(o => o.IsPriced || options.All(p => !p.IsPriced)).Min(o => o.Cost),
                IsBudget: false
            );
        var standings = new Standings(
            [
                .. options.Select(
                    (o, i) =>
                        new Standing(
                            $"option-{i}",
                            o.Scores.ToImmutableArray().SetItem((int)Criterion.Cost, reference.ScoreOf(o.Cost)),
                            o.Cost,
                            o.IsPriced
                        )
                ),
            ],
            reference
        );
        return new(standings, [.. weights.Select(w => (decimal)w)]);
    }

    /// <summary>Options under weights, and what is said of them.</summary>
    private sealed record Case(Standings Standings, ImmutableArray<decimal> Weights)
    {
        public Firmness Firmness { get; } = FirmnessFinder.Find(Standings, Weights);

        public string Leader => Firmness.Leader;

        public decimal CostOf(string option) => Standings.Options.First(o => o.Name == option).Cost;

        public string FirstWith(Criterion criterion, decimal weight) =>
            Standings.First(Weights.SetItem((int)criterion, weight)).Name;

        public string FirstMoved(IEnumerable<decimal> moves) =>
            Standings.First([.. Weights.Zip(moves, (w, m) => Math.Clamp(w + m, 0, 5))]).Name;

        public string FirstAt(string option, decimal cost) => Standings.WithCost(option, cost).First(Weights).Name;

        public decimal[] Against(string rival) =>
            [.. Of(Leader).Scores.Zip(Of(rival).Scores, (leader, other) => leader - other)];

        public decimal LeadsBy(Criterion criterion) =>
            Against(Firmness.Weights.First(w => w.Criterion == criterion).NewLeader)[(int)criterion];

        public Dictionary<string, decimal> Totals(ImmutableArray<decimal> weights) =>
            Standings.Options.ToDictionary(o => o.Name, o => o.Weighed(weights));

        private Standing Of(string name) => Standings.Options.First(o => o.Name == name);
    }
}
