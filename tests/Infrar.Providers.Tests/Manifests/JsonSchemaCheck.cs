using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Providers.Tests.Manifests;

/// <summary>Checks YAML against the words of JSON Schema that our schema uses, as an editor would.</summary>
internal static class JsonSchemaCheck
{
    private static readonly string[] Known =
    [
        "$schema",
        "$defs",
        "$ref",
        "title",
        "description",
        "examples",
        "type",
        "enum",
        "anyOf",
        "properties",
        "required",
        "additionalProperties",
        "propertyNames",
        "pattern",
        "maxLength",
        "minimum",
        "maximum",
        "items",
        "maxItems",
    ];

    internal static IEnumerable<string> Faults(YamlNode node, JsonElement schema) => Faults(node, schema, schema);

    private static IEnumerable<string> Faults(YamlNode node, JsonElement schema, JsonElement root)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]);
        }

        foreach (var word in schema.EnumerateObject().Where(p => !Known.Contains(p.Name)))
        {
            yield return $"The schema says '{word.Name}', which this check does not know.";
        }

        if (
            schema.TryGetProperty("anyOf", out var choices)
            && choices.EnumerateArray().All(c => Faults(node, c, root).Any())
        )
        {
            yield return $"{node.Location}: none of the choices";
        }

        if (schema.TryGetProperty("type", out var type) && !IsOfType(node, type))
        {
            yield return $"{node.Location}: is not {type}";
            yield break;
        }

        if (
            schema.TryGetProperty("enum", out var words)
            && !words.EnumerateArray().Any(w => node is YamlScalar s && s.Text == w.GetString())
        )
        {
            yield return $"{node.Location}: is not among {words}";
        }

        var inner = node switch
        {
            YamlMap map => MapFaults(map, schema, root),
            YamlSequence list when schema.TryGetProperty("items", out var item) => list.Items.SelectMany(i =>
                Faults(i, item, root)
            ),
            YamlScalar scalar => ScalarFaults(scalar, schema),
            _ => [],
        };
        foreach (var fault in inner)
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> MapFaults(YamlMap map, JsonElement schema, JsonElement root)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Where(r => map[r.GetString()!] is null))
            {
                yield return $"{map.Location}: lacks {name}";
            }
        }

        foreach (var entry in map.Entries)
        {
            if (
                schema.TryGetProperty("propertyNames", out var names)
                && !Regex.IsMatch(entry.Key, names.GetProperty("pattern").GetString()!)
            )
            {
                yield return $"{entry.KeyLocation}: '{entry.Key}' is no name";
            }

            var isKnown =
                schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(entry.Key, out _);
            var value =
                isKnown ? properties.GetProperty(entry.Key)
                : schema.TryGetProperty("additionalProperties", out var more) ? more
                : default;
            if (value.ValueKind is JsonValueKind.False)
            {
                yield return $"{entry.KeyLocation}: '{entry.Key}' is unknown";
            }
            else if (value.ValueKind is JsonValueKind.Object)
            {
                foreach (var fault in Faults(entry.Value, value, root))
                {
                    yield return fault;
                }
            }
        }
    }

    private static IEnumerable<string> ScalarFaults(YamlScalar scalar, JsonElement schema)
    {
        if (
            schema.TryGetProperty("pattern", out var pattern)
            && TypeOf(scalar) is "string"
            && !Regex.IsMatch(scalar.Text, pattern.GetString()!)
        )
        {
            yield return $"{scalar.Location}: does not match {pattern}";
        }

        if (
            TypeOf(scalar) is "integer" or "number"
            && decimal.TryParse(scalar.Text, CultureInfo.InvariantCulture, out var number)
            && (
                (schema.TryGetProperty("minimum", out var min) && number < min.GetDecimal())
                || (schema.TryGetProperty("maximum", out var max) && number > max.GetDecimal())
            )
        )
        {
            yield return $"{scalar.Location}: is out of range";
        }
    }

    private static bool IsOfType(YamlNode node, JsonElement type) =>
        type.ValueKind is JsonValueKind.Array
            ? type.EnumerateArray().Any(t => IsOfType(node, t))
            : (TypeOf(node), type.GetString()) is var (actual, expected)
                && (actual == expected || (actual, expected) is ("integer", "number"));

    /// <summary>The type that YAML 1.2's core schema gives a value.</summary>
    private static string TypeOf(YamlNode node) =>
        node switch
        {
            YamlMap => "object",
            YamlSequence => "array",
            { IsNull: true } => "null",
            YamlScalar { IsQuoted: true } => "string",
            YamlScalar { Text: "true" or "false" } => "boolean",
            YamlScalar scalar when Regex.IsMatch(scalar.Text, "^-?[0-9]+$") => "integer",
            YamlScalar scalar when Regex.IsMatch(scalar.Text, "^-?[0-9]*\\.[0-9]+$") => "number",
            _ => "string",
        };
}
