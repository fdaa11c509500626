using System.Collections.Immutable;
using System.Text.Json;
using Infrar.Core.Resources;

namespace Infrar.Core.Plans;

/// <summary>Reads the expressions of a plan's configuration: what each argument refers to.</summary>
internal sealed class ExpressionReader(JsonValueReader values)
{
    private readonly TextCache _texts = values.Texts;
    private readonly List<string> _references = [];

    /// <summary>Reads arguments by name, <c>{ name: leaf, … }</c>; blocks among them are passed over.</summary>
    internal List<KeyValuePair<string, Expression.Leaf>> ReadLeaves(ref Utf8JsonReader reader)
    {
        var leaves = new List<KeyValuePair<string, Expression.Leaf>>();
        if (!Begins(ref reader, JsonTokenType.StartObject))
        {
            return leaves;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            var name = _texts.Name(ref reader);
            reader.Read();
            leaves.Add(new(name, ReadLeaf(ref reader)));
        }

        return leaves;
    }

    /// <summary>Reads one argument; an empty one where blocks or nothing stand.</summary>
    internal Expression.Leaf ReadLeaf(ref Utf8JsonReader reader) =>
        Read(ref reader, keepsConstants: true) as Expression.Leaf ?? Expression.Leaf.Empty;

    /// <summary>Reads an argument, blocks or arguments by name; null where nothing in it refers to anything and no constants are kept.</summary>
    internal Expression? Read(ref Utf8JsonReader reader, bool keepsConstants)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                return ReadBlocks(ref reader);
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, keepsConstants);
            default:
                return null;
        }
    }

    private Expression.Blocks? ReadBlocks(ref Utf8JsonReader reader)
    {
        var blocks = ImmutableArray.CreateBuilder<Expression>();
        var refers = false;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            var block = Read(ref reader, keepsConstants: true);
            refers |= block is not null && Refers(block);
            blocks.Add(block ?? Expression.Leaf.Empty);
        }

        return refers ? new(blocks.DrainToImmutable()) : null;
    }

    // { constant_value } or { references } is one argument; anything else has arguments by name.
    private Expression? ReadObject(ref Utf8JsonReader reader, bool keepsConstants)
    {
        Expression.Leaf? leaf = null;
        ImmutableArray<KeyValuePair<string, Expression>>.Builder? names = null;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            if (names is null && reader.ValueTextEquals("constant_value"u8))
            {
                reader.Read();
                if (keepsConstants)
                {
                    leaf ??= new([], values.Read(ref reader));
                }

                reader.Skip();
            }
            else if (names is null && reader.ValueTextEquals("references"u8))
            {
                reader.Read();
                leaf = new(ReadReferences(ref reader), Value.None);
            }
            else
            {
                var name = _texts.Name(ref reader);
                reader.Read();
                if (Read(ref reader, keepsConstants) is { } argument)
                {
                    (names ??= ImmutableArray.CreateBuilder<KeyValuePair<string, Expression>>()).Add(
                        new(name, argument)
                    );
                }
            }
        }

        return names is not null ? new Expression.Names(names.DrainToImmutable())
            : leaf is { References.IsEmpty: true, Constant: Value.Null } ? null
            : leaf;
    }

    private static bool Refers(Expression expression) =>
        expression switch
        {
            Expression.Leaf leaf => !leaf.References.IsEmpty,
            Expression.Names names => names.Entries.Any(e => Refers(e.Value)),
            Expression.Blocks blocks => blocks.Items.Any(Refers),
            _ => false,
        };

    /// <summary>Reads a list of references; what is none is passed over.</summary>
    internal ImmutableArray<ReferenceText> ReadReferences(ref Utf8JsonReader reader)
    {
        if (!Begins(ref reader, JsonTokenType.StartArray))
        {
            return [];
        }

        _references.Clear();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is JsonTokenType.String)
            {
                _references.Add(TextCache.Decode(ref reader));
            }
            else
            {
                reader.Skip();
            }
        }

        return ReferenceText.ParseAll(_references);
    }

    /// <summary>Whether the reader stands at such a token; passes over the value where it does not.</summary>
    internal static bool Begins(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType == type)
        {
            return true;
        }

        reader.Skip();
        return false;
    }
}
