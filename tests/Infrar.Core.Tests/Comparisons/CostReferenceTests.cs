using CsCheck;
using Infrar.Core.Comparisons;

namespace Infrar.Core.Tests.Comparisons;

/// <summary>What a cost scores.</summary>
public sealed class CostReferenceTests
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(450, 7.5)]
    [InlineData(900, 5)]
    [InlineData(1800, 0)]
    [InlineData(5000, 0)]
    public void Against_a_budget_free_is_ten_and_twice_the_budget_nothing(int cost, double score) =>
        Assert.Equal((decimal)score, new CostReference(900, IsBudget: true).ScoreOf(cost));

    [Theory]
    [InlineData(0, 10)]
    [InlineData(50, 10)]
    [InlineData(100, 10)]
    [InlineData(200, 5)]
    [InlineData(1000, 1)]
    public void Against_the_cheapest_twice_as_much_is_half(int cost, double score) =>
        Assert.Equal((decimal)score, new CostReference(100, IsBudget: false).ScoreOf(cost));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Against_nothing_only_what_is_free_scores(bool isBudget)
    {
        var nothing = new CostReference(0, isBudget);

        Assert.Equal(10, nothing.ScoreOf(0));
        Assert.Equal(0, nothing.ScoreOf(0.01m));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    public void A_reference_of_next_to_nothing_is_no_fault(bool isBudget, int score) =>
        Assert.Equal(
            score,
            Math.Round(new CostReference(0.000_000_000_000_000_000_000_000_1m, isBudget).ScoreOf(17_687.2m), 6)
        );

    [Fact]
    public void A_dearer_option_never_scores_higher() =>
        Gen.Select(Gen.Decimal[0, 100_000], Gen.Decimal[0, 100_000], Gen.Decimal[0, 10_000], Gen.Bool)
            .Sample(
                (one, other, amount, isBudget) =>
                {
                    var reference = new CostReference(amount, isBudget);
                    var (cheap, dear) = (
                        reference.ScoreOf(Math.Min(one, other)),
                        reference.ScoreOf(Math.Max(one, other))
                    );

                    Assert.InRange(dear, 0, cheap);
                    Assert.InRange(cheap, dear, 10);
                }
            );
}
