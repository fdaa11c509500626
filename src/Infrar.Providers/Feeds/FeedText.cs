using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Infrar.Providers.Feeds;

/// <summary>Texts of a feed, most of which come again and again: equal ones are one string while there are not too many.</summary>
internal sealed class FeedText
{
    private const int MostKept = 50_000;
    private const int LongestKept = 80;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private char[] _buffer = new char[1024];

    internal FeedText() => _lookup = _seen.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The text of a property's name, or of a value; of a number as it is written.</summary>
    internal string Read(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String or JsonTokenType.PropertyName:
                var most = Encoding.UTF8.GetMaxCharCount(json.ValueSpan.Length);
                if (_buffer.Length < most)
                {
                    _buffer = new char[most];
                }

                return Keep(_buffer.AsSpan(0, json.CopyString(_buffer)));
            case JsonTokenType.Number:
                return Encoding.UTF8.GetString(json.ValueSpan);
            case JsonTokenType.True:
                return "true";
            case JsonTokenType.False:
                return "false";
            default:
                return "";
        }
    }

    internal string Keep(ReadOnlySpan<char> text)
    {
        if (text.Length is 0)
        {
            return "";
        }

        if (text.Length > LongestKept)
        {
            return text.ToString();
        }

        if (!_lookup.TryGetValue(text, out var known))
        {
            known = text.ToString();
            if (_seen.Count < MostKept)
            {
                _seen.Add(known);
            }
        }

        return known;
    }

    /// <summary>A number as feeds write them, with all its digits: <c>0.0104000000</c>, <c>3.4e-05</c>.</summary>
    internal static bool TryNumber(ReadOnlySpan<char> text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
