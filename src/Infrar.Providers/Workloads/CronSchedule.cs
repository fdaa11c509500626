using System.Collections.Immutable;
using System.Globalization;

namespace Infrar.Providers.Workloads;

/// <summary>Five cron fields, and how often they fire.</summary>
internal sealed class CronSchedule
{
    private static readonly string[] MonthNames =
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

    private static readonly string[] WeekdayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private static readonly int[] DaysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    private readonly CronField _weekday;

    private CronSchedule(CronField[] fields) =>
        (Minute, Hour, Day, Month, _weekday) = (fields[0], fields[1], fields[2], fields[3], fields[4]);

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
            CronField.Parse(parts[3], 1, 12, MonthNames),
            // Both 0 and 7 are Sunday.
            CronField.Parse(parts[4], 0, 7, WeekdayNames),
        ];
        var known = fields.OfType<CronField>().ToArray();
        return known.Length == fields.Length ? new(known) : null;
    }

    /// <summary>Minutes of the hour.</summary>
    public CronField Minute { get; }

    /// <summary>Hours of the day.</summary>
    public CronField Hour { get; }

    /// <summary>Days of the month.</summary>
    public CronField Day { get; }

    /// <summary>Months.</summary>
    public CronField Month { get; }

    /// <summary>Whether every day of the week is meant.</summary>
    public bool IsAnyWeekday => _weekday.IsAny;

    /// <summary>Days of the week that fire, Sunday as 0, in order.</summary>
    public IEnumerable<int> Weekdays => _weekday.Values.Select(d => d % 7).Distinct().Order();

    /// <summary>Runs in a month of 730 hours, a twelfth of a year of 365 days.</summary>
    public decimal MonthlyRuns => Minute.Values.Length * Hour.Values.Length * DaysInYear / 12m;

    // A year of 365 days; weekdays fall on each date equally often over the years. Where both day fields are
    // restricted, cron fires on a day that meets either.
    private decimal DaysInYear =>
        Month.Values.Sum(m =>
        {
            var length = DaysInMonth[m - 1];
            var dates = Day.Values.Count(d => d <= length);
            var share = Weekdays.Count() / 7m;
            return (Day.IsAny, _weekday.IsAny) switch
            {
                (_, true) => dates,
                (true, false) => length * share,
                (false, false) => dates + ((length - dates) * share),
            };
        });
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
