using System.Text.Json;

namespace Infrar.Platform.Tests.Http;

/// <summary>An operation of the OpenAPI document.</summary>
internal sealed record ApiOperation(string Method, string Path, JsonElement Json)
{
    public override string ToString() => $"{Method} {Path}";

    public string Rule => Json.GetProperty("x-infrar-access").GetString()!;

    public IEnumerable<JsonElement> Parameters =>
        Json.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];

    public JsonElement? JsonBody =>
        Json.TryGetProperty("requestBody", out var body)
        && body.GetProperty("content").TryGetProperty("application/json", out var content)
            ? content
            : null;

    /// <summary>The type of a body that is bytes; null where the body is JSON, or there is none.</summary>
    public string? BytesType =>
        JsonBody is null && Json.TryGetProperty("requestBody", out var body)
            ? body.GetProperty("content").EnumerateObject().Single().Name
            : null;

    public static IEnumerable<ApiOperation> Of(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select new ApiOperation(operation.Name.ToUpperInvariant(), path.Name, operation.Value);
}

/// <summary>Holds a value against as much of JSON Schema as the document uses.</summary>
internal static class SchemaCheck
{
    public static IEnumerable<string> Faults(
        JsonElement document,
        JsonElement schema,
        JsonElement value,
        string at = ""
    )
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!.Split('/')[^1];
            var target = document.GetProperty("components").GetProperty("schemas").GetProperty(name);
            return Faults(document, target, value, at);
        }

        foreach (var many in (string[])["oneOf", "anyOf"])
        {
            if (schema.TryGetProperty(many, out var choices))
            {
                return choices.EnumerateArray().Any(c => !Faults(document, c, value, at).Any())
                    ? []
                    : [$"{at} is none of {many}"];
            }
        }

        return [.. TypeFaults(schema, value, at), .. MemberFaults(document, schema, value, at)];
    }

    private static IEnumerable<string> TypeFaults(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("enum", out var words))
        {
            if (!words.EnumerateArray().Any(w => w.GetRawText() == value.GetRawText()))
            {
                yield return $"{at} is {value.GetRawText()}, none of {words.GetRawText()}";
            }
        }

        if (schema.TryGetProperty("type", out var type))
        {
            string[] types =
                type.ValueKind is JsonValueKind.Array
                    ? [.. type.EnumerateArray().Select(t => t.GetString()!)]
                    : [type.GetString()!];
            if (!types.Contains(TypeOf(value)) && !(TypeOf(value) is "integer" && types.Contains("number")))
            {
                yield return $"{at} is {TypeOf(value)}, not {string.Join(" or ", types)}";
            }
        }

        if (
            schema.TryGetProperty("pattern", out var pattern)
            && value.ValueKind is JsonValueKind.String
            && !System.Text.RegularExpressions.Regex.IsMatch(value.GetString()!, pattern.GetString()!)
        )
        {
            yield return $"{at} is not of the form {pattern.GetString()}";
        }
    }

    private static IEnumerable<string> MemberFaults(
        JsonElement document,
        JsonElement schema,
        JsonElement value,
        string at
    )
    {
        if (value.ValueKind is JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            return value.EnumerateArray().SelectMany((v, i) => Faults(document, items, v, $"{at}/{i}"));
        }

        if (value.ValueKind is not JsonValueKind.Object)
        {
            return [];
        }

        var faults = new List<string>();
        if (schema.TryGetProperty("required", out var required))
        {
            faults.AddRange(
                required
                    .EnumerateArray()
                    .Select(r => r.GetString()!)
                    .Where(r => !value.TryGetProperty(r, out _))
                    .Select(r => $"{at}/{r} is missing")
            );
        }

        var hasProperties = schema.TryGetProperty("properties", out var properties);
        foreach (var member in value.EnumerateObject())
        {
            if (hasProperties && properties.TryGetProperty(member.Name, out var known))
            {
                faults.AddRange(Faults(document, known, member.Value, $"{at}/{member.Name}"));
            }
            else if (hasProperties && !schema.TryGetProperty("additionalProperties", out _))
            {
                faults.Add($"{at}/{member.Name} is not known");
            }
        }

        return faults;
    }

    private static string TypeOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => "null",
        };
}
