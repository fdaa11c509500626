using System.Buffers;
using System.Text;
using System.Text.Json;
using Infrar.Core.Manifests;

namespace Infrar.Core.Detection;

/// <summary>Writes a detection as JSON; its shape is <c>docs/detection.schema.json</c>.</summary>
public static class DetectionJson
{
    /// <summary>The detection as indented JSON with a newline at its end.</summary>
    public static string Write(SourceDetection detection)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n" }))
        {
            Write(detection, json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    /// <summary>Writes the detection as one object, for an answer that holds more.</summary>
    public static void Write(SourceDetection detection, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("system", detection.System);
        json.WriteNumber("files", detection.Files);
        json.WriteStartArray("components");
        foreach (var component in detection.Components)
        {
            WriteComponent(component, json);
        }

        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (var note in detection.Notes)
        {
            json.WriteStartObject();
            json.WriteString("code", note.Code);
            json.WriteString("message", note.Message);
            json.WriteString("file", note.Location.File);
            json.WriteNumber("line", note.Location.Line);
            json.WriteString("mend", note.Mend);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("manifest", detection.Manifest);
        json.WriteEndObject();
    }

    /// <summary>The word for how sure detection is: <c>certain</c>, <c>likely</c> or <c>guess</c>.</summary>
    public static string Word(Sureness sureness) =>
        sureness switch
        {
            Sureness.Certain => "certain",
            Sureness.Likely => "likely",
            Sureness.Guess => "guess",
        };

    private static void WriteComponent(DetectedComponent component, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", component.Name);
        json.WriteString("kind", component.Kind.Word());
        json.WriteString("folder", component.Folder);
        json.WriteString("sureness", Word(component.Sureness));
        json.WriteStartArray("uses");
        foreach (var use in component.Uses)
        {
            json.WriteStringValue(use);
        }

        json.WriteEndArray();
        json.WriteStartArray("evidence");
        foreach (var evidence in component.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("file", evidence.File);
            json.WriteNumber("line", evidence.Line);
            json.WriteString("saw", evidence.Saw);
            json.WriteString("sureness", Word(evidence.Sureness));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
