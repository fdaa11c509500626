using System.Collections.Immutable;
using System.Globalization;

namespace Infrar.Providers.Aws.Compute;

/// <summary>Five cron fields, as EventBridge Scheduler writes them and as runs in a month.</summary>
internal sealed class CronSchedule
{
    private static readonly string[] Months =
    [
        "JAN",
        "FEB",
        "MAR",
        "APR",
        "MAY",
        "JUN",
        "JUL",
        "AUG",
        "SEP",
        "OCT",
        "NOV",
        "DEC",
    ];

    private static readonly string[] Weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private static readonly int[] DaysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    private readonly CronField _minute;
    private readonly CronField _hour;
    private readonly CronField _day;
    private readonly CronField _month;
    private readonly CronField _weekday;

    private CronSchedule(CronField[] fields) =>
        (_minute, _hour, _day, _month, _weekday) = (fields[0], fields[1], fields[2], fields[3], fields[4]);

    /// <summary>Reads minute, hour, day of month, month and day of week; null for anything else.</summary>
    public static CronSchedule? Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 5)
        {
            return null;
        }

        CronField?[] fields =
        [
            CronField.Parse(parts[0], 0, 59, []),
            CronField.Parse(parts[1], 0, 23, []),
            CronField.Parse(parts[2], 1, 31, []),
            CronField.Parse(parts[3], 1, 12, Months),
            // Both 0 and 7 are Sunday.
            CronField.Parse(parts[4], 0, 7, Weekdays),
        ];
        var known = fields.OfType<CronField>().ToArray();
        return known.Length == fields.Length ? new(known) : null;
    }

    /// <summary>
    /// False when both a day of the month and a day of the week are set: cron runs on either, and the scheduler takes only one.
    /// </summary>
    public bool IsExpressible => _day.IsAny || _weekday.IsAny;

    /// <summary><c>cron(0 2 * * ? *)</c>: the scheduler has a year, a <c>?</c> for the day that is not set, and Sunday as 1.</summary>
    public string ToExpression()
    {
        var day = _weekday.IsAny ? Written(_day) : "?";
        var weekday = _weekday.IsAny ? "?" : Listed(WeekdayNumbers.Select(d => d + 1));
        return $"cron({Written(_minute)} {Written(_hour)} {day} {Written(_month)} {weekday} *)";
    }

    /// <summary>Runs in a month of 730 hours, a twelfth of a year of 365 days.</summary>
    public decimal MonthlyRuns => _minute.Values.Length * _hour.Values.Length * DaysInYear / 12m;

    private IEnumerable<int> WeekdayNumbers => _weekday.Values.Select(d => d % 7).Distinct().Order();

    private decimal DaysInYear =>
        _weekday.IsAny
            ? _month.Values.Sum(m => _day.Values.Count(d => d <= DaysInMonth[m - 1]))
            // Weekdays fall on each date equally often over the years.
            : _month.Values.Sum(m => DaysInMonth[m - 1]) * WeekdayNumbers.Count() / 7m;

    private static string Written(CronField field) => field.IsAny ? "*" : Listed(field.Values);

    private static string Listed(IEnumerable<int> values) =>
        string.Join(',', values.Select(v => v.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>One field of a schedule.</summary>
/// <param name="IsAny">Whether it is <c>*</c>.</param>
/// <param name="Values">The values that it stands for, in order.</param>
internal sealed record CronField(bool IsAny, ImmutableArray<int> Values)
{
    /// <summary>Reads <c>*</c>, <c>5</c>, <c>1-5</c>, <c>*/15</c>, <c>1-31/2</c>, <c>MON-FRI</c> and lists of them; null for anything else.</summary>
    public static CronField? Parse(string text, int least, int most, string[] names)
    {
        var values = new SortedSet<int>();
        foreach (var item in text.Split(','))
        {
            if (!Add(item, least, most, names, values))
            {
                return null;
            }
        }

        return new(text == "*", [.. values]);
    }

    private static bool Add(string item, int least, int most, string[] names, SortedSet<int> values)
    {
        var step = item.Split('/');
        var by = 1;
        if (step.Length > 2 || (step.Length == 2 && (!Whole(step[1], out by) || by == 0)))
        {
            return false;
        }

        var ends = step[0].Split('-');
        int from;
        int to;
        if (step[0] == "*")
        {
            (from, to) = (least, most == 7 ? 6 : most);
        }
        else if (ends.Length > 2 || !Value(ends[0], least, names, out from) || !Value(ends[^1], least, names, out to))
        {
            return false;
        }
        else if (ends.Length == 1 && step.Length == 2)
        {
            // 5/15 means from 5 on.
            to = most;
        }

        for (var value = from; value <= to; value += by)
        {
            values.Add(value);
        }

        return from >= least && to <= most && from <= to;
    }

    private static bool Value(string text, int least, string[] names, out int value)
    {
        var name = Array.IndexOf(names, text.ToUpperInvariant());
        value = name + least;
        return name >= 0 || Whole(text, out value);
    }

    private static bool Whole(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= 366;
}
