using System.Collections.Immutable;
using System.Text.Json;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Schemas;

/// <summary>The attributes and nested blocks of a resource type, a data source, a provider or a block inside one.</summary>
internal sealed class BlockSchema
{
    public static readonly BlockSchema Empty = new([]);

    private BlockSchema(IEnumerable<AttributeSchema> attributes)
    {
        Attributes = attributes.ToImmutableSortedDictionary(a => a.Name, a => a, StringComparer.Ordinal);
        Type = TypeConstraint.ObjectOf(Attributes.Select(a => KeyValuePair.Create(a.Key, a.Value.Type)));
    }

    /// <summary>By name, in ordinal order; nested blocks among them.</summary>
    public ImmutableSortedDictionary<string, AttributeSchema> Attributes { get; }

    /// <summary>The object type that values of this block have on the wire.</summary>
    public TypeConstraint Type { get; }

    /// <summary>Reads <c>{"attributes": {…}, "block_types": {…}}</c>.</summary>
    public static BlockSchema Parse(JsonElement json) =>
        new([
            .. Members(json, "attributes").Select(p => AttributeSchema.ParseAttribute(p.Name, p.Value)),
            .. Members(json, "block_types").Select(p => AttributeSchema.ParseBlock(p.Name, p.Value)),
        ]);

    private static JsonElement.ObjectEnumerator Members(JsonElement json, string name) =>
        json.TryGetProperty(name, out var members) ? members.EnumerateObject() : default;
}
