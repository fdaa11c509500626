using System.Globalization;
using System.Text;

namespace Infrar.Rehearsal.Planning;

/// <summary>
/// Text with places to fill: <c>{attribute}</c>, and <c>{hex:17}</c>, <c>{number:10}</c>, <c>{digits:12}</c>, <c>{base32:13}</c>, <c>{lower:8}</c>,
/// <c>{uuid}</c>, each with an optional salt after another colon where one resource needs several.
/// </summary>
internal static class Template
{
    /// <summary>
    /// One id in a million begins like this by chance, so an id that does was made here: that is how a reference to
    /// something that is gone is told from one to something outside the rehearsal.
    /// </summary>
    private const string MadeHere = "0fa5e";

    /// <summary>The same for ids that are numbers.</summary>
    private const string NumberMadeHere = "90509";

    /// <summary>Whether an id in this text was made by a template.</summary>
    public static bool HoldsIdMadeHere(string text) =>
        text.Contains(MadeHere, StringComparison.Ordinal)
        || (text.StartsWith(NumberMadeHere, StringComparison.Ordinal) && text.All(char.IsAsciiDigit));

    /// <summary>The text, or null if an attribute it needs has no value.</summary>
    public static string? Render(string template, Entropy entropy, Func<string, string?> attribute)
    {
        var text = new StringBuilder();
        var rest = template.AsSpan();
        while (rest.IndexOf('{') is >= 0 and var open)
        {
            var close = rest.IndexOf('}');
            text.Append(rest[..open]);
            var place = rest[(open + 1)..close].ToString();
            rest = rest[(close + 1)..];
            var value = Draw(place, entropy) ?? attribute(place);
            if (value is null)
            {
                return null;
            }

            text.Append(value);
        }

        return text.Append(rest).ToString();
    }

    private static string? Draw(string place, Entropy entropy)
    {
        var parts = place.Split(':');
        var salt = parts.Length > 2 ? parts[2] : "";
        return parts[0] switch
        {
            "hex" => MarkedHex(int.Parse(parts[1], CultureInfo.InvariantCulture), entropy, salt),
            "number" => NumberMadeHere
                + entropy.Digits(int.Parse(parts[1], CultureInfo.InvariantCulture) - NumberMadeHere.Length, salt),
            "digits" => entropy.Digits(int.Parse(parts[1], CultureInfo.InvariantCulture), salt),
            "base32" => entropy.Base32(int.Parse(parts[1], CultureInfo.InvariantCulture), salt),
            "lower" => entropy.Lower(int.Parse(parts[1], CultureInfo.InvariantCulture), salt),
            "uuid" => MadeHere + entropy.Uuid(salt)[MadeHere.Length..],
            _ => null,
        };
    }

    private static string MarkedHex(int length, Entropy entropy, string salt) =>
        length > 2 * MadeHere.Length
            ? MadeHere + entropy.Hex(length - MadeHere.Length, salt)
            : entropy.Hex(length, salt);
}
