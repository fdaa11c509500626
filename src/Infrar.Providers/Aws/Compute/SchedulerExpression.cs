using System.Globalization;
using Infrar.Providers.Workloads;

namespace Infrar.Providers.Aws.Compute;

/// <summary>A schedule as EventBridge Scheduler writes it.</summary>
// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
internal static class SchedulerExpression
{
    /// <summary>
    /// False when both a day of the month and a day of the week are set: cron runs on either, and the scheduler takes only one.
    /// </summary>
    public static bool IsExpressible(CronSchedule schedule) => schedule.Day.IsAny || schedule.IsAnyWeekday;

    /// <summary><c>cron(0 2 * * ? *)</c>: the scheduler has a year, a <c>?</c> for the day that is not set, and Sunday as 1.</summary>
    public static string Of(CronSchedule schedule)
    {
        var day = schedule.IsAnyWeekday ? Written(schedule.Day) : "?";
        var weekday = schedule.IsAnyWeekday ? "?" : Listed(schedule.Weekdays.Select(d => d + 1));
        return $"cron({Written(schedule.Minute)} {Written(schedule.Hour)} {day} {Written(schedule.Month)} {weekday} *)";
    }

    private static string Written(CronField field) => field.IsAny ? "*" : Listed(field.Values);

    private static string Listed(IEnumerable<int> values) =>
        string.Join(',', values.Select(v => v.ToString(CultureInfo.InvariantCulture)));
}
