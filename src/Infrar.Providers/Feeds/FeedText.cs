using System.Globalization;
using System.Runtime.InteropServices;
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
                return Keep(Characters(ref json));
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

    /// <summary>A name that comes once.</summary>
    internal static string ReadOnce(ref Utf8JsonReader json) => json.GetString()!;

    /// <summary>What stands behind a beginning and one more character, which comes with many of those; all where it begins otherwise.</summary>
    internal string ReadBehind(string beginning, ref Utf8JsonReader json)
    {
        var text = Characters(ref json);
        return text.Length > beginning.Length && text.StartsWith(beginning, StringComparison.Ordinal)
            ? Keep(text[(beginning.Length + 1)..])
            : text.ToString();
    }

    /// <summary>The text of a value; empty for what is none.</summary>
    internal string Read(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.String)
        {
            return value.Text();
        }

        var raw = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        return raw.Contains((byte)'\\') ? Keep(value.GetString()) : Keep(Decoded(raw));
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

    private ReadOnlySpan<char> Characters(ref Utf8JsonReader json) =>
        json.ValueIsEscaped ? Room(json.ValueSpan.Length)[..json.CopyString(_buffer)] : Decoded(json.ValueSpan);

    private ReadOnlySpan<char> Decoded(ReadOnlySpan<byte> utf8) =>
        Room(utf8.Length)[..Encoding.UTF8.GetChars(utf8, _buffer)];

    private Span<char> Room(int bytes)
    {
        // No text has more characters than bytes.
        if (_buffer.Length < bytes)
        {
            _buffer = new char[bytes];
        }

        return _buffer;
    }

    /// <summary>A number as feeds write them, with all its digits: <c>0.0104000000</c>, <c>3.4e-05</c>.</summary>
    internal static bool TryNumber(ReadOnlySpan<char> text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    /// <summary>The same in UTF-8.</summary>
    internal static bool TryNumber(ReadOnlySpan<byte> text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
