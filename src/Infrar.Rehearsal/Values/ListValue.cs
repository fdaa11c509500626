using System.Collections.Immutable;

namespace Infrar.Rehearsal.Values;

/// <summary>A list, set or tuple, or the blocks of one type; compared element by element.</summary>
internal sealed record ListValue(ImmutableArray<Value> Elements) : Value
{
    public bool Equals(ListValue? other) =>
        other is not null && Elements.AsSpan().SequenceEqual(other.Elements.AsSpan());

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var element in Elements)
        {
            hash.Add(element);
        }

        return hash.ToHashCode();
    }
}
