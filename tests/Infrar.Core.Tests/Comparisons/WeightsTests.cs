using Infrar.Core.Comparisons;

namespace Infrar.Core.Tests.Comparisons;

/// <summary>What weights can be stated, and what is said of those that cannot.</summary>
public sealed class WeightsTests
{
    [Fact]
    public void Eight_digits_stand_for_the_criteria_in_their_order()
    {
        Assert.True(Weights.Parse("2.4.3.4.3.2.5.0").Succeeded(out var weights, out _));

        Assert.Equal([2, 4, 3, 4, 3, 2, 5, 0], CriterionWords.All.Select(c => weights[c]));
        Assert.Equal(23, weights.Sum);
    }

    [Fact]
    public void Every_preset_can_be_named_and_weighs_most_what_it_is_named_after()
    {
        foreach (var (name, preset) in Weights.Presets)
        {
            Assert.True(Weights.Parse(name).Succeeded(out var weights, out _));
            Assert.Same(preset, weights);
        }

        Assert.True(Weights.Parse("cost").Succeeded(out var cost, out _));
        Assert.Equal([Criterion.Cost], CriterionWords.All.Where(c => cost[c] == 5));
    }

    [Theory]
    [InlineData("")]
    [InlineData("cheap")]
    [InlineData("1.2.3")]
    [InlineData("2.4.3.4.3.2.5.6")]
    [InlineData("2.4.3.4.3.2.5.22")]
    [InlineData("2,4,3,4,3,2,5,2")]
    public void Other_texts_are_refused_with_an_example(string text)
    {
        Assert.False(Weights.Parse(text).Succeeded(out _, out var problem));

        Assert.Equal("SCO001", problem.Code);
        Assert.Contains("2.4.3.4.3.2.5.2", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cost=5", Criterion.Cost, 5)]
    [InlineData("setup-effort=0", Criterion.SetupEffort, 0)]
    [InlineData("portability=1.5", Criterion.Portability, 1.5)]
    public void One_weight_is_a_criterion_and_a_number(string text, Criterion criterion, double weight)
    {
        Assert.True(Weights.ParseOne(text).Succeeded(out var stated, out _));

        Assert.Equal(new(criterion, (decimal)weight), stated);
    }

    [Theory]
    [InlineData("cost")]
    [InlineData("cost=")]
    [InlineData("cost=much")]
    [InlineData("cost=-1")]
    [InlineData("price=1")]
    [InlineData("cost=1=2")]
    public void Anything_else_is_no_weight(string text)
    {
        Assert.False(Weights.ParseOne(text).Succeeded(out _, out var problem));
        Assert.Equal("SCO001", problem.Code);
    }

    [Theory]
    [InlineData(5.01)]
    [InlineData(-0.01)]
    public void A_weight_beyond_its_bounds_is_refused(double weight)
    {
        Assert.False(
            Weights
                .Balanced.With([KeyValuePair.Create(Criterion.Control, (decimal)weight)])
                .Succeeded(out _, out var problem)
        );

        Assert.Equal("SCO001", problem.Code);
        Assert.Contains("control", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void No_weight_at_all_is_refused_and_one_alone_is_not()
    {
        Assert.False(Weights.Parse("0.0.0.0.0.0.0.0").Succeeded(out _, out var problem));
        Assert.True(Weights.Parse("0.0.0.0.0.0.1.0").Succeeded(out var alone, out _));

        Assert.Equal("SCO002", problem.Code);
        Assert.Contains("--weight cost=3", problem.Detail, StringComparison.Ordinal);
        Assert.Equal(1, alone[Criterion.Security]);
    }
}
