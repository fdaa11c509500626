namespace Infrar.Providers.Tests.Plans;

/// <summary>Plans that the engine made, each with the costs that a person worked out from the price book.</summary>
public sealed class PlanCaseTests
{
    public static TheoryData<string> Cases => [.. PlanCase.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Costs_are_those_worked_out_by_hand(string name)
    {
        var plan = PlanCase.Of(name);
        var expected = plan.Expected;

        Holds(expected.After, ExpectedBill.Of(plan.After));
        if (expected.Before is { } before)
        {
            Holds(before, ExpectedBill.Of(plan.Before));
        }
    }

    [Theory]
    [InlineData("730 h × 0.048", "35.04")]
    [InlineData("(3,200 − 3,000) IOPS × 0.022", "4.4")]
    [InlineData("−100 GB × 0.09", "-9")]
    [InlineData("2 tasks × 0.5 vCPU × 730 h × 0.04048 + 1 ÷ 4", "29.8004")]
    public void A_working_comes_to_what_it_says(string working, string result) =>
        Assert.Equal(Working.Number(result), Working.Of(working));

    [Fact]
    public void An_expectation_is_read_with_its_ranges_and_what_came_before()
    {
        var expected = ExpectedCosts.Read(
            """
            # Two of three addresses go

            | line | quantity | unit price | working | cost |
            |---|---:|---:|---|---:|
            | `aws_eip.x[0…1]` Address | 730 hour | 0.005 | 730 h × 0.005 | 3.65 |
            | Free allowance | −1 hour | 0.005 | −1 × 0.005 | −0.005 |

            Total: 7.295

            Not priced:

            - `aws_eip.x[0…1]` Fame: Nobody knows.

            ## Before

            Total: 0

            Not priced: nothing.
            """
        );

        Assert.Equal(
            [
                "Free allowance | -1 hour | 0.005 | -0.005",
                "`aws_eip.x[0]` Address | 730 hour | 0.005 | 3.65",
                "`aws_eip.x[1]` Address | 730 hour | 0.005 | 3.65",
            ],
            expected.After.Lines.Select(l => l.ToString())
        );
        Assert.Equal(
            ["`aws_eip.x[0]` Fame: Nobody knows.", "`aws_eip.x[1]` Fame: Nobody knows."],
            expected.After.Unpriced
        );
        Assert.Equal(7.295m, expected.After.Total);
        Assert.Equal(0m, expected.Before?.Total);
    }

    /// <summary>Compares as texts, so that a difference shows the lines.</summary>
    private static void Holds(ExpectedBill expected, ExpectedBill actual)
    {
        Assert.Equal(expected.Lines.Select(l => l.ToString()), actual.Lines.Select(l => l.ToString()));
        Assert.Equal(expected.Unpriced, actual.Unpriced);
        Assert.Equal(expected.Total, actual.Total);
    }
}
