using System.Text.Json;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Schemas;

/// <summary>How many of a nested block or object there can be, and how they are told apart.</summary>
internal enum Nesting
{
    /// <summary>Not nested: a plain attribute.</summary>
    None,
    Single,
    List,
    Set,
    Map,
}

/// <summary>One attribute or nested block type.</summary>
internal sealed record AttributeSchema(string Name, TypeConstraint Type)
{
    public bool Required { get; private init; }

    public bool Optional { get; private init; }

    public bool Computed { get; private init; }

    public bool Sensitive { get; private init; }

    public bool WriteOnly { get; private init; }

    /// <summary>Whether this is written as a block rather than assigned: then it is never null, and never unknown whole.</summary>
    public bool IsBlock { get; private init; }

    public Nesting Nesting { get; private init; }

    /// <summary>What each nested object holds; null for a plain attribute.</summary>
    public BlockSchema? Nested { get; private init; }

    /// <summary>Whether only the provider may set it.</summary>
    public bool IsReadOnly => Computed && !Optional && !Required;

    public static AttributeSchema ParseAttribute(string name, JsonElement json)
    {
        var (nesting, nested) = json.TryGetProperty("nested_type", out var inner)
            ? (ParseNesting(inner), BlockSchema.Parse(inner))
            : (Nesting.None, null);
        var type = nested is null ? TypeConstraint.Parse(json.GetProperty("type")) : TypeOf(nested, nesting);
        return new(name, type)
        {
            Required = Flag(json, "required"),
            Optional = Flag(json, "optional"),
            Computed = Flag(json, "computed"),
            Sensitive = Flag(json, "sensitive"),
            WriteOnly = Flag(json, "write_only"),
            Nesting = nesting,
            Nested = nested,
        };
    }

    public static AttributeSchema ParseBlock(string name, JsonElement json)
    {
        var nesting = ParseNesting(json);
        var nested = BlockSchema.Parse(json.GetProperty("block"));
        return new(name, TypeOf(nested, nesting))
        {
            IsBlock = true,
            Nesting = nesting,
            Nested = nested,
        };
    }

    private static bool Flag(JsonElement json, string name) =>
        json.TryGetProperty(name, out var flag) && flag.GetBoolean();

    private static Nesting ParseNesting(JsonElement json) =>
        json.GetProperty("nesting_mode").GetString() switch
        {
            "single" => Nesting.Single,
            "list" => Nesting.List,
            "set" => Nesting.Set,
            "map" => Nesting.Map,
            var other => throw new JsonException($"'{other}' is not a nesting mode served here."),
        };

    private static TypeConstraint TypeOf(BlockSchema nested, Nesting nesting) =>
        nesting switch
        {
            Nesting.None or Nesting.Single => nested.Type,
            Nesting.List => TypeConstraint.ListOf(nested.Type),
            Nesting.Set => TypeConstraint.SetOf(nested.Type),
            Nesting.Map => TypeConstraint.MapOf(nested.Type),
        };
}
