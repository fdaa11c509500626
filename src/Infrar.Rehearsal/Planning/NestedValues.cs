using System.Collections.Immutable;
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
            (Nesting.List, ListValue list) => new ListValue([
                .. list.Elements.Select(
                    (e, i) => e is MapValue ? change(new(e, ElementAt(prior, i), path.Index(i))) : e
                ),
            ]),
            (Nesting.Set, ListValue set) => MapSet(schema.Nested, set, prior, o => change(o with { Path = path })),
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

    /// <summary>
    /// Elements of sets have no place: one is the same as before when it agrees with an element from before in all that is
    /// not left to the provider. Each element from before is taken once.
    /// </summary>
    private static ListValue MapSet(BlockSchema? schema, ListValue set, Value prior, Func<NestedObject, Value> change)
    {
        var left = prior.Items;
        var result = ImmutableArray.CreateBuilder<Value>(set.Elements.Length);
        foreach (var element in set.Elements)
        {
            var before = left.FirstOrDefault(p => Agrees(schema, element, p), Value.Null);
            left = left.Remove(before);
            result.Add(element is MapValue ? change(new(element, before, ValuePath.Root)) : element);
        }

        return new ListValue(result.MoveToImmutable());
    }

    private static bool Agrees(BlockSchema? schema, Value element, Value before) =>
        element.Equals(before)
        || (
            schema is not null
            && before is MapValue
            && schema.Attributes.Values.All(a =>
                (a.Computed && element[a.Name].IsNull) || element[a.Name].Equals(before[a.Name])
            )
        );
}
