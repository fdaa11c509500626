using System.Buffers;
using System.Globalization;

namespace Infrar.Core.Manifests.Language;

/// <summary>Reads a number with a unit, as <c>2 GiB</c>, <c>90d</c>, <c>125 MiB/s</c>.</summary>
public static class QuantityText
{
    private const decimal Mebibyte = 1024m * 1024m;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>The value in MiB, seconds or MiB a second; null for text that is no quantity of that dimension.</summary>
    public static decimal? Parse(string text, Dimension dimension)
    {
        var digits = text.AsSpan().IndexOfAnyExcept(NumberCharacters);
        if (digits is <= 0 or > 20)
        {
            return null;
        }

        return
            UnitOf(text[digits..].TrimStart(' '), dimension) is { } unit
            && decimal.TryParse(
                text.AsSpan(0, digits),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
            && number < 1_000_000_000_000m
            ? number * unit
            : null;
    }

    /// <summary>Examples of right values, for mends and reference.</summary>
    public static string Examples(Dimension dimension) =>
        dimension switch
        {
            Dimension.Bytes => "a size like 512 MiB or 2 GiB",
            Dimension.Duration => "a time like 30s, 5m, 2h or 90d",
            Dimension.Throughput => "a rate like 125 MiB/s",
        };

    private static decimal? UnitOf(string unit, Dimension dimension) =>
        dimension switch
        {
            Dimension.Bytes => Bytes(unit),
            Dimension.Duration => unit switch
            {
                "s" => 1,
                "m" => 60,
                "h" => 3600,
                "d" => 86_400,
                _ => null,
            },
            Dimension.Throughput => unit.EndsWith("/s", StringComparison.Ordinal) ? Bytes(unit[..^2]) : null,
        };

    private static decimal? Bytes(string unit) =>
        unit switch
        {
            "MiB" => 1,
            "GiB" => 1024,
            "TiB" => 1024 * 1024,
            "MB" => 1_000_000m / Mebibyte,
            "GB" => 1_000_000_000m / Mebibyte,
            "TB" => 1_000_000_000_000m / Mebibyte,
            _ => null,
        };
}
