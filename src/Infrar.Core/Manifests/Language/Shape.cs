using System.Collections.Immutable;

namespace Infrar.Core.Manifests.Language;

/// <summary>What a value in the manifest may be: the one description that checking, JSON Schema and reference docs come from.</summary>
public abstract record Shape
{
    /// <summary>What it means, for people: one or two sentences with unit and default.</summary>
    public string Description { get; init; } = "";
}

/// <summary>Text.</summary>
/// <param name="Pattern">Regular expression that the whole text must match; empty for any.</param>
/// <param name="Hint">What a right value looks like, for the mend, for example <c>like 10.0.0.0/16</c>.</param>
public sealed record TextShape(string Pattern = "", string Hint = "") : Shape
{
    /// <summary>Longest text, characters.</summary>
    public int MaxLength { get; init; } = 4096;
}

/// <summary>One of a few words.</summary>
/// <param name="Words">The words, in the order they are listed to users.</param>
public sealed record ChoiceShape(params ImmutableArray<string> Words) : Shape;

/// <summary>A number, plain.</summary>
/// <param name="Min">Least value.</param>
/// <param name="Max">Greatest value.</param>
/// <param name="Whole">Whether fractions are refused.</param>
public sealed record NumberShape(decimal Min, decimal Max, bool Whole) : Shape;

/// <summary>True or false.</summary>
public sealed record FlagShape : Shape;

/// <summary>The unit family of a quantity with a unit.</summary>
public enum Dimension
{
    /// <summary><c>512 MiB</c>, <c>2 GiB</c>, <c>1 TiB</c>; decimal <c>MB</c>, <c>GB</c>, <c>TB</c>. Bound in MiB.</summary>
    Bytes,

    /// <summary><c>30s</c>, <c>5m</c>, <c>2h</c>, <c>90d</c>.</summary>
    Duration,

    /// <summary><c>125 MiB/s</c>.</summary>
    Throughput,
}

/// <summary>A number with a unit.</summary>
/// <param name="Dimension">Unit family.</param>
/// <param name="Min">Least value, in MiB, seconds or MiB/s.</param>
/// <param name="Max">Greatest value, likewise.</param>
public sealed record QuantityShape(Dimension Dimension, decimal Min, decimal Max) : Shape
{
    /// <summary>The value is a multiple of this, in the unit of the bounds (86,400: whole days); 0 for any value.</summary>
    public decimal Step { get; init; }
}

/// <summary>Values of one shape, in order.</summary>
/// <param name="Item">Shape of each.</param>
public sealed record ListShape(Shape Item) : Shape
{
    /// <summary>Most items.</summary>
    public int MaxItems { get; init; } = 1000;

    /// <summary>Whether a single value may stand for a list of one.</summary>
    public bool OrSingle { get; init; }
}

/// <summary>Values of one shape by free names.</summary>
/// <param name="Key">Pattern and hint of the names.</param>
/// <param name="Value">Shape of each value.</param>
public sealed record MapShape(TextShape Key, Shape Value) : Shape;

/// <summary>Values by fixed names.</summary>
/// <param name="Fields">The fields, in the order they are documented.</param>
public sealed record ObjectShape(params ImmutableArray<Field> Fields) : Shape
{
    /// <summary>An object without fields.</summary>
    public static ObjectShape Empty { get; } = new();

    /// <summary>The field of that name, or null.</summary>
    public Field? Find(string name) => Fields.FirstOrDefault(f => f.Name == name);
}

/// <summary>An object whose fields depend on one of them, as a component's do on its <c>kind</c>.</summary>
/// <param name="Tag">Name of the deciding field.</param>
/// <param name="Cases">Word of the tag to shape; each shape has the tag among its fields.</param>
public sealed record TaggedShape(string Tag, ImmutableArray<(string Word, ObjectShape Shape)> Cases) : Shape;

/// <summary>A value that may be written in either of two ways, told apart by scalar or not.</summary>
/// <param name="Scalar">When a scalar is written.</param>
/// <param name="Structure">When a map or list is written.</param>
public sealed record EitherShape(Shape Scalar, Shape Structure) : Shape;

/// <summary>A field of an object.</summary>
/// <param name="Name">camelCase.</param>
/// <param name="Shape">What it may be, with the field's meaning as its description.</param>
/// <param name="Required">Whether it must be stated (never demanded in an override).</param>
public sealed record Field(string Name, Shape Shape, bool Required = false);

/// <summary>Anything: a document in somebody else's format, such as an access policy, kept as stated.</summary>
public sealed record AnyShape : Shape;

/// <summary>Part of another value, laid over it: nothing is required, maps are merged, and an empty value removes a field.</summary>
/// <param name="Of">Shape of the result.</param>
public sealed record OverrideShape(Shape Of) : Shape;
