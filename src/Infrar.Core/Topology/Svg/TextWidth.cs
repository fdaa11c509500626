using System.Globalization;
using System.Text;

namespace Infrar.Core.Topology.Svg;

/// <summary>Estimates how wide text will be in whatever sans-serif font a reader has; rather too wide than too narrow.</summary>
internal static class TextWidth
{
    /// <summary>Width in pixels at a font size in pixels.</summary>
    internal static double Of(string text, double size) => text.EnumerateRunes().Sum(Em) * size;

    /// <summary>The text, cut with an ellipsis where it would be wider than <paramref name="width"/> pixels.</summary>
    internal static string Fit(string text, double size, double width)
    {
        if (Of(text, size) <= width)
        {
            return text;
        }

        var kept = new StringBuilder();
        var left = width - Of("…", size);
        foreach (var rune in text.EnumerateRunes())
        {
            left -= Em(rune) * size;
            if (left < 0)
            {
                break;
            }

            kept.Append(rune.ToString());
        }

        return kept.ToString().TrimEnd() + "…";
    }

    /// <summary>Widths of the widest of the usual system fonts, by class of letter.</summary>
    private static double Em(Rune rune) =>
        rune.Value switch
        {
            'i' or 'j' or 'l' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' => 0.30,
            'f' or 't' or 'r' or 'I' or '(' or ')' or '[' or ']' or '/' or '-' or ' ' or '·' => 0.38,
            'm' or 'M' or 'w' or 'W' or '@' or '%' or '…' or '—' => 0.96,
            >= 'A' and <= 'Z' => 0.70,
            < 0x1100 => 0.60,
            _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark => 0,
            _ => 1.05,
        };
}
