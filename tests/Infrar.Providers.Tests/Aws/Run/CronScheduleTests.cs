using Infrar.Providers.Aws.Compute;
using Infrar.Providers.Workloads;

namespace Infrar.Providers.Tests.Aws.Run;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("0 2 * * *", "cron(0 2 * * ? *)", 365)]
    [InlineData("*/15 * * * *", "cron(0,15,30,45 * * * ? *)", 35040)]
    [InlineData("0 0 1 * *", "cron(0 0 1 * ? *)", 12)]
    [InlineData("0 0 31 * *", "cron(0 0 31 * ? *)", 7)]
    [InlineData("30 6 * * 7", "cron(30 6 ? * 1 *)", 365d / 7)]
    [InlineData("0 9 * * MON-FRI", "cron(0 9 ? * 2,3,4,5,6 *)", 365d * 5 / 7)]
    [InlineData("0 0 * jan,Feb *", "cron(0 0 * 1,2 ? *)", 59)]
    [InlineData("5/20 0 * * *", "cron(5,25,45 0 * * ? *)", 1095)]
    public void A_schedule_is_written_as_the_scheduler_reads_it_and_counted_over_a_year(
        string cron,
        string expression,
        double runsPerYear
    )
    {
        var schedule = CronSchedule.Parse(cron);

        Assert.NotNull(schedule);
        Assert.True(SchedulerExpression.IsExpressible(schedule));
        Assert.Equal(expression, SchedulerExpression.Of(schedule));
        Assert.Equal(runsPerYear / 12, (double)schedule.MonthlyRuns, 9);
    }

    [Fact]
    public void A_day_of_the_month_and_of_the_week_at_once_runs_on_either_and_cannot_be_expressed()
    {
        var schedule = CronSchedule.Parse("0 0 13 * FRI");

        Assert.NotNull(schedule);
        Assert.False(SchedulerExpression.IsExpressible(schedule));
        // Twelve thirteenths, and the Fridays among the other 353 days.
        Assert.Equal((12 + (353m / 7)) / 12, schedule.MonthlyRuns, 9);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@daily")]
    [InlineData("0 2 * *")]
    [InlineData("60 2 * * *")]
    [InlineData("0 2 0 * *")]
    [InlineData("0 2 * 13 *")]
    [InlineData("0 2 * * 8")]
    [InlineData("5-1 2 * * *")]
    [InlineData("*/0 2 * * *")]
    [InlineData("1/2/3 2 * * *")]
    [InlineData("99999999999 2 * * *")]
    public void Anything_else_is_no_schedule(string cron) => Assert.Null(CronSchedule.Parse(cron));
}
