using System.Collections.Immutable;

namespace Infrar.Core.Resources;

/// <summary>The value of an attribute: known, unknown, or an expression over other resources.</summary>
/// <remarks>
/// A plan JSON gives only the first five sorts and <see cref="Unknown"/>; a placement also makes references,
/// templates and nested blocks, which the OpenTofu writer renders and the pricing rules look through.
/// </remarks>
public abstract record Value
{
    private Value() { }

    /// <summary>No value; such an attribute is not written.</summary>
    public static Value None { get; } = new Null();

    /// <summary>Explicitly nothing.</summary>
    public sealed record Null : Value;

    /// <summary>Text, literal: characters that mean something in a template are escaped when written.</summary>
    public sealed record Text(string Content) : Value
    {
        /// <summary>
        /// What a plan's configuration takes it from: the attribute that holds the same text. Null where it is written out or not known.
        /// </summary>
        public Reference? Origin { get; init; }

        /// <summary>Whether the contents are equal; where they come from makes no difference.</summary>
        public bool Equals(Text? other) => other is not null && Content == other.Content;

        /// <inheritdoc/>
        public override int GetHashCode() => Content.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>A number, exact.</summary>
    public sealed record Number(decimal Content) : Value;

    /// <summary>True or false.</summary>
    public sealed record Flag(bool Content) : Value;

    /// <summary>Values in order.</summary>
    public sealed record ListOf(ImmutableArray<Value> Items) : Value;

    /// <summary>Values by name, in writing order.</summary>
    public sealed record MapOf(ImmutableArray<KeyValuePair<string, Value>> Entries) : Value
    {
        /// <summary>A map without entries.</summary>
        public static MapOf Empty { get; } = new([]);

        /// <summary>The entry of that name, or <see cref="None"/>.</summary>
        public Value this[string name]
        {
            get
            {
                foreach (var (key, value) in Entries)
                {
                    if (key == name)
                    {
                        return value;
                    }
                }

                return None;
            }
        }
    }

    /// <summary>Nested blocks of one type, as <c>ingress { … }</c>; reads like a list of maps.</summary>
    public sealed record Blocks(ImmutableArray<MapOf> Items) : Value;

    /// <summary>An attribute of another resource or data source: <c>aws_vpc.main.id</c>.</summary>
    /// <param name="Address">Address of the resource, without the attribute: <c>aws_vpc.main</c>, <c>data.aws_region.current</c>.</param>
    /// <param name="Path">Attribute path after the address: <c>id</c>, <c>master_user_secret[0].secret_arn</c>; empty for the whole.</param>
    public sealed record Reference(string Address, string Path) : Value;

    /// <summary>An input variable of the configuration: <c>var.name</c>.</summary>
    public sealed record Variable(string Name) : Value;

    /// <summary>Text with embedded expressions: <c>"https://${aws_lb.main.dns_name}/"</c>.</summary>
    public sealed record Template(ImmutableArray<Value> Parts) : Value;

    /// <summary>A structure that the provider takes as JSON text: <c>jsonencode({ … })</c>.</summary>
    public sealed record Json(Value Content) : Value;

    /// <summary>
    /// An expression that has no other form here (<c>each.value.name</c>, <c>ignore_changes = [a, b]</c> names), written as it stands.
    /// </summary>
    public sealed record Expression(string Source, ImmutableArray<string> Addresses) : Value;

    /// <summary>Known only after apply, or withheld.</summary>
    public sealed record Unknown : Value
    {
        /// <summary>Whether a plan knows it and marks it as sensitive, so that it is not taken over.</summary>
        public bool IsSensitive { get; init; }
    }

    /// <summary>Literal text.</summary>
    public static implicit operator Value(string content) => new Text(content);

    /// <summary>A whole number.</summary>
    public static implicit operator Value(int content) => new Number(content);

    /// <summary>An exact number.</summary>
    public static implicit operator Value(decimal content) => new Number(content);

    /// <summary>True or false.</summary>
    public static implicit operator Value(bool content) => new Flag(content);
}
