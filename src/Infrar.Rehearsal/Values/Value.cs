using System.Collections.Immutable;

namespace Infrar.Rehearsal.Values;

/// <summary>A value of the OpenTofu language as providers exchange it: possibly null, possibly not known yet.</summary>
/// <remarks>
/// Lists, sets and tuples share <see cref="ListValue"/>; maps, objects and blocks share <see cref="MapValue"/>. What
/// tells them apart is the <see cref="TypeConstraint"/> a value is always read and written with.
/// </remarks>
internal abstract record Value
{
    public static readonly Value Null = new NullValue();
    public static readonly Value Unknown = new UnknownValue();
    public static readonly Value EmptyList = new ListValue([]);
    public static readonly Value EmptyMap = new MapValue(MapValue.NoEntries);

    public bool IsNull => this is NullValue;

    public bool IsUnknown => this is UnknownValue;

    /// <summary>The text of a known string, else null.</summary>
    public string? AsText => (this as TextValue)?.Text;

    /// <summary>The number, when it is known and a decimal can hold it.</summary>
    public decimal? AsNumber => (this as NumberValue)?.ToDecimal();

    /// <summary>The known boolean, else null.</summary>
    public bool? AsBool => (this as BoolValue)?.Flag;

    /// <summary>The elements of a known list, set or tuple; none for anything else.</summary>
    public ImmutableArray<Value> Items => this is ListValue list ? list.Elements : [];

    /// <summary>The entry of a map or object; null when there is none or this is not a map.</summary>
    public Value this[string key] => this is MapValue map && map.Entries.TryGetValue(key, out var value) ? value : Null;

    /// <summary>Whether nothing inside is unknown.</summary>
    public bool IsWhollyKnown =>
        this switch
        {
            UnknownValue => false,
            ListValue list => list.Elements.All(e => e.IsWhollyKnown),
            MapValue map => map.Entries.Values.All(e => e.IsWhollyKnown),
            TypedValue typed => typed.Content.IsWhollyKnown,
            _ => true,
        };

    /// <summary>Its JSON, for whoever debugs.</summary>
    public sealed override string ToString() => System.Text.Encoding.UTF8.GetString(JsonCodec.ToBytes(this));

    /// <summary>This map with one entry replaced.</summary>
    public Value With(string key, Value value) => new MapValue(((MapValue)this).Entries.SetItem(key, value));

    public static Value Of(string? text) => text is null ? Null : new TextValue(text);

    public static Value Of(bool flag) => new BoolValue(flag);

    public static Value Of(long number) => NumberValue.Of(number);

    public static Value ListOf(IEnumerable<string> texts) => new ListValue([.. texts.Select(t => Of(t))]);

    public static Value MapOf(params IEnumerable<KeyValuePair<string, Value>> entries) =>
        new MapValue(entries.ToImmutableSortedDictionary(StringComparer.Ordinal));
}

/// <summary>No value of any type.</summary>
internal sealed record NullValue : Value;

/// <summary>A value decided only while applying.</summary>
internal sealed record UnknownValue : Value;

/// <summary>A string.</summary>
internal sealed record TextValue(string Text) : Value;

/// <summary>A boolean.</summary>
internal sealed record BoolValue(bool Flag) : Value;

/// <summary>A value whose type travels with it, where a schema says only "dynamic".</summary>
internal sealed record TypedValue(TypeConstraint Type, Value Content) : Value;
