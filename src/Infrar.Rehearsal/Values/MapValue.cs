using System.Collections.Immutable;

namespace Infrar.Rehearsal.Values;

/// <summary>A map, an object or a block; compared entry by entry, always in ordinal order of its keys.</summary>
internal sealed record MapValue(ImmutableSortedDictionary<string, Value> Entries) : Value
{
    public static readonly ImmutableSortedDictionary<string, Value> NoEntries = ImmutableSortedDictionary.Create<
        string,
        Value
    >(StringComparer.Ordinal);

    public bool Equals(MapValue? other) => other is not null && Entries.SequenceEqual(other.Entries);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (key, value) in Entries)
        {
            hash.Add(key, StringComparer.Ordinal);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}
