using System.Text.Json;
using Infrar.Core.Resources;

namespace Infrar.Providers.Tests.Checks;

/// <summary>
/// Writes resources as the plan that creates them: known values in <c>resource_changes</c>, what refers to another
/// resource as unknown there and as an expression in <c>configuration</c>, the way the engine does it.
/// </summary>
internal static class PlanJson
{
    /// <summary>The plan, UTF-8.</summary>
    public static byte[] Of(params IEnumerable<Resource> resources)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, [.. resources]);
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Resource[] resources)
    {
        json.WriteStartObject();
        json.WriteString("format_version", "1.2");
        json.WriteString("terraform_version", "1.11.4");
        json.WriteStartArray("resource_changes");
        foreach (var resource in resources.Where(r => !r.IsData))
        {
            WriteChange(json, resource);
        }

        json.WriteEndArray();
        json.WriteStartObject("configuration");
        WriteProviders(json, resources);
        json.WriteStartObject("root_module");
        json.WriteStartArray("resources");
        foreach (var resource in resources)
        {
            WriteConfiguration(json, resource);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter json, Resource resource)
    {
        json.WriteStartObject();
        json.WriteString("address", resource.Address);
        json.WriteString("mode", "managed");
        json.WriteString("type", resource.Type);
        json.WriteString("name", resource.Name);
        json.WriteString("provider_name", $"registry.opentofu.org/hashicorp/{resource.Provider}");
        json.WriteStartObject("change");
        json.WriteStartArray("actions");
        json.WriteStringValue("create");
        json.WriteEndArray();
        json.WriteNull("before");
        json.WritePropertyName("after");
        WriteKnown(json, resource.Attributes);
        json.WritePropertyName("after_unknown");
        WriteUnknown(json, resource.Attributes);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteProviders(Utf8JsonWriter json, Resource[] resources)
    {
        json.WriteStartObject("provider_config");
        foreach (
            var (provider, alias, region) in resources.Select(r => (r.Provider, r.ProviderAlias, r.Region)).Distinct()
        )
        {
            json.WriteStartObject(Key(provider, alias, region));
            json.WriteString("name", provider);
            json.WriteString("full_name", $"registry.opentofu.org/hashicorp/{provider}");
            json.WriteStartObject("expressions");
            if (region.Length > 0)
            {
                json.WriteStartObject("region");
                json.WriteString("constant_value", region);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    // A hand-made resource may lie in any region without an alias; in a plan each region needs one.
    private static string Key(string provider, string alias, string region) =>
        region.Length == 0 && alias.Length == 0 ? provider : $"{provider}.{(alias.Length > 0 ? alias : region)}";

    private static void WriteConfiguration(Utf8JsonWriter json, Resource resource)
    {
        json.WriteStartObject();
        json.WriteString("address", resource.Address);
        json.WriteString("mode", resource.IsData ? "data" : "managed");
        json.WriteString("type", resource.Type);
        json.WriteString("name", resource.Name);
        json.WriteString("provider_config_key", Key(resource.Provider, resource.ProviderAlias, resource.Region));
        json.WritePropertyName("expressions");
        WriteExpressions(json, resource.Attributes);
        json.WriteEndObject();
    }

    private static void WriteKnown(Utf8JsonWriter json, Value value)
    {
        switch (value)
        {
            case Value.MapOf map:
                json.WriteStartObject();
                foreach (var (name, entry) in map.Entries.Where(e => !IsUnknown(e.Value)))
                {
                    json.WritePropertyName(name);
                    WriteKnown(json, entry);
                }

                json.WriteEndObject();
                break;
            case Value.ListOf or Value.Blocks:
                json.WriteStartArray();
                foreach (var item in value.Items())
                {
                    WriteKnown(json, item);
                }

                json.WriteEndArray();
                break;
            case Value.Text text:
                json.WriteStringValue(text.Content);
                break;
            case Value.Number number:
                json.WriteNumberValue(number.Content);
                break;
            case Value.Flag flag:
                json.WriteBooleanValue(flag.Content);
                break;
            case Value.Json structure:
                json.WriteStringValue(TextOf(structure.Content));
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static void WriteUnknown(Utf8JsonWriter json, Value value)
    {
        switch (value)
        {
            case Value.MapOf map:
                json.WriteStartObject();
                foreach (var (name, entry) in map.Entries.Where(e => HoldsUnknown(e.Value)))
                {
                    json.WritePropertyName(name);
                    WriteUnknown(json, entry);
                }

                json.WriteEndObject();
                break;
            case Value.ListOf or Value.Blocks:
                json.WriteStartArray();
                foreach (var item in value.Items())
                {
                    WriteUnknown(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteBooleanValue(IsUnknown(value));
                break;
        }
    }

    private static void WriteExpressions(Utf8JsonWriter json, Value.MapOf map)
    {
        json.WriteStartObject();
        foreach (var (name, value) in map.Entries)
        {
            json.WritePropertyName(name);
            switch (value)
            {
                case Value.Blocks blocks:
                    json.WriteStartArray();
                    foreach (var block in blocks.Items)
                    {
                        WriteExpressions(json, block);
                    }

                    json.WriteEndArray();
                    break;
                default:
                    WriteExpression(json, value);
                    break;
            }
        }

        json.WriteEndObject();
    }

    private static void WriteExpression(Utf8JsonWriter json, Value value)
    {
        json.WriteStartObject();
        var references = ReferenceTexts(value).Distinct(StringComparer.Ordinal).ToArray();
        if (references.Length == 0)
        {
            json.WritePropertyName("constant_value");
            WriteKnown(json, value);
        }
        else
        {
            json.WriteStartArray("references");
            foreach (var reference in references)
            {
                json.WriteStringValue(reference);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    // The engine lists a reference with its attribute first, then the resource alone.
    private static IEnumerable<string> ReferenceTexts(Value value) =>
        value switch
        {
            Value.Reference { Path.Length: > 0 } r => [$"{r.Address}.{r.Path}", r.Address],
            Value.Reference r => [r.Address],
            Value.ListOf list => list.Items.SelectMany(ReferenceTexts),
            Value.MapOf map => map.Entries.SelectMany(e => ReferenceTexts(e.Value)),
            Value.Template template => template.Parts.SelectMany(ReferenceTexts),
            Value.Json structure => ReferenceTexts(structure.Content),
            _ => [],
        };

    // jsonencode of anything unknown is unknown as a whole, and so is a template.
    private static bool IsUnknown(Value value) =>
        value switch
        {
            Value.Reference or Value.Variable or Value.Expression or Value.Unknown => true,
            Value.Template or Value.Json => HoldsUnknown(value),
            _ => false,
        };

    private static bool HoldsUnknown(Value value) =>
        value switch
        {
            Value.MapOf map => map.Entries.Any(e => HoldsUnknown(e.Value)),
            Value.ListOf or Value.Blocks => value.Items().Any(HoldsUnknown),
            Value.Template template => template.Parts.Any(HoldsUnknown),
            Value.Json structure => HoldsUnknown(structure.Content),
            _ => IsUnknown(value),
        };

    private static string TextOf(Value value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            WriteKnown(json, value);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
