using Infrar.Rehearsal.Schemas;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Planning;

/// <summary>One object inside a nested attribute or block, with what it was before and how to get to it.</summary>
/// <remarks>The prior object is that at the same place; null when there was none.</remarks>
internal readonly record struct NestedObject(Value Current, Value Prior, ValuePath Path);

/// <summary>Walks nested attributes and blocks alike, whatever their nesting.</summary>
internal static class NestedValues
{
    /// <summary>This value with each object in it replaced by what <paramref name="change"/> makes of it.</summary>
    public static Value Map(AttributeSchema schema, Value current, Value prior, Func<NestedObject, Value> change)
    {
        var path = ValuePath.Of(schema.Name);
        return (schema.Nesting, current) switch
        {
            (Nesting.Single, MapValue) => change(new(current, prior, path)),
            (Nesting.List, ListValue list) => new ListValue(
                [.. list.Elements.Select((e, i) => e is MapValue ? change(new(e, ElementAt(prior, i), path.Index(i))) : e)]
            ),
            (Nesting.Set, ListValue set) => new ListValue(
                [.. set.Elements.Select(e => e is MapValue ? change(new(e, Member(prior, e), path)) : e)]
            ),
            (Nesting.Map, MapValue map) => Value.MapOf(
                map.Entries.Select(e =>
                    KeyValuePair.Create(
                        e.Key,
                        e.Value is MapValue ? change(new(e.Value, prior[e.Key], path.Key(e.Key))) : e.Value
                    )
                )
            ),
            _ => current,
        };
    }

    /// <summary>Each object in this value.</summary>
    public static IEnumerable<NestedObject> Objects(AttributeSchema schema, Value current)
    {
        var path = ValuePath.Of(schema.Name);
        return (schema.Nesting, current) switch
        {
            (Nesting.Single, MapValue) => [new(current, Value.Null, path)],
            (Nesting.List, ListValue list) => list
                .Elements.Select((e, i) => new NestedObject(e, Value.Null, path.Index(i)))
                .Where(o => o.Current is MapValue),
            (Nesting.Set, ListValue set) => set
                .Elements.Where(e => e is MapValue)
                .Select(e => new NestedObject(e, Value.Null, path)),
            (Nesting.Map, MapValue map) => map
                .Entries.Where(e => e.Value is MapValue)
                .Select(e => new NestedObject(e.Value, Value.Null, path.Key(e.Key))),
            _ => [],
        };
    }

    private static Value ElementAt(Value list, int index) => index < list.Items.Length ? list.Items[index] : Value.Null;

    /// <summary>Elements of sets have no place: one is the same as before exactly when it is equal.</summary>
    private static Value Member(Value set, Value element) => set.Items.Contains(element) ? element : Value.Null;
}
