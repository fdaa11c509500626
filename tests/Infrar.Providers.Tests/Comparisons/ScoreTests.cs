using System.Text;
using System.Text.Json;
using Infrar.Core.Comparisons;
using Infrar.Providers.Tests.Example;

namespace Infrar.Providers.Tests.Comparisons;

/// <summary>What holds of every score of every option of Infrar's own environments.</summary>
public sealed class ScoreTests
{
    public static TheoryData<string> Environments => [.. InfrarsOwnPlacement.Manifest.Environments.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Environments))]
    public void A_placed_option_has_a_score_from_0_to_10_on_every_criterion(string environment)
    {
        foreach (var option in OwnComparison.Of(environment).Options)
        {
            Assert.Equal(option.IsPlaced ? CriterionWords.All : [], option.Scores.Select(s => s.Criterion));
            Assert.All(option.Scores, s => Assert.InRange(s.Value, 0, 10));
        }
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void The_working_of_a_score_comes_to_its_value(string environment)
    {
        foreach (var score in OwnComparison.Of(environment).Options.SelectMany(o => o.Scores))
        {
            // A cost of nothing has nothing to work out, and bounds are said in words.
            if (score.Criterion is not Criterion.Cost)
            {
                Assert.InRange(Working.Out(score.Working) - score.Value, -0.01m, 0.01m);
            }
        }
    }

    [Fact]
    public void The_working_of_a_cost_comes_to_its_value_within_twice_the_budget()
    {
        var costs = OwnComparison.Production.Options.Select(o => o.On(Criterion.Cost)!).ToArray();

        Assert.Equal(7, costs.Length);
        Assert.All(costs, s => Assert.InRange(Working.Out(s.Working) - s.Value, -0.01m, 0.01m));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void Every_fact_says_what_and_where_from(string environment)
    {
        foreach (var score in OwnComparison.Of(environment).Options.SelectMany(o => o.Scores))
        {
            Assert.NotEmpty(score.Facts);
            Assert.All(
                score.Facts,
                f => Assert.All([f.Name, f.Value, f.Origin], text => Assert.NotEqual("", text.Trim()))
            );
        }
    }

    [Fact]
    public void Over_an_unknown_price_the_score_is_the_most_that_it_can_be()
    {
        foreach (var option in OwnComparison.Production.Options)
        {
            var isPriced = option.At("medium").IsFullyPriced;

            Assert.Equal(!isPriced, option.On(Criterion.Cost)!.IsUpperBound);
            Assert.True(isPriced || option.Total!.IsUpperBound);
        }
    }

    [Fact]
    public void A_part_that_no_check_looks_at_bounds_the_score_of_security()
    {
        var looked = AllProviders.Catalog.CheckedTypes;
        foreach (var option in OwnComparison.Production.Options)
        {
            var unseen = option.Placement.Components.Where(c =>
                c.Component is not Core.Manifests.Sidecar
                && !option.Placement.Graph.Resources.Any(r =>
                    r.Component == c.Component.Name && looked.Contains(r.Type)
                )
            );

            Assert.Equal(unseen.Any(), option.On(Criterion.Security)!.IsUpperBound);
        }
    }

    [Fact]
    public void A_total_is_the_mean_of_its_scores_by_weight()
    {
        Assert.True(Weights.Parse("0.2.0.0.0.0.0.1").Succeeded(out var weights, out _));

        foreach (var option in OwnComparison.Of("production", weights).Options)
        {
            var expected = (2 * option.On(Criterion.Cost)!.Value + option.On(Criterion.Portability)!.Value) / 3;
            Assert.InRange(option.Total!.Value - expected, -0.000_001m, 0.000_001m);
            Assert.Equal(option.On(Criterion.Cost)!.IsUpperBound, option.Total.IsUpperBound);
        }
    }

    [Fact]
    public void Only_feasible_options_are_ranked_best_first()
    {
        var ranking = OwnComparison.Production.Ranking;

        Assert.Equal(["hetzner", "pages-aws"], ranking.Select(o => o.Name).Order(StringComparer.Ordinal));
        Assert.Equal(ranking.OrderByDescending(o => o.Total!.Value), ranking);
        Assert.Equal("pages-aws", OwnComparison.Production.Cheapest?.Name);
    }

    [Fact]
    public void Weights_decide_who_leads()
    {
        Assert.True(Weights.Parse("0.5.0.0.0.0.0.0").Succeeded(out var cost, out _));
        Assert.True(Weights.Parse("0.0.5.0.0.0.0.0").Succeeded(out var scalability, out _));

        Assert.Equal("hetzner", OwnComparison.Of("production", cost).Leader?.Name);
        Assert.Equal("pages-aws", OwnComparison.Of("production", scalability).Leader?.Name);
    }

    [Fact]
    public void The_same_comparison_gives_the_same_bytes() =>
        Assert.Equal(Json(OwnComparison.Of("production")), Json(OwnComparison.Of("production")));

    private static string Json(Comparison comparison)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            ComparisonJson.Write(json, comparison);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
