using System.Globalization;
using Infrar.Core.Pricing;

namespace Infrar.Providers.Workloads;

/// <summary>How often a cron schedule fires in a mean month of 730 hours.</summary>
internal static class CronRuns
{
    private const decimal DaysPerMonth = Meter.HoursPerMonth / 24m;

    /// <summary>Mean runs a month of five cron fields; where both day fields are restricted, a day counts that meets either.</summary>
    internal static decimal PerMonth(string schedule)
    {
        var fields = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var perDay = Firing(fields[0], 0, 59).Count * Firing(fields[1], 0, 23).Count;
        var ofMonth = Share(fields[2], 1, 31);
        var ofWeek = Share(fields[4], 0, 6);
        var days = (fields[2] is "*", fields[4] is "*") switch
        {
            (true, _) => ofWeek,
            (_, true) => ofMonth,
            _ => ofMonth + ofWeek - (ofMonth * ofWeek),
        };
        return perDay * days * DaysPerMonth * Share(fields[3], 1, 12);
    }

    /// <summary>Share of a field's values that fire, 0–1.</summary>
    private static decimal Share(string field, int first, int last) =>
        field is "*" ? 1 : (decimal)Firing(field, first, last).Count / (last - first + 1);

    /// <summary>A field's values that fire.</summary>
    private static HashSet<int> Firing(string field, int first, int last)
    {
        var firing = new HashSet<int>();
        foreach (var item in field.Split(','))
        {
            var parts = item.Split('/');
            var step = parts.Length > 1 ? Math.Max(1, Number(parts[1], 1)) : 1;
            var bounds = parts[0].Split('-');
            var from = parts[0] is "*" ? first : Number(bounds[0], first);
            var to =
                bounds.Length > 1 ? Number(bounds[1], last)
                : parts[0] is "*" || parts.Length > 1 ? last
                : from;
            for (var value = from; value <= to && value <= last + 1; value += step)
            {
                // Sunday may be written 7.
                firing.Add(first == 0 && last == 6 && value == 7 ? 0 : value);
            }
        }

        return firing;
    }

    private static int Number(string text, int otherwise)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        string[] months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        string[] days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
        var name = text.ToLowerInvariant();
        return Array.IndexOf(months, name) is >= 0 and var month ? month + 1
            : Array.IndexOf(days, name) is >= 0 and var day ? day
            : otherwise;
    }
}
