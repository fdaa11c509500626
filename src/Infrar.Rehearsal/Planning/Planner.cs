using System.Collections.Immutable;
using Infrar.Rehearsal.Schemas;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Planning;

/// <summary>What a schema alone says about a plan: which values are decided only while applying.</summary>
internal static class Planner
{
    /// <summary>
    /// The proposed object with everything the cloud will decide made unknown. An object that existed before keeps what
    /// the engine proposes, for that already carries the prior computed values; only objects new inside it are marked.
    /// </summary>
    public static Value MarkComputed(BlockSchema schema, Value prior, Value proposed)
    {
        if (proposed is not MapValue)
        {
            return proposed;
        }

        var isNew = prior.IsNull;
        var planned = ImmutableSortedDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        foreach (var (name, attribute) in schema.Attributes)
        {
            planned[name] = Plan(attribute, proposed[name], prior[name], isNew);
        }

        return new MapValue(planned.ToImmutable());
    }

    /// <summary>
    /// Paths of attributes that were given a value only the provider may set, in a configuration.
    /// </summary>
    public static IEnumerable<ValuePath> UnconfigurableAttributes(BlockSchema schema, Value config)
    {
        foreach (var (name, attribute) in schema.Attributes)
        {
            var value = config[name];
            if (attribute.IsReadOnly && !value.IsNull)
            {
                yield return ValuePath.Of(name);
            }
            else if (attribute.Nested is { } nested)
            {
                foreach (var item in NestedValues.Objects(attribute, value))
                {
                    foreach (var path in UnconfigurableAttributes(nested, item.Current))
                    {
                        yield return new ValuePath([.. item.Path.Steps, .. path.Steps]);
                    }
                }
            }
        }
    }

    private static Value Plan(AttributeSchema attribute, Value proposed, Value prior, bool isNew)
    {
        if (attribute.WriteOnly)
        {
            return Value.Null;
        }

        if (proposed.IsNull)
        {
            return !attribute.Computed ? proposed
                : isNew ? Value.Unknown
                : prior;
        }

        return attribute.Nested is { } nested
            ? NestedValues.Map(attribute, proposed, prior, o => MarkComputed(nested, o.Prior, o.Current))
            : proposed;
    }
}
