using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Infrar.Core.Resources;

namespace Infrar.Core.Plans;

/// <summary>
/// Lays <c>after_unknown</c> or <c>after_sensitive</c> over values: a tree of the same shape that says <c>true</c> where a mark is.
/// </summary>
internal sealed class Marks
{
    // Above this many entries, names are looked up in a dictionary.
    private const int FewEntries = 64;

    private static readonly Value.Unknown s_unknown = new();
    private static readonly Value.Unknown s_sensitive = new() { IsSensitive = true };

    private readonly TextCache _texts;
    private readonly Func<Value, Value> _marked;

    // Entries that marks add to every map that is still open, the innermost last.
    private readonly List<KeyValuePair<string, Value>> _added = [];

    private Marks(TextCache texts, Func<Value, Value> marked) => (_texts, _marked) = (texts, marked);

    /// <summary>Makes what is marked unknown.</summary>
    internal static Marks OfUnknown(TextCache texts) => new(texts, static _ => s_unknown);

    /// <summary>Withholds texts that are marked. Numbers and flags stay, since the cost shows them anyway.</summary>
    internal static Marks OfSensitive(TextCache texts) => new(texts, Withheld);

    /// <summary>The value with the marks that begin at the reader's token; the value itself where there are none.</summary>
    internal Value Lay(ref Utf8JsonReader reader, Value value)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return _marked(value);
            case JsonTokenType.StartObject:
                return LayOnMap(ref reader, value);
            case JsonTokenType.StartArray:
                return LayOnList(ref reader, value);
            default:
                return value;
        }
    }

    private Value LayOnMap(ref Utf8JsonReader reader, Value value)
    {
        var entries = value is Value.MapOf map ? map.Entries : [];
        var places = entries.Length > FewEntries ? PlacesOf(entries) : null;
        KeyValuePair<string, Value>[]? changed = null;
        var start = _added.Count;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            var name = _texts.Name(ref reader);
            reader.Read();
            var place = places is null ? PlaceOf(entries, name) : places.GetValueOrDefault(name, -1);
            var before = place < 0 ? Value.None : entries[place].Value;
            var after = Lay(ref reader, before);
            if (ReferenceEquals(before, after))
            {
                continue;
            }

            if (place < 0)
            {
                _added.Add(new(name, after));
            }
            else
            {
                (changed ??= [.. entries])[place] = new(name, after);
            }
        }

        var added = CollectionsMarshal.AsSpan(_added)[start..];
        if (value is Value.MapOf or Value.Null && (changed is not null || !added.IsEmpty))
        {
            var all = changed is null ? entries.AsSpan() : changed;
            value = new Value.MapOf([.. all, .. added]);
        }

        CollectionsMarshal.SetCount(_added, start);
        return value;
    }

    private Value LayOnList(ref Utf8JsonReader reader, Value value)
    {
        var items = value is Value.ListOf list ? list.Items : [];
        List<Value>? changed = null;
        for (var i = 0; reader.Read() && reader.TokenType is not JsonTokenType.EndArray; i++)
        {
            var before = i < items.Length ? items[i] : Value.None;
            var after = Lay(ref reader, before);
            if (ReferenceEquals(before, after))
            {
                continue;
            }

            changed ??= [.. items];
            while (changed.Count <= i)
            {
                changed.Add(Value.None);
            }

            changed[i] = after;
        }

        return changed is null || value is not (Value.ListOf or Value.Null) ? value : new Value.ListOf([.. changed]);
    }

    private static int PlaceOf(ImmutableArray<KeyValuePair<string, Value>> entries, string name)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            if (entries[i].Key == name)
            {
                return i;
            }
        }

        return -1;
    }

    private static Dictionary<string, int> PlacesOf(ImmutableArray<KeyValuePair<string, Value>> entries)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Length; i++)
        {
            places[entries[i].Key] = i;
        }

        return places;
    }

    private static Value Withheld(Value value) =>
        value switch
        {
            Value.Text => s_sensitive,
            Value.ListOf { Items.Length: > 0 } list => new Value.ListOf([.. list.Items.Select(Withheld)]),
            Value.MapOf { Entries.Length: > 0 } map => new Value.MapOf([
                .. map.Entries.Select(e => KeyValuePair.Create(e.Key, Withheld(e.Value))),
            ]),
            _ => value,
        };
}
