using System.Buffers;
using System.Text.Json;

namespace Infrar.Rehearsal.Values;

/// <summary>Values in the JSON form of state files, which is also that of the cloud file.</summary>
/// <remarks>Reading forgives: missing attributes are null, unknown names are dropped, so older states load.</remarks>
internal static class JsonCodec
{
    public static Value Decode(JsonElement json, TypeConstraint type)
    {
        if (json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return Value.Null;
        }

        return type.Kind switch
        {
            TypeKind.Text => new TextValue(Scalar(json)),
            TypeKind.Number => NumberValue.Parse(Scalar(json)),
            TypeKind.Bool => new BoolValue(json.ValueKind is JsonValueKind.True || Scalar(json) is "true"),
            TypeKind.Dynamic => DecodeTyped(json),
            TypeKind.List or TypeKind.Set or TypeKind.Tuple => new ListValue([
                .. json.EnumerateArray().Select((element, index) => Decode(element, type.ElementAt(index))),
            ]),
            TypeKind.Map => Value.MapOf(
                json.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Decode(p.Value, type.Element)))
            ),
            TypeKind.Object => Value.MapOf(
                type.Attributes.Select(a => KeyValuePair.Create(a.Key, DecodeAttribute(json, a.Key, a.Value)))
            ),
        };
    }

    /// <summary>Writes a value; one not known yet is written as null, for JSON has no word for it.</summary>
    public static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value)
        {
            case NullValue or UnknownValue:
                writer.WriteNullValue();
                break;
            case TextValue text:
                writer.WriteStringValue(text.Text);
                break;
            case BoolValue flag:
                writer.WriteBooleanValue(flag.Flag);
                break;
            case NumberValue number:
                writer.WriteRawValue(number.Digits);
                break;
            case ListValue list:
                writer.WriteStartArray();
                foreach (var element in list.Elements)
                {
                    Write(writer, element);
                }

                writer.WriteEndArray();
                break;
            case MapValue map:
                writer.WriteStartObject();
                foreach (var (key, entry) in map.Entries)
                {
                    writer.WritePropertyName(key);
                    Write(writer, entry);
                }

                writer.WriteEndObject();
                break;
            case TypedValue typed:
                writer.WriteStartObject();
                writer.WritePropertyName("type");
                typed.Type.WriteTo(writer);
                writer.WritePropertyName("value");
                Write(writer, typed.Content);
                writer.WriteEndObject();
                break;
        }
    }

    /// <summary>The value as a JSON document of its own.</summary>
    public static JsonElement ToElement(Value value)
    {
        using var document = JsonDocument.Parse(Bytes(writer => Write(writer, value)));
        return document.RootElement.Clone();
    }

    /// <summary>The value as compact JSON text: equal values, equal text.</summary>
    public static byte[] ToBytes(Value value) => Bytes(writer => Write(writer, value));

    /// <summary>A type as compact JSON text.</summary>
    public static byte[] ToBytes(TypeConstraint type) => Bytes(type.WriteTo);

    private static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static Value DecodeAttribute(JsonElement json, string name, TypeConstraint type) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value)
            ? Decode(value, type)
            : Value.Null;

    private static TypedValue DecodeTyped(JsonElement json)
    {
        var type = TypeConstraint.Parse(json.GetProperty("type"));
        return new TypedValue(type, Decode(json.GetProperty("value"), type));
    }

    private static string Scalar(JsonElement json) =>
        json.ValueKind is JsonValueKind.String ? json.GetString() ?? "" : json.GetRawText();
}
