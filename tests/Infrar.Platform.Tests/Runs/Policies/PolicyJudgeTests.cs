using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Platform.Runs;
using Infrar.Platform.Runs.Policies;

namespace Infrar.Platform.Tests.Runs.Policies;

/// <summary>Plans held against policies.</summary>
public sealed class PolicyJudgeTests
{
    private static readonly RunChangesSummary _changes = new()
    {
        Creates = 1,
        CostBefore = 100m,
        CostAfter = 150.004m,
        Currency = "USD",
    };

    [Theory]
    [InlineData("None", "Low", "Failed")]
    [InlineData("Low", "Low", "Passed")]
    [InlineData("Low", "Medium", "Failed")]
    [InlineData("Medium", "Medium", "Passed")]
    [InlineData("High", "High", "Passed")]
    [InlineData("High", "Critical", "Failed")]
    public void A_finding_above_the_limit_breaks_it(string limit, string severity, string outcome)
    {
        var policy = new RunPolicy { NewFindings = Enum.Parse<FindingLimit>(limit) };
        var result = Assert.Single(
            PolicyJudge.Judge(policy, _changes, new([Finding(Enum.Parse<Severity>(severity))], []))
        );
        Assert.Equal(outcome, result.Outcome.ToString());
        Assert.Equal(outcome is "Failed", result.Blocks);
    }

    [Theory]
    [InlineData(150.01, 0, "Passed")]
    [InlineData(150.004, 0, "Passed")]
    [InlineData(150.003, 0, "Failed")]
    [InlineData(200, 1, "Uncertain")]
    [InlineData(150, 1, "Failed")]
    public void A_months_cost_is_held_against_the_most_that_it_may_be(double most, int unpriced, string outcome)
    {
        var policy = new RunPolicy { MonthlyCost = (decimal)most };
        var result = Assert.Single(PolicyJudge.Judge(policy, _changes with { Unpriced = unpriced }, new([], [])));
        Assert.Equal(outcome, result.Outcome.ToString());
        Assert.Contains("150.00 USD", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void An_increase_is_what_it_adds()
    {
        var policy = new RunPolicy { MonthlyIncrease = 50m };
        Assert.Equal(PolicyOutcome.Failed, Assert.Single(PolicyJudge.Judge(policy, _changes, new([], []))).Outcome);
        var cheaper = _changes with { CostAfter = 20m };
        Assert.Equal(PolicyOutcome.Passed, Assert.Single(PolicyJudge.Judge(policy, cheaper, new([], []))).Outcome);
    }

    [Fact]
    public void What_cannot_be_known_blocks_unless_the_policy_lets_it()
    {
        var policy = new RunPolicy { NewFindings = FindingLimit.High, MonthlyCost = 1000m };
        var unknown = new RunChangesSummary { Creates = 1 };
        Assert.All(
            PolicyJudge.Judge(policy, unknown, new(null, [])),
            r => Assert.Equal((PolicyOutcome.Uncertain, true), (r.Outcome, r.Blocks))
        );
        Assert.All(
            PolicyJudge.Judge(policy with { Uncertain = Uncertainty.Allow }, unknown, new(null, [])),
            r => Assert.Equal((PolicyOutcome.Uncertain, false), (r.Outcome, r.Blocks))
        );
    }

    [Fact]
    public void What_changes_no_resource_keeps_to_every_cost()
    {
        var policy = new RunPolicy { MonthlyCost = 1m, MonthlyIncrease = 0m };
        Assert.All(
            PolicyJudge.Judge(policy, new RunChangesSummary { Drifted = 1, HasChanges = true }, new([], [])),
            r => Assert.Equal((PolicyOutcome.Passed, false), (r.Outcome, r.Blocks))
        );
    }

    [Theory]
    [InlineData("aws_db_instance", true)]
    [InlineData("aws_db_*", true)]
    [InlineData("module.data[\"eu.west\"].aws_db_instance.main", true)]
    [InlineData("module.data*.aws_db_instance.*", true)]
    [InlineData("*", true)]
    [InlineData("aws_db", false)]
    [InlineData("aws_db_instance.main", false)]
    [InlineData("aws_s3_bucket", false)]
    public void A_pattern_covers_a_type_or_an_address(string pattern, bool isCovered)
    {
        var resource = new DestroyedResource("module.data[\"eu.west\"].aws_db_instance.main", "aws_db_instance");
        Assert.Equal(isCovered, PolicyJudge.IsCovered(resource, pattern));
        var result = Assert.Single(
            PolicyJudge.Judge(new RunPolicy { Protected = [pattern] }, _changes, new([], [resource]))
        );
        Assert.Equal(isCovered ? PolicyOutcome.Failed : PolicyOutcome.Passed, result.Outcome);
    }

    [Theory]
    // 2026-11-27 is a Friday; Berlin is an hour ahead of UTC.
    [InlineData("2026-11-27T08:00:00Z", true)]
    [InlineData("2026-11-27T07:59:00Z", false)]
    [InlineData("2026-11-27T15:00:00Z", false)]
    [InlineData("2026-11-28T10:00:00Z", false)]
    public void A_window_goes_by_its_own_clock(string at, bool isOpen)
    {
        var policy = new RunPolicy
        {
            TimeZone = "Europe/Berlin",
            Windows = [new([DayOfWeek.Friday], new(9, 0), new(16, 0))],
        };
        Assert.Equal(isOpen, policy.IsOpen(DateTimeOffset.Parse(at, null)));
    }

    [Theory]
    [InlineData("2026-11-27T22:00:00Z", true)]
    [InlineData("2026-11-28T03:59:00Z", true)]
    [InlineData("2026-11-28T04:00:00Z", false)]
    [InlineData("2026-11-27T03:00:00Z", false)]
    public void A_window_may_go_past_midnight(string at, bool isOpen)
    {
        var policy = new RunPolicy { Windows = [new([DayOfWeek.Friday], new(22, 0), new(4, 0))] };
        Assert.Equal(isOpen, policy.IsOpen(DateTimeOffset.Parse(at, null)));
    }

    private static Finding Finding(Severity severity) =>
        new()
        {
            Check = "NET001",
            Title = "Something is open",
            Severity = severity,
            Resource = "aws_security_group.db",
            Message = "",
            Mend = "",
            Proof = ImmutableArray<ProofStep>.Empty,
        };
}
