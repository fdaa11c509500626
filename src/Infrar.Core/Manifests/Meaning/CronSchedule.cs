using System.Collections.Immutable;
using System.Globalization;

namespace Infrar.Core.Manifests.Meaning;

/// <summary>Judges schedules of five cron fields.</summary>
internal static class CronSchedule
{
    private static readonly ImmutableArray<CronField> Fields =
    [
        new("minute", 0, 59, []),
        new("hour", 0, 23, []),
        new("day of month", 1, 31, []),
        new("month", 1, 12, ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]),
        new("day of week", 0, 7, ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]),
    ];

    /// <summary>Why a text is no schedule, or null when it is one.</summary>
    internal static string? FaultOf(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == Fields.Length
            ? Fields.Zip(parts, (field, part) => field.FaultOf(part)).FirstOrDefault(f => f is not null)
            : string.Create(CultureInfo.InvariantCulture, $"it has {parts.Length} fields in place of {Fields.Length}");
    }

    /// <summary>One of the five fields.</summary>
    /// <param name="Name">Name for people.</param>
    /// <param name="Min">Least number.</param>
    /// <param name="Max">Greatest number.</param>
    /// <param name="Words">Words that stand for numbers, the first for <paramref name="Min"/>.</param>
    private sealed record CronField(string Name, int Min, int Max, ImmutableArray<string> Words)
    {
        /// <summary>Why a text is no value of the field, or null: lists of <c>*</c>, numbers and ranges, each with a step.</summary>
        internal string? FaultOf(string text) =>
            text.Split(',').All(IsItem)
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"the {Name} '{text}' is not within {Min}–{Max}");

        private bool IsItem(string item)
        {
            var (range, step) = item.Split('/') switch
            {
                [var only] => (only, "1"),
                [var first, var second] => (first, second),
                _ => ("", ""),
            };
            if (!int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var every) || every is 0)
            {
                return false;
            }

            return range is "*"
                || range.Split('-') switch
                {
                    [var only] => ValueOf(only) is not null,
                    [var from, var to] => ValueOf(from) <= ValueOf(to),
                    _ => false,
                };
        }

        private int? ValueOf(string text)
        {
            var word = Words.IndexOf(text.ToUpperInvariant());
            return word >= 0 ? word + Min
                : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= Min
                && number <= Max
                    ? number
                : null;
        }
    }
}
