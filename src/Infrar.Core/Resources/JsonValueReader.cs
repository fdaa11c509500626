using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Infrar.Core.Resources;

/// <summary>Makes <see cref="Value"/>s of JSON, straight from the tokens. Not thread-safe.</summary>
/// <remarks>
/// What is null in an object is left out, as everywhere in a <see cref="Value.MapOf"/>. Of a name that stands twice the last one
/// counts. A number too large for <see cref="decimal"/> stays the text that it is.
/// </remarks>
internal sealed class JsonValueReader(TextCache texts)
{
    private const int DeepestText = 64;

    private static readonly Value.ListOf s_emptyList = new([]);
    private static readonly Value.Flag s_true = new(true);
    private static readonly Value.Flag s_false = new(false);
    private static readonly Value.Number[] s_small = [.. Enumerable.Range(0, 1025).Select(n => new Value.Number(n))];

    // Entries and items of every collection that is still open, the innermost last.
    private readonly List<KeyValuePair<string, Value>> _entries = [];
    private readonly List<Value> _items = [];

    /// <summary>The texts that it shares.</summary>
    internal TextCache Texts => texts;

    /// <summary>The structure that a text holds, or null.</summary>
    internal static Value? Parse(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new() { MaxDepth = DeepestText });
            reader.Read();
            var value = new JsonValueReader(new(bits: 6)).Read(ref reader);
            return reader.Read() ? null : value;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The value that begins at the reader's token; leaves the reader on its last token.</summary>
    internal Value Read(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadMap(ref reader),
            JsonTokenType.StartArray => ReadList(ref reader),
            JsonTokenType.String => texts.Text(ref reader),
            JsonTokenType.Number => ReadNumber(ref reader),
            JsonTokenType.True => s_true,
            JsonTokenType.False => s_false,
            _ => Value.None,
        };

    /// <summary>The object that begins at the reader's token.</summary>
    internal Value.MapOf ReadMap(ref Utf8JsonReader reader)
    {
        var start = _entries.Count;
        var rising = true;
        var previous = "";
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            var name = texts.Name(ref reader);
            reader.Read();
            if (reader.TokenType is JsonTokenType.Null)
            {
                continue;
            }

            // The engine sorts names, so that a repeat can only be where they do not rise.
            rising = rising && (string.CompareOrdinal(previous, name) < 0 || _entries.Count == start);
            previous = name;
            var value = Read(ref reader);
            _entries.Add(new(name, value));
        }

        if (!rising)
        {
            LeaveOutRepeats(start);
        }

        return TakeEntries(start);
    }

    private Value.ListOf ReadList(ref Utf8JsonReader reader)
    {
        var start = _items.Count;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            var item = Read(ref reader);
            _items.Add(item);
        }

        if (_items.Count == start)
        {
            return s_emptyList;
        }

        var items = CollectionsMarshal.AsSpan(_items)[start..].ToArray();
        CollectionsMarshal.SetCount(_items, start);
        return new(ImmutableCollectionsMarshal.AsImmutableArray(items));
    }

    private static Value ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length <= 4 && reader.TryGetInt32(out var small) && small >= 0 && small < s_small.Length)
        {
            return s_small[small];
        }

        return reader.TryGetDecimal(out var number)
            ? new Value.Number(number)
            : new Value.Text(Encoding.UTF8.GetString(reader.ValueSpan));
    }

    private Value.MapOf TakeEntries(int start)
    {
        if (_entries.Count == start)
        {
            return Value.MapOf.Empty;
        }

        var entries = CollectionsMarshal.AsSpan(_entries)[start..].ToArray();
        CollectionsMarshal.SetCount(_entries, start);
        return new(ImmutableCollectionsMarshal.AsImmutableArray(entries));
    }

    private void LeaveOutRepeats(int start)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var kept = start;
        for (var i = start; i < _entries.Count; i++)
        {
            var entry = _entries[i];
            if (places.TryGetValue(entry.Key, out var place))
            {
                _entries[place] = entry;
            }
            else
            {
                places.Add(entry.Key, kept);
                _entries[kept++] = entry;
            }
        }

        CollectionsMarshal.SetCount(_entries, kept);
    }
}
