using System.Collections.Immutable;
using System.Text.Json;

namespace Infrar.Rehearsal.Values;

/// <summary>What a type constraint is at its outermost.</summary>
internal enum TypeKind
{
    Text,
    Number,
    Bool,
    Dynamic,
    List,
    Set,
    Map,
    Tuple,
    Object,
}

/// <summary>A type of the OpenTofu language, in the shape schemas state it: <c>["list",["object",{…}]]</c>.</summary>
internal sealed class TypeConstraint : IEquatable<TypeConstraint>
{
    public static readonly TypeConstraint Text = new(TypeKind.Text);
    public static readonly TypeConstraint Number = new(TypeKind.Number);
    public static readonly TypeConstraint Bool = new(TypeKind.Bool);
    public static readonly TypeConstraint Dynamic = new(TypeKind.Dynamic);

    private TypeConstraint(TypeKind kind) => Kind = kind;

    public TypeKind Kind { get; }

    /// <summary>Types of a tuple's elements; the single element type of a list, set or map.</summary>
    public ImmutableArray<TypeConstraint> Elements { get; private init; } = [];

    /// <summary>Attributes of an object, in ordinal order.</summary>
    public ImmutableSortedDictionary<string, TypeConstraint> Attributes { get; private init; } =
        ImmutableSortedDictionary<string, TypeConstraint>.Empty;

    public TypeConstraint Element => Elements[0];

    public static TypeConstraint ListOf(TypeConstraint element) => new(TypeKind.List) { Elements = [element] };

    public static TypeConstraint SetOf(TypeConstraint element) => new(TypeKind.Set) { Elements = [element] };

    public static TypeConstraint MapOf(TypeConstraint element) => new(TypeKind.Map) { Elements = [element] };

    public static TypeConstraint TupleOf(params ImmutableArray<TypeConstraint> elements) =>
        new(TypeKind.Tuple) { Elements = elements };

    public static TypeConstraint ObjectOf(IEnumerable<KeyValuePair<string, TypeConstraint>> attributes) =>
        new(TypeKind.Object) { Attributes = attributes.ToImmutableSortedDictionary(StringComparer.Ordinal) };

    /// <summary>Type of element number <paramref name="index"/> of a list, set or tuple.</summary>
    public TypeConstraint ElementAt(int index) => Kind is TypeKind.Tuple ? Elements[index] : Element;

    /// <summary>Type of the entry <paramref name="key"/>; null when an object has no such attribute.</summary>
    public TypeConstraint? Entry(string key) => Kind is TypeKind.Map ? Element : Attributes.GetValueOrDefault(key);

    public bool Equals(TypeConstraint? other) =>
        other is not null
        && Kind == other.Kind
        && Elements.AsSpan().SequenceEqual(other.Elements.AsSpan())
        && Attributes.SequenceEqual(other.Attributes);

    public override bool Equals(object? obj) => Equals(obj as TypeConstraint);

    public override int GetHashCode() => HashCode.Combine(Kind, Elements.Length, Attributes.Count);

    public static TypeConstraint Parse(JsonElement json)
    {
        if (json.ValueKind is JsonValueKind.String)
        {
            return json.GetString() switch
            {
                "string" => Text,
                "number" => Number,
                "bool" => Bool,
                "dynamic" => Dynamic,
                var other => throw new JsonException($"'{other}' is not a type."),
            };
        }

        var argument = json[1];
        return json[0].GetString() switch
        {
            "list" => ListOf(Parse(argument)),
            "set" => SetOf(Parse(argument)),
            "map" => MapOf(Parse(argument)),
            "tuple" => TupleOf([.. argument.EnumerateArray().Select(Parse)]),
            "object" => ObjectOf(argument.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Parse(p.Value)))),
            var other => throw new JsonException($"'{other}' is not a type."),
        };
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        if (Kind is TypeKind.Text or TypeKind.Number or TypeKind.Bool or TypeKind.Dynamic)
        {
            writer.WriteStringValue(Keyword(Kind));
            return;
        }

        writer.WriteStartArray();
        writer.WriteStringValue(Keyword(Kind));
        if (Kind is TypeKind.Object)
        {
            writer.WriteStartObject();
            foreach (var (name, type) in Attributes)
            {
                writer.WritePropertyName(name);
                type.WriteTo(writer);
            }

            writer.WriteEndObject();
        }
        else if (Kind is TypeKind.Tuple)
        {
            writer.WriteStartArray();
            foreach (var element in Elements)
            {
                element.WriteTo(writer);
            }

            writer.WriteEndArray();
        }
        else
        {
            Element.WriteTo(writer);
        }

        writer.WriteEndArray();
    }

    private static string Keyword(TypeKind kind) =>
        kind switch
        {
            TypeKind.Text => "string",
            TypeKind.Number => "number",
            TypeKind.Bool => "bool",
            TypeKind.Dynamic => "dynamic",
            TypeKind.List => "list",
            TypeKind.Set => "set",
            TypeKind.Map => "map",
            TypeKind.Tuple => "tuple",
            TypeKind.Object => "object",
        };
}
