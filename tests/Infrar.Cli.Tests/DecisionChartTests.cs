using CsCheck;
using Infrar.Cli.Decisions;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Tests;

/// <summary>Geometry of the charts: nothing overlaps, nothing is lost, more money is further to the right.</summary>
public sealed class DecisionChartTests
{
    private const double Slack = 1e-6;

    private static readonly Gen<double[]> Weights = Gen.Double[0.001, 1_000]
        .Array[1, 40]
        .Select(w => w.OrderDescending().ToArray());

    [Fact]
    public void Tiles_have_the_areas_of_their_weights() =>
        Gen.Select(Weights, Gen.Double[50, 2_000], Gen.Double[50, 2_000])
            .Sample(
                (weights, width, height) =>
                {
                    var tiles = Treemap.Of(weights, width, height);

                    Assert.Equal(weights.Length, tiles.Length);
                    Assert.Equal(width * height, tiles.Sum(t => t.Area), width * height * Slack);
                    Assert.All(
                        weights.Zip(tiles),
                        p =>
                            Assert.Equal(
                                p.First / weights.Sum() * width * height,
                                p.Second.Area,
                                width * height * Slack
                            )
                    );
                }
            );

    [Fact]
    public void Tiles_lie_inside_and_never_on_each_other() =>
        Gen.Select(Weights, Gen.Double[50, 2_000], Gen.Double[50, 2_000])
            .Sample(
                (weights, width, height) =>
                {
                    var tiles = Treemap.Of(weights, width, height);

                    Assert.All(
                        tiles,
                        t =>
                        {
                            Assert.InRange(t.X, -Slack, width + Slack);
                            Assert.InRange(t.Y, -Slack, height + Slack);
                            Assert.InRange(t.X + t.Width, 0, width + Slack);
                            Assert.InRange(t.Y + t.Height, 0, height + Slack);
                        }
                    );
                    for (var i = 0; i < tiles.Length; i++)
                    {
                        for (var j = 0; j < i; j++)
                        {
                            Assert.InRange(Shared(tiles[i], tiles[j]), 0, Slack * width * height);
                        }
                    }
                }
            );

    [Fact]
    public void Equal_weights_make_tiles_that_are_nearly_square()
    {
        var tiles = Treemap.Of([1, 1, 1, 1, 1, 1, 1, 1, 1], 300, 300);

        Assert.All(tiles, t => Assert.InRange(t.Width / t.Height, 0.3, 3));
    }

    [Fact]
    public void More_money_is_further_to_the_right() =>
        Gen.Decimal[0m, 100_000m]
            .Array[2, 12]
            .Sample(amounts =>
            {
                var axis = CostAxis.For(amounts, 310);
                var sorted = amounts.Order().ToArray();

                Assert.All(
                    sorted.Zip(sorted.Skip(1)),
                    p => Assert.True(axis.At(p.First) <= axis.At(p.Second), $"{p.First} stands right of {p.Second}")
                );
                Assert.All(amounts, a => Assert.InRange(axis.At(a), 0, 310 + Slack));
                Assert.InRange(axis.Ticks.Length, 2, 6);
            });

    [Theory]
    [InlineData("1180", "0 300 600 900")]
    [InlineData("56.59", "0 20 40")]
    [InlineData("0.4", "0 0.1 0.2 0.3 0.4")]
    [InlineData("20000", "0 5000 10000 15000 20000")]
    public void Ticks_are_round(string most, string expected)
    {
        var axis = CostAxis.For([decimal.Parse(most)], 310);

        Assert.Equal(expected, string.Join(' ', axis.Ticks.Select(t => t.ToString("0.##"))));
    }

    [Fact]
    public void Labels_keep_apart()
    {
        var decision = DecisionSample.Of(Shop.Manifest);
        var chart = new CostRangeChart(decision.Comparison, new MoneyText("USD"));

        Assert.All(
            decision.Options.Where(o => o.Option.IsPlaced),
            o =>
            {
                var labels = chart.Labels(o.Option);
                Assert.All(labels.Zip(labels.Skip(1)), p => Assert.True(p.First.End < p.Second.Start));
            }
        );
    }

    private static double Shared(Treemap.Tile a, Treemap.Tile b) =>
        Math.Max(0, Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X))
        * Math.Max(0, Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y));
}
