using System.Collections.Immutable;
using System.Text.Json;
using Infrar.Core.Resources;

namespace Infrar.Core.Plans;

/// <summary>Reads the <c>configuration</c> of a plan.</summary>
/// <remarks>It only explains the values; what does not read as an engine writes it is passed over, and leaves them unknown.</remarks>
internal sealed class ConfigurationReader(JsonValueReader values)
{
    private readonly TextCache _texts = values.Texts;
    private readonly ExpressionReader _expressions = new(values);

    /// <summary>Provider configurations by key: <c>aws.virginia</c>, <c>module.a:aws</c>.</summary>
    internal Dictionary<string, ProviderConfiguration> Providers { get; } = new(StringComparer.Ordinal);

    /// <summary>The root module.</summary>
    internal ModuleConfiguration Root { get; private set; } = ModuleConfiguration.Unknown;

    /// <summary>Reads the object that begins at the reader's token.</summary>
    internal void Read(ref Utf8JsonReader reader)
    {
        if (!ExpressionReader.Begins(ref reader, JsonTokenType.StartObject))
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
        if (!ExpressionReader.Begins(ref reader, JsonTokenType.StartObject))
        {
            return;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            var key = _texts.Name(ref reader);
            reader.Read();
            if (!ExpressionReader.Begins(ref reader, JsonTokenType.StartObject))
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
                        .. _expressions
                            .ReadLeaves(ref reader)
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
        if (!ExpressionReader.Begins(ref reader, JsonTokenType.StartObject))
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
        if (!ExpressionReader.Begins(ref reader, JsonTokenType.StartArray))
        {
            return;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (ExpressionReader.Begins(ref reader, JsonTokenType.StartObject))
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
                resource.Arguments = _expressions.Read(ref reader, keepsConstants: false);
            }
            else if (reader.ValueTextEquals("for_each_expression"u8) || reader.ValueTextEquals("count_expression"u8))
            {
                reader.Read();
                resource.Repeated = _expressions.ReadLeaf(ref reader);
            }
            else if (reader.ValueTextEquals("depends_on"u8))
            {
                reader.Read();
                resource.DependsOn = _expressions.ReadReferences(ref reader);
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
        if (!ExpressionReader.Begins(ref reader, JsonTokenType.StartObject))
        {
            return;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            var call = new ModuleCall();
            module.Calls[_texts.Name(ref reader)] = call;
            reader.Read();
            if (!ExpressionReader.Begins(ref reader, JsonTokenType.StartObject))
            {
                continue;
            }

            while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
            {
                if (reader.ValueTextEquals("expressions"u8))
                {
                    reader.Read();
                    foreach (var (name, input) in _expressions.ReadLeaves(ref reader))
                    {
                        call.Inputs[name] = input;
                    }
                }
                else if (
                    reader.ValueTextEquals("for_each_expression"u8) || reader.ValueTextEquals("count_expression"u8)
                )
                {
                    reader.Read();
                    call.Repeated = _expressions.ReadLeaf(ref reader);
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
        if (!ExpressionReader.Begins(ref reader, JsonTokenType.StartObject))
        {
            return members;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            var name = _texts.Name(ref reader);
            reader.Read();
            if (!ExpressionReader.Begins(ref reader, JsonTokenType.StartObject))
            {
                continue;
            }

            while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
            {
                if (reader.ValueTextEquals(member))
                {
                    reader.Read();
                    members.Add(new(name, _expressions.ReadLeaf(ref reader)));
                }
                else
                {
                    reader.Skip();
                }
            }
        }

        return members;
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
