using System.Collections.Immutable;
using System.Text.Json;
using Infrar.Core.Resources;

namespace Infrar.Core.Plans;

/// <summary>Reads the <c>configuration</c> of a plan.</summary>
/// <remarks>It only explains the values; what does not read as an engine writes it is passed over, and leaves them unknown.</remarks>
internal sealed class ConfigurationReader(JsonValueReader values)
{
    private readonly TextCache _texts = values.Texts;

    private readonly List<string> _references = [];

    /// <summary>Provider configurations by key: <c>aws.virginia</c>, <c>module.a:aws</c>.</summary>
    internal Dictionary<string, ProviderConfiguration> Providers { get; } = new(StringComparer.Ordinal);

    /// <summary>The root module.</summary>
    internal ModuleConfiguration Root { get; private set; } = ModuleConfiguration.Unknown;

    /// <summary>Reads the object that begins at the reader's token.</summary>
    internal void Read(ref Utf8JsonReader reader)
    {
        if (!Begins(ref reader, JsonTokenType.StartObject))
        {
            return;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            if (reader.ValueTextEquals("provider_config"u8))
            {
                reader.Read();
                ReadProviders(ref reader);
            }
            else if (reader.ValueTextEquals("root_module"u8))
            {
                reader.Read();
                Root = ReadModule(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadProviders(ref Utf8JsonReader reader)
    {
        if (!Begins(ref reader, JsonTokenType.StartObject))
        {
            return;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            var key = _texts.Name(ref reader);
            reader.Read();
            if (!Begins(ref reader, JsonTokenType.StartObject))
            {
                continue;
            }

            var (alias, module) = ("", "");
            ImmutableArray<KeyValuePair<string, Expression.Leaf>> arguments = [];
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
            {
                if (reader.ValueTextEquals("alias"u8))
                {
                    alias = TextOf(ref reader);
                }
                else if (reader.ValueTextEquals("module_address"u8))
                {
                    module = TextOf(ref reader);
                }
                else if (reader.ValueTextEquals("expressions"u8))
                {
                    reader.Read();
                    arguments =
                    [
                        .. ReadLeaves(ref reader)
                            .Where(a => a.Value is { References: not [] } or { Constant: not Value.Null }),
                    ];
                }
                else
                {
                    reader.Skip();
                }
            }

            Providers[key] = new(alias, module, arguments);
        }
    }

    private ModuleConfiguration ReadModule(ref Utf8JsonReader reader)
    {
        var module = new ModuleConfiguration();
        if (!Begins(ref reader, JsonTokenType.StartObject))
        {
            return module;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            if (reader.ValueTextEquals("resources"u8))
            {
                reader.Read();
                ReadResources(ref reader, module);
            }
            else if (reader.ValueTextEquals("module_calls"u8))
            {
                reader.Read();
                ReadCalls(ref reader, module);
            }
            else if (reader.ValueTextEquals("outputs"u8))
            {
                reader.Read();
                ReadOutputs(ref reader, module);
            }
            else if (reader.ValueTextEquals("variables"u8))
            {
                reader.Read();
                ReadDefaults(ref reader, module);
            }
            else
            {
                reader.Skip();
            }
        }

        return module;
    }

    private void ReadResources(ref Utf8JsonReader reader, ModuleConfiguration module)
    {
        if (!Begins(ref reader, JsonTokenType.StartArray))
        {
            return;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (Begins(ref reader, JsonTokenType.StartObject))
            {
                ReadResource(ref reader, module);
            }
        }
    }

    private void ReadResource(ref Utf8JsonReader reader, ModuleConfiguration module)
    {
        var resource = new ResourceConfiguration();
        var address = "";
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            if (reader.ValueTextEquals("address"u8))
            {
                address = TextOf(ref reader);
            }
            else if (reader.ValueTextEquals("provider_config_key"u8))
            {
                resource.ProviderKey = TextOf(ref reader);
            }
            else if (reader.ValueTextEquals("expressions"u8))
            {
                reader.Read();
                resource.Arguments = ReadExpression(ref reader, keepsConstants: false);
            }
            else if (reader.ValueTextEquals("for_each_expression"u8) || reader.ValueTextEquals("count_expression"u8))
            {
                reader.Read();
                resource.Repeated = ReadLeaf(ref reader);
            }
            else if (reader.ValueTextEquals("depends_on"u8))
            {
                reader.Read();
                resource.DependsOn = ReadReferences(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        module.Resources[address] = resource;
    }

    private void ReadCalls(ref Utf8JsonReader reader, ModuleConfiguration module)
    {
        if (!Begins(ref reader, JsonTokenType.StartObject))
        {
            return;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            var call = new ModuleCall();
            module.Calls[_texts.Name(ref reader)] = call;
            reader.Read();
            if (!Begins(ref reader, JsonTokenType.StartObject))
            {
                continue;
            }

            while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
            {
                if (reader.ValueTextEquals("expressions"u8))
                {
                    reader.Read();
                    foreach (var (name, input) in ReadLeaves(ref reader))
                    {
                        call.Inputs[name] = input;
                    }
                }
                else if (
                    reader.ValueTextEquals("for_each_expression"u8) || reader.ValueTextEquals("count_expression"u8)
                )
                {
                    reader.Read();
                    call.Repeated = ReadLeaf(ref reader);
                }
                else if (reader.ValueTextEquals("module"u8))
                {
                    reader.Read();
                    call.Module = ReadModule(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
    }

    private void ReadOutputs(ref Utf8JsonReader reader, ModuleConfiguration module)
    {
        foreach (var (name, output) in ReadMembers(ref reader, "expression"u8))
        {
            module.Outputs[name] = output;
        }
    }

    private void ReadDefaults(ref Utf8JsonReader reader, ModuleConfiguration module)
    {
        if (values.Read(ref reader) is Value.MapOf variables)
        {
            foreach (var (name, variable) in variables.Entries)
            {
                if (variable is Value.MapOf { Entries.Length: > 0 } known)
                {
                    module.Defaults[name] = known["default"];
                }
            }
        }
    }

    // { name: { member: leaf, … }, … }
    private List<KeyValuePair<string, Expression.Leaf>> ReadMembers(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> member
    )
    {
        var members = new List<KeyValuePair<string, Expression.Leaf>>();
        if (!Begins(ref reader, JsonTokenType.StartObject))
        {
            return members;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            var name = _texts.Name(ref reader);
            reader.Read();
            if (!Begins(ref reader, JsonTokenType.StartObject))
            {
                continue;
            }

            while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
            {
                if (reader.ValueTextEquals(member))
                {
                    reader.Read();
                    members.Add(new(name, ReadLeaf(ref reader)));
                }
                else
                {
                    reader.Skip();
                }
            }
        }

        return members;
    }

    // { name: leaf, … }; blocks among them are passed over.
    private List<KeyValuePair<string, Expression.Leaf>> ReadLeaves(ref Utf8JsonReader reader)
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

    private Expression.Leaf ReadLeaf(ref Utf8JsonReader reader) =>
        ReadExpression(ref reader, keepsConstants: true) as Expression.Leaf ?? Expression.Leaf.Empty;

    // Null where nothing in it refers to anything, and no constants are kept.
    private Expression? ReadExpression(ref Utf8JsonReader reader, bool keepsConstants)
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
            var block = ReadExpression(ref reader, keepsConstants: true);
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
                if (ReadExpression(ref reader, keepsConstants) is { } argument)
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

    private ImmutableArray<ReferenceText> ReadReferences(ref Utf8JsonReader reader)
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

    private static bool Begins(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType == type)
        {
            return true;
        }

        reader.Skip();
        return false;
    }

    private string TextOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.String)
        {
            return _texts.Name(ref reader);
        }

        reader.Skip();
        return "";
    }
}
