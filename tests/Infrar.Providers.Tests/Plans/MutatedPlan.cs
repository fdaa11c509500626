using System.Text;
using System.Text.Json;

namespace Infrar.Providers.Tests.Plans;

/// <summary>A plan file that is spoiled in one of many ways, the same for the same seed.</summary>
internal sealed class MutatedPlan
{
    private static readonly byte[][] s_odd =
    [
        .. new[]
        {
            "null",
            "true",
            "-1",
            "0",
            "-0.5",
            "1e999",
            "1e-999",
            "79228162514264337593543950335",
            "123456789012345678901234567890123456789012345678901234567890",
            "9007199254740993",
            "\"\"",
            "\"x\"",
            "\"\\ud800\"",
            "\"[\\\"\"",
            "\"module.module.\"",
            "\"module.a[\\\"x.aws_b.c[\"",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "[true,false]",
            "{\"a\":{\"a\":null}}",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private readonly byte[] _source;
    private readonly (int Start, int Length)[] _values;
    private readonly (int Start, int Length)[] _names;

    /// <summary>Takes a file apart that is whole.</summary>
    public MutatedPlan(byte[] source)
    {
        _source = source;
        List<(int, int)> values = [];
        List<(int, int)> names = [];
        var reader = new Utf8JsonReader(source);
        while (reader.Read())
        {
            var token = ((int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex));
            if (reader.TokenType is JsonTokenType.PropertyName)
            {
                // Without the colon.
                names.Add((token.Item1, reader.ValueSpan.Length + 2));
            }
            else if (reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
            {
                var copy = reader;
                copy.Skip();
                values.Add((token.Item1, (int)copy.BytesConsumed - token.Item1));
            }
        }

        (_values, _names) = ([.. values], [.. names]);
    }

    /// <summary>The file with one to three faults.</summary>
    public byte[] Of(Random random)
    {
        // Where one fault moved the rest, the places of values are no longer right, which makes the next one odder still.
        var json = Spoil(_source, random);
        for (var more = random.Next(6) - 3; more > 0 && json.Length > 0; more--)
        {
            json = Spoil(json, random);
        }

        return json;
    }

    private byte[] Spoil(byte[] json, Random random)
    {
        var value = Within(_values[random.Next(_values.Length)], json);
        var other = Within(_values[random.Next(_values.Length)], json);
        var name = Within(_names[random.Next(_names.Length)], json);
        var place = random.Next(json.Length);
        return random.Next(20) switch
        {
            0 => Flipped(json, random),
            1 => json[..place],
            2 => Replaced(json, (place, Math.Min(random.Next(200), json.Length - place)), []),
            > 2 and < 9 => Replaced(json, value, json.AsSpan(other.Start, other.Length)),
            > 8 and < 16 => Replaced(json, value, s_odd[random.Next(s_odd.Length)]),
            16 => Replaced(json, value, Encoding.UTF8.GetBytes(new string(random.Next(2) == 0 ? '[' : '{', 300))),
            17 => Replaced(json, (place, 0), [0xC3, 0x28, 0xFF]),
            18 => Replaced(json, name, json.AsSpan(Within(_names[random.Next(_names.Length)], json).Start, 3)),
            _ => Replaced(json, (value.Start, 0), [.. json.AsSpan(other.Start, other.Length), (byte)',']),
        };
    }

    private static byte[] Flipped(byte[] json, Random random)
    {
        byte[] flipped = [.. json];
        for (var bytes = random.Next(1, 5); bytes > 0; bytes--)
        {
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        }

        return flipped;
    }

    private static (int Start, int Length) Within((int Start, int Length) part, byte[] json)
    {
        var start = Math.Min(part.Start, Math.Max(0, json.Length - 4));
        return (start, Math.Min(part.Length, json.Length - start));
    }

    private static byte[] Replaced(byte[] json, (int Start, int Length) part, ReadOnlySpan<byte> by) =>
        [.. json.AsSpan(0, part.Start), .. by, .. json.AsSpan(part.Start + part.Length)];
}
