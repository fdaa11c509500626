using System.Buffers;
using System.Text.Json;

namespace Infrar.Platform.Runs.Executor;

/// <summary>What of reality is not as the state has it, resource by resource and attribute by attribute, read from the engine's JSON of a plan.</summary>
/// <remarks>Sensitive values are never told.</remarks>
internal static class DriftReport
{
    private const int MostAttributes = 200;
    private const int LongestValue = 500;

    /// <summary>Writes it.</summary>
    /// <param name="plan">The engine's JSON of a plan.</param>
    /// <returns>JSON; null where nothing drifted.</returns>
    public static byte[]? Write(JsonElement plan)
    {
        if (
            !plan.TryGetProperty("resource_drift", out var drifted)
            || drifted.ValueKind is not JsonValueKind.Array
            || drifted.GetArrayLength() is 0
        )
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("resources");
            foreach (var resource in drifted.EnumerateArray())
            {
                Write(writer, resource);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement resource)
    {
        var change = Member(resource, "change");
        var after = Member(change, "after");
        var isGone = after.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;
        writer.WriteStartObject();
        writer.WriteString("address", Text(Member(resource, "address")));
        writer.WriteString("type", Text(Member(resource, "type")));
        writer.WriteBoolean("isGone", isGone);
        writer.WriteStartArray("attributes");
        if (!isGone)
        {
            var room = MostAttributes;
            Differences(
                writer,
                "",
                new(Member(change, "before"), Member(change, "before_sensitive")),
                new(after, Member(change, "after_sensitive")),
                ref room
            );
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Differences(Utf8JsonWriter writer, string path, Side before, Side after, ref int room)
    {
        if (room <= 0 || Same(before.Value, after.Value))
        {
            return;
        }

        var isHidden =
            before.Sensitive.ValueKind is JsonValueKind.True || after.Sensitive.ValueKind is JsonValueKind.True;
        if (
            !isHidden
            && before.Value.ValueKind == after.Value.ValueKind
            && before.Value.ValueKind is JsonValueKind.Object
        )
        {
            var names = before
                .Value.EnumerateObject()
                .Concat(after.Value.EnumerateObject())
                .Select(p => p.Name)
                .Distinct(StringComparer.Ordinal);
            foreach (var name in names)
            {
                Differences(writer, path is "" ? name : $"{path}.{name}", before.Of(name), after.Of(name), ref room);
            }

            return;
        }

        if (
            !isHidden
            && before.Value.ValueKind == after.Value.ValueKind
            && before.Value.ValueKind is JsonValueKind.Array
        )
        {
            var count = Math.Max(before.Value.GetArrayLength(), after.Value.GetArrayLength());
            for (var i = 0; i < count; i++)
            {
                Differences(writer, $"{path}[{i}]", before.Of(i), after.Of(i), ref room);
            }

            return;
        }

        room--;
        writer.WriteStartObject();
        writer.WriteString("path", path);
        writer.WriteBoolean("isSensitive", isHidden || before.HidesAny || after.HidesAny);
        if (!isHidden && !before.HidesAny && !after.HidesAny)
        {
            writer.WriteString("before", Shown(before.Value));
            writer.WriteString("after", Shown(after.Value));
        }

        writer.WriteEndObject();
    }

    // As JSON, but a text without its quotes; null where there is nothing.
    private static string? Shown(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        };
        return text is null ? null : RunText.Fit(text, LongestValue);
    }

    private static bool Same(JsonElement one, JsonElement other) =>
        one.ValueKind is JsonValueKind.Undefined || other.ValueKind is JsonValueKind.Undefined
            ? IsNothing(one) && IsNothing(other)
            : JsonElement.DeepEquals(one, other);

    private static bool IsNothing(JsonElement value) =>
        value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    private static JsonElement Member(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : default;

    private static string Text(JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? RunText.Fit(value.GetString()!, RunConfiguration.LongestAddress) : "";

    // A value, and the engine's marks of what is sensitive in it: true for all of it, or marks of the same shape.
    private readonly record struct Side(JsonElement Value, JsonElement Sensitive)
    {
        public bool HidesAny => Marks(Sensitive);

        public Side Of(string name) => new(Member(Value, name), Member(Sensitive, name));

        public Side Of(int place) => new(Item(Value, place), Item(Sensitive, place));

        private static JsonElement Item(JsonElement of, int place) =>
            of.ValueKind is JsonValueKind.Array && place < of.GetArrayLength() ? of[place] : default;

        private static bool Marks(JsonElement marks) =>
            marks.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.Object => marks.EnumerateObject().Any(m => Marks(m.Value)),
                JsonValueKind.Array => marks.EnumerateArray().Any(Marks),
                _ => false,
            };
    }
}
