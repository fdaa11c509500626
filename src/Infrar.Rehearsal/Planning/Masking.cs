using System.Collections.Immutable;
using Infrar.Rehearsal.Schemas;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Planning;

/// <summary>Keeps secrets out of the cloud file: what a schema calls sensitive is replaced by a mark.</summary>
internal static class Masking
{
    public static readonly Value Mark = Value.Of("(sensitive)");

    /// <summary>The object with every sensitive value replaced by <see cref="Mark"/>.</summary>
    public static Value Mask(BlockSchema schema, Value value) =>
        Transform(
            schema,
            value,
            Value.Null,
            (attribute, current, _) => attribute.Sensitive && !current.IsNull ? Mark : current
        );

    /// <summary>The masked object with each mark replaced by what <paramref name="known"/> has in its place.</summary>
    /// <remarks>A mark with nothing in its place becomes null: so after an import.</remarks>
    public static Value Unmask(BlockSchema schema, Value masked, Value known) =>
        Transform(
            schema,
            masked,
            known,
            (attribute, current, secret) => attribute.Sensitive && current.Equals(Mark) ? secret : current
        );

    private static MapValue Transform(
        BlockSchema schema,
        Value value,
        Value other,
        Func<AttributeSchema, Value, Value, Value> leaf
    )
    {
        var result = ImmutableSortedDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        foreach (var (name, attribute) in schema.Attributes)
        {
            result[name] = attribute is { Nested: { } nested, Sensitive: false }
                ? NestedValues.Map(
                    attribute,
                    value[name],
                    other[name],
                    o => Transform(nested, o.Current, o.Prior, leaf)
                )
                : leaf(attribute, value[name], other[name]);
        }

        return new MapValue(result.ToImmutable());
    }
}
