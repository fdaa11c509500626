using System.Collections.Immutable;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Decisions;

/// <summary>Who stated the prices of an estimate, and when.</summary>
internal static class PriceSources
{
    /// <summary>The sources, those of most lines first.</summary>
    public static ImmutableArray<PriceSource> Of(ImmutableArray<LineItem> lines) =>
        [
            .. lines
                .GroupBy(l => l.Price.Source, StringComparer.Ordinal)
                .Select(g => new PriceSource(
                    g.Key,
                    g.Count(),
                    [.. g.Select(l => l.Price.AsOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                    Words.List(g.Select(l => l.Price.Confidence).Distinct(StringComparer.Ordinal))
                ))
                .OrderByDescending(s => s.Lines)
                .ThenBy(s => s.Source, StringComparer.Ordinal),
        ];

    /// <summary>How old the oldest price is, a sentence; empty where there is no price.</summary>
    public static string Oldest(ImmutableArray<PriceSource> sources)
    {
        var dated = sources.SelectMany(s => s.AsOf).Where(d => d is not "").Order(StringComparer.Ordinal).ToArray();
        var undated = sources.Where(s => s.AsOf.Contains("")).Sum(s => s.Lines);
        var oldest = dated is [var first, ..] ? $"The oldest price is of {first}." : "";
        return undated == 0 ? oldest
            : undated == 1 ? $"{oldest} One line's source states no date.".TrimStart()
            : FormattableString.Invariant($"{oldest} The sources of {undated} lines state no date.").TrimStart();
    }

    /// <summary>A dated rate in words.</summary>
    public static string Rate(ExchangeRate rate) =>
        FormattableString.Invariant($"1 {rate.From} = {rate.Rate} {rate.To} on {rate.AsOf} ({rate.Source}).");
}

/// <summary>One source of prices.</summary>
/// <param name="Source">Who stated them.</param>
/// <param name="Lines">Lines that are billed by them.</param>
/// <param name="AsOf">Days on which they were stated, rising; an empty one for what is undated.</param>
/// <param name="Confidence">How well they are founded.</param>
internal sealed record PriceSource(string Source, int Lines, ImmutableArray<string> AsOf, string Confidence)
{
    /// <summary>First and last day.</summary>
    public string Dates =>
        AsOf.Where(d => d is not "").ToArray() switch
        {
            [] => "no date",
            [var only] => only,
            [var first, .., var last] => $"{first} to {last}",
        };
}
