using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Infrar.Core.Placements;

namespace Infrar.Core.Manifests.Language;

/// <summary>Writes the language as JSON Schema 2020-12, for completion and checking in editors.</summary>
/// <remarks>Says all that a schema can; names that must exist and bounds across fields are for the reader.</remarks>
public sealed class ManifestSchemaWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        IndentSize = 1,
        NewLine = "\n",
        // The schema is read by people and editors, never embedded in HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly HashSet<string> _defined = new(StringComparer.Ordinal);
    private readonly Queue<(TaggedShape Shape, bool IsPartial)> _pending = [];

    private ManifestSchemaWriter() { }

    /// <summary>The schema, with a catalog's offerings and settings, ending in a line feed.</summary>
    public static string Write(Catalog catalog)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            new ManifestSchemaWriter().WriteLanguage(json, ManifestLanguage.For(catalog));
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private void WriteLanguage(Utf8JsonWriter json, ObjectShape language)
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.WriteString("title", "Infrar manifest");
        WriteBody(json, language, isPartial: false);
        json.WriteStartObject("$defs");
        while (_pending.TryDequeue(out var definition))
        {
            json.WritePropertyName(NameOf(definition.Shape, definition.IsPartial));
            json.WriteStartObject();
            WriteCases(json, definition.Shape, definition.IsPartial);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteShape(Utf8JsonWriter json, Shape shape, bool isPartial)
    {
        json.WriteStartObject();
        WriteBody(json, shape, isPartial);
        json.WriteEndObject();
    }

    private void WriteReference(Utf8JsonWriter json, TaggedShape shape, bool isPartial)
    {
        var name = NameOf(shape, isPartial);
        if (_defined.Add(name))
        {
            _pending.Enqueue((shape, isPartial));
        }

        json.WriteString("$ref", $"#/$defs/{name}");
    }

    private void WriteCases(Utf8JsonWriter json, TaggedShape shape, bool isPartial) =>
        WriteChoice(
            json,
            [.. shape.Cases.Select(c => (Action<Utf8JsonWriter>)(w => WriteShape(w, c.Shape, isPartial)))]
        );

    /// <summary>A tag belongs to one kind of thing in the whole language, and so names its definition.</summary>
    private static string NameOf(TaggedShape shape, bool isPartial) =>
        isPartial ? $"by-{shape.Tag}-override" : $"by-{shape.Tag}";

    private void WriteBody(Utf8JsonWriter json, Shape shape, bool isPartial)
    {
        if (shape.Description.Length > 0)
        {
            json.WriteString("description", shape.Description);
        }

        switch (shape)
        {
            case OverrideShape part:
                // An empty value removes what it is laid over.
                WriteChoice(json, w => WriteShape(w, part.Of, isPartial: true), WriteNull);
                break;
            case EitherShape either:
                WriteChoice(
                    json,
                    w => WriteShape(w, either.Scalar, isPartial),
                    w => WriteShape(w, either.Structure, isPartial)
                );
                break;
            case ListShape { OrSingle: true } list:
                WriteChoice(
                    json,
                    w => WriteShape(w, list.Item, isPartial: false),
                    w => WriteShape(w, list with { OrSingle = false, Description = "" }, isPartial: false)
                );
                break;
            case TaggedShape tagged:
                WriteReference(json, tagged, isPartial);
                break;
            case ListShape list:
                json.WriteString("type", "array");
                json.WriteNumber("maxItems", list.MaxItems);
                json.WritePropertyName("items");
                WriteShape(json, list.Item, isPartial: false);
                break;
            case MapShape map:
                WriteMap(json, map, isPartial);
                break;
            case ObjectShape fields:
                WriteObject(json, fields, isPartial);
                break;
            default:
                WriteScalar(json, shape);
                break;
        }
    }

    private void WriteMap(Utf8JsonWriter json, MapShape shape, bool isPartial)
    {
        json.WriteString("type", "object");
        if (shape.Key.Pattern.Length > 0)
        {
            json.WriteStartObject("propertyNames");
            json.WriteString("pattern", Whole(shape.Key.Pattern));
            json.WriteEndObject();
        }

        json.WritePropertyName("additionalProperties");
        WriteValue(json, shape.Value, isPartial);
    }

    private void WriteObject(Utf8JsonWriter json, ObjectShape shape, bool isPartial)
    {
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var field in shape.Fields)
        {
            json.WritePropertyName(field.Name);
            WriteValue(json, field.Shape, isPartial);
        }

        json.WriteEndObject();
        if (!isPartial && shape.Fields.Any(f => f.Required))
        {
            json.WriteStartArray("required");
            foreach (var field in shape.Fields.Where(f => f.Required))
            {
                json.WriteStringValue(field.Name);
            }

            json.WriteEndArray();
        }

        json.WriteBoolean("additionalProperties", false);
    }

    /// <summary>A value, or in an override also nothing.</summary>
    private void WriteValue(Utf8JsonWriter json, Shape shape, bool isPartial)
    {
        if (!isPartial || shape is OverrideShape or AnyShape)
        {
            WriteShape(json, shape, isPartial);
            return;
        }

        json.WriteStartObject();
        if (shape.Description.Length > 0)
        {
            json.WriteString("description", shape.Description);
        }

        WriteChoice(json, w => WriteShape(w, shape with { Description = "" }, isPartial), WriteNull);
        json.WriteEndObject();
    }

    private static void WriteScalar(Utf8JsonWriter json, Shape shape)
    {
        switch (shape)
        {
            case TextShape text:
                WriteTypes(json, "string", "number", "boolean");
                if (text.Pattern.Length > 0)
                {
                    json.WriteString("pattern", Whole(text.Pattern));
                }

                json.WriteNumber("maxLength", text.MaxLength);
                break;
            case ChoiceShape choice:
                json.WriteStartArray("enum");
                foreach (var word in choice.Words)
                {
                    json.WriteStringValue(word);
                }

                json.WriteEndArray();
                break;
            case NumberShape number:
                json.WriteString("type", number.Whole ? "integer" : "number");
                json.WriteNumber("minimum", number.Min);
                json.WriteNumber("maximum", number.Max);
                break;
            case FlagShape:
                json.WriteString("type", "boolean");
                break;
            case QuantityShape quantity:
                json.WriteString("type", "string");
                json.WriteString("pattern", Pattern(quantity.Dimension));
                json.WriteStartArray("examples");
                json.WriteStringValue(ShapeWords.WithUnit(quantity.Min, quantity.Dimension));
                json.WriteEndArray();
                break;
        }
    }

    private static void WriteChoice(Utf8JsonWriter json, params Action<Utf8JsonWriter>[] choices)
    {
        json.WriteStartArray("anyOf");
        foreach (var write in choices)
        {
            write(json);
        }

        json.WriteEndArray();
    }

    private static void WriteNull(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", "null");
        json.WriteEndObject();
    }

    private static void WriteTypes(Utf8JsonWriter json, params ReadOnlySpan<string> types)
    {
        json.WriteStartArray("type");
        foreach (var type in types)
        {
            json.WriteStringValue(type);
        }

        json.WriteEndArray();
    }

    private static string Whole(string pattern) => string.Create(CultureInfo.InvariantCulture, $"^(?:{pattern})$");

    private static string Pattern(Dimension dimension) =>
        dimension switch
        {
            Dimension.Bytes => "^[0-9]+(\\.[0-9]+)? *(MiB|GiB|TiB|MB|GB|TB)$",
            Dimension.Duration => "^[0-9]+(\\.[0-9]+)? *[smhd]$",
            Dimension.Throughput => "^[0-9]+(\\.[0-9]+)? *(MiB|GiB|TiB|MB|GB|TB)/s$",
        };
}
