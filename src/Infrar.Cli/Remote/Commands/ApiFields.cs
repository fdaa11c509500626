using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infrar.Cli.Commands;
using Infrar.Cli.Problems;
using Infrar.Cli.Terminal;
using Infrar.Core;

namespace Infrar.Cli.Remote.Commands;

/// <summary>A field of <c>infrar api --field</c>.</summary>
/// <param name="Name">Its name: <c>name</c>, <c>names[]</c> or <c>object.name</c>.</param>
/// <param name="Value">Its value as text.</param>
/// <param name="IsText">Whether it is text whatever it looks like.</param>
internal sealed record ApiField(string Name, string Value, bool IsText);

/// <summary>Reads fields, and makes a body of them.</summary>
internal static class ApiFields
{
    /// <summary>Reads them.</summary>
    /// <returns>The fields; <c>CLI001</c> for one that is no NAME=VALUE, <c>CLI002</c> for a file that cannot be read.</returns>
    public static async Task<Result<ImmutableArray<ApiField>>> ReadAsync(
        string[] stated,
        CliConsole console,
        CancellationToken cancellationToken
    )
    {
        var fields = ImmutableArray.CreateBuilder<ApiField>();
        foreach (var text in stated)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                return CliProblems.Arguments("--field takes NAME=VALUE, such as name=Shop.");
            }

            var (name, value) = (text[..at], text[(at + 1)..]);
            if (!value.StartsWith('@'))
            {
                fields.Add(new(name, value, IsText: false));
                continue;
            }

            var read = await InputFile.ReadAsync(value[1..], "Name a file after @.", console, cancellationToken);
            if (!read.Succeeded(out var file, out var problem))
            {
                return problem;
            }

            fields.Add(new(name, file.Text, IsText: true));
        }

        return fields.ToImmutable();
    }

    /// <summary>One JSON object of the fields.</summary>
    public static byte[] Body(ImmutableArray<ApiField> fields)
    {
        var body = new JsonObject();
        foreach (var field in fields)
        {
            var parts = field.Name.Split('.');
            var at = body;
            foreach (var part in parts[..^1])
            {
                if (at[part] is not JsonObject inner)
                {
                    at[part] = inner = [];
                }

                at = inner;
            }

            var (name, value) = (parts[^1], Value(field));
            if (!name.EndsWith("[]", StringComparison.Ordinal))
            {
                at[name] = value;
                continue;
            }

            if (at[name[..^2]] is not JsonArray list)
            {
                at[name[..^2]] = list = [];
            }

            list.Add(value);
        }

        return JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Default.JsonObject);
    }

    private static JsonNode? Value(ApiField field)
    {
        if (field.IsText)
        {
            return JsonValue.Create(field.Value);
        }

        // Only what JSON itself calls true, false, null or a number is one; 007 and 1.2.3 stay text.
        try
        {
            var isLiteral = field.Value is "true" or "false" or "null" || field.Value is [>= '0' and <= '9' or '-', ..];
            return isLiteral ? JsonNode.Parse(field.Value) : JsonValue.Create(field.Value);
        }
        catch (JsonException)
        {
            return JsonValue.Create(field.Value);
        }
    }
}
