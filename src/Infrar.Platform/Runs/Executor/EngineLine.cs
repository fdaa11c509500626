using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Infrar.Platform.Runs.Executor;

/// <summary>One line of an engine's <c>-json</c> output.</summary>
/// <param name="Number">Its place, from 1.</param>
/// <param name="Text">What it says, for people; may be several lines.</param>
internal sealed record EngineLine(int Number, string Text)
{
    /// <summary>What it tells of a resource; null for nothing.</summary>
    public ResourceEvent? Resource { get; init; }

    /// <summary>Whether it is an error.</summary>
    public bool IsError { get; init; }

    /// <summary>Reads a line; one that is no JSON says what it says.</summary>
    public static EngineLine Read(int number, string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            // What is JSON and none of the engine's own lines is part of a text.
            return
                json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty("@message", out _)
                ? Read(number, json.RootElement)
                : new(number, line);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // No JSON, or none that an engine writes: whatever runs in it may print what it likes.
            return new(number, line);
        }
    }

    private static EngineLine Read(int number, JsonElement line)
    {
        var type = TextIn(line, "type");
        var said = TextIn(line, "@message");
        return type switch
        {
            "diagnostic" when line.TryGetProperty("diagnostic", out var diagnostic) => new(
                number,
                Diagnostic(diagnostic)
            )
            {
                IsError = TextIn(diagnostic, "severity") is "error",
            },
            "apply_start" => new(number, said) { Resource = ResourceOf(line, JournalKind.Started) },
            "apply_complete" => new(number, said) { Resource = ResourceOf(line, JournalKind.Completed) },
            "apply_errored" => new(number, said) { Resource = ResourceOf(line, JournalKind.Failed) },
            _ => new(number, said),
        };
    }

    private static ResourceEvent? ResourceOf(JsonElement line, JournalKind kind) =>
        line.TryGetProperty("hook", out var hook) && hook.TryGetProperty("resource", out var resource)
            ? new(kind, TextIn(resource, "addr"), TextIn(hook, "action"))
            {
                IdKey = TextIn(hook, "id_key"),
                IdValue = TextIn(hook, "id_value"),
            }
            : null;

    private static string Diagnostic(JsonElement diagnostic)
    {
        var text = new StringBuilder();
        text.Append(TextIn(diagnostic, "severity") is "error" ? "Error: " : "Warning: ")
            .Append(TextIn(diagnostic, "summary"));
        if (diagnostic.TryGetProperty("range", out var range))
        {
            var at = range.TryGetProperty("start", out var start) ? start : default;
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n  at {TextIn(range, "filename")}:{NumberIn(at, "line")}:{NumberIn(at, "column")}"
            );
        }

        if (TextIn(diagnostic, "detail") is { Length: > 0 } detail)
        {
            text.Append('\n').Append(detail);
        }

        return text.ToString();
    }

    private static int NumberIn(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object
        && of.TryGetProperty(name, out var value)
        && value.TryGetInt32(out var number)
            ? number
            : 0;

    private static string TextIn(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object
        && of.TryGetProperty(name, out var value)
        && value.ValueKind is JsonValueKind.String
            ? value.GetString()!
            : "";
}
