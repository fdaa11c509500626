using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Infrar.Rehearsal.Planning;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers.Aws;

/// <summary><c>aws_iam_policy_document</c>: renders statements as IAM's JSON.</summary>
/// <remarks>
/// A list of one is written as that one, principals are grouped by type, and <c>&amp;{…}</c> becomes IAM's own <c>${…}</c>.
/// Statements of source documents come first; one with the same Sid replaces an earlier one; override documents win.
/// </remarks>
internal static class PolicyDocument
{
    private const string DefaultVersion = "2012-10-17";

    private static readonly JsonWriterOptions s_indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonWriterOptions s_minified = s_indented with { Indented = false };

    public static Value Read(ResourceScope scope, Value config)
    {
        var statements = new List<JsonElement>();
        AddAll(statements, config["source_policy_documents"]);
        foreach (var statement in config["statement"].Items)
        {
            Add(statements, Parse(Render(s_minified, w => WriteStatement(w, statement))));
        }

        AddAll(statements, config["override_policy_documents"]);
        var json = Render(s_indented, w => Write(w, config, statements));
        return config
            .With("json", Value.Of(json))
            .With("minified_json", Value.Of(Render(s_minified, w => Write(w, config, statements))))
            .With("id", Value.Of(Entropy.Of(json).Digits(10, "")));
    }

    private static void Write(Utf8JsonWriter writer, Value config, List<JsonElement> statements)
    {
        writer.WriteStartObject();
        writer.WriteString("Version", config["version"].AsText ?? DefaultVersion);
        if (config["policy_id"].AsText is { Length: > 0 } id)
        {
            writer.WriteString("Id", id);
        }

        writer.WriteStartArray("Statement");
        foreach (var statement in statements)
        {
            statement.WriteTo(writer);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteStatement(Utf8JsonWriter writer, Value statement)
    {
        writer.WriteStartObject();
        if (statement["sid"].AsText is { Length: > 0 } sid)
        {
            writer.WriteString("Sid", sid);
        }

        writer.WriteString("Effect", statement["effect"].AsText ?? "Allow");
        WriteTexts(writer, "Action", statement["actions"]);
        WriteTexts(writer, "NotAction", statement["not_actions"]);
        WriteTexts(writer, "Resource", statement["resources"]);
        WriteTexts(writer, "NotResource", statement["not_resources"]);
        WritePrincipals(writer, "Principal", statement["principals"]);
        WritePrincipals(writer, "NotPrincipal", statement["not_principals"]);
        WriteConditions(writer, statement["condition"]);
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, Value texts)
    {
        WriteOneOrMany(writer, name, [.. Texts(texts).OrderBy(t => t, StringComparer.Ordinal)]);
    }

    private static void WritePrincipals(Utf8JsonWriter writer, string name, Value principals)
    {
        var groups = principals
            .Items.GroupBy(p => p["type"].AsText ?? "", p => Texts(p["identifiers"]), StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (Type: g.Key, Identifiers: g.SelectMany(i => i).Order(StringComparer.Ordinal).ToArray()))
            .ToArray();
        if (groups is [])
        {
            return;
        }

        if (groups is [("*", ["*"])])
        {
            writer.WriteString(name, "*");
            return;
        }

        writer.WriteStartObject(name);
        foreach (var (type, identifiers) in groups)
        {
            WriteOneOrMany(writer, type, identifiers);
        }

        writer.WriteEndObject();
    }

    private static void WriteConditions(Utf8JsonWriter writer, Value conditions)
    {
        if (conditions.Items is [])
        {
            return;
        }

        writer.WriteStartObject("Condition");
        foreach (
            var test in conditions
                .Items.GroupBy(c => c["test"].AsText ?? "")
                .OrderBy(g => g.Key, StringComparer.Ordinal)
        )
        {
            writer.WriteStartObject(test.Key);
            foreach (var condition in test.OrderBy(c => c["variable"].AsText, StringComparer.Ordinal))
            {
                WriteOneOrMany(writer, condition["variable"].AsText ?? "", [.. Texts(condition["values"])]);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteOneOrMany(Utf8JsonWriter writer, string name, string[] texts)
    {
        switch (texts)
        {
            case []:
                break;
            case [var one]:
                writer.WriteString(name, one);
                break;
            default:
                writer.WriteStartArray(name);
                foreach (var text in texts)
                {
                    writer.WriteStringValue(text);
                }

                writer.WriteEndArray();
                break;
        }
    }

    private static IEnumerable<string> Texts(Value values) =>
        values
            .Items.Select(v => v.AsText)
            .OfType<string>()
            .Select(t => t.Replace("&{", "${", StringComparison.Ordinal));

    private static void AddAll(List<JsonElement> statements, Value documents)
    {
        foreach (
            var document in documents.Items.Select(d => d.AsText).Where(d => !string.IsNullOrEmpty(d)).OfType<string>()
        )
        {
            if (Parse(document).TryGetProperty("Statement", out var more))
            {
                foreach (
                    var statement in more.ValueKind is JsonValueKind.Array ? more.EnumerateArray().ToArray() : [more]
                )
                {
                    Add(statements, statement);
                }
            }
        }
    }

    private static void Add(List<JsonElement> statements, JsonElement statement)
    {
        var earlier = Sid(statement) is { } sid ? statements.FindIndex(s => Sid(s) == sid) : -1;
        if (earlier >= 0)
        {
            statements[earlier] = statement;
        }
        else
        {
            statements.Add(statement);
        }
    }

    private static string? Sid(JsonElement statement) =>
        statement.TryGetProperty("Sid", out var sid) && sid.GetString() is { Length: > 0 } text ? text : null;

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static string Render(JsonWriterOptions options, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
