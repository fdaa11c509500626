using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using MessagePack;

namespace Infrar.Rehearsal.Values;

/// <summary>Values in the MessagePack form of the plugin protocol (object-wire-format of its documentation).</summary>
internal static class MessagePackCodec
{
    /// <summary>Extension code of an unknown value about which nothing more is known.</summary>
    private const sbyte PlainUnknown = 0;

    private static readonly byte[] UnknownPayload = [0];

    public static Value Decode(ReadOnlyMemory<byte> bytes, TypeConstraint type)
    {
        var reader = new MessagePackReader(bytes);
        return Read(ref reader, type);
    }

    public static byte[] Encode(Value value, TypeConstraint type)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        Write(ref writer, value, type);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static Value Read(ref MessagePackReader reader, TypeConstraint type)
    {
        if (reader.TryReadNil())
        {
            return Value.Null;
        }

        // Any extension means unknown; code 12 adds refinements, which may always be ignored.
        if (reader.NextMessagePackType is MessagePackType.Extension)
        {
            reader.Skip();
            return Value.Unknown;
        }

        return type.Kind switch
        {
            TypeKind.Text => new TextValue(reader.ReadString() ?? ""),
            TypeKind.Bool => new BoolValue(reader.ReadBoolean()),
            TypeKind.Number => ReadNumber(ref reader),
            TypeKind.Dynamic => ReadTyped(ref reader),
            TypeKind.List or TypeKind.Set or TypeKind.Tuple => ReadList(ref reader, type),
            TypeKind.Map or TypeKind.Object => ReadMap(ref reader, type),
        };
    }

    private static NumberValue ReadNumber(ref MessagePackReader reader)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.String:
                return NumberValue.Parse(reader.ReadString() ?? "0");
            case MessagePackType.Float:
                return NumberValue.Of(reader.ReadDouble());
            default:
                return reader.NextCode is MessagePackCode.UInt64
                    ? NumberValue.Of(reader.ReadUInt64())
                    : NumberValue.Of(reader.ReadInt64());
        }
    }

    private static TypedValue ReadTyped(ref MessagePackReader reader)
    {
        reader.ReadArrayHeader();
        using var json = JsonDocument.Parse(reader.ReadBytes() ?? default);
        var type = TypeConstraint.Parse(json.RootElement);
        return new TypedValue(type, Read(ref reader, type));
    }

    private static ListValue ReadList(ref MessagePackReader reader, TypeConstraint type)
    {
        var count = reader.ReadArrayHeader();
        var elements = ImmutableArray.CreateBuilder<Value>(count);
        for (var index = 0; index < count; index++)
        {
            elements.Add(Read(ref reader, type.ElementAt(index)));
        }

        return new ListValue(elements.MoveToImmutable());
    }

    private static MapValue ReadMap(ref MessagePackReader reader, TypeConstraint type)
    {
        var entries = MapValue.NoEntries.ToBuilder();
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            var key = reader.ReadString() ?? "";
            if (type.Entry(key) is { } entry)
            {
                entries[key] = Read(ref reader, entry);
            }
            else
            {
                reader.Skip();
            }
        }

        return new MapValue(entries.ToImmutable());
    }

    private static void Write(ref MessagePackWriter writer, Value value, TypeConstraint type)
    {
        switch (value)
        {
            case NullValue:
                writer.WriteNil();
                break;
            case UnknownValue:
                writer.WriteExtensionFormat(new ExtensionResult(PlainUnknown, UnknownPayload));
                break;
            case TextValue text:
                writer.Write(text.Text);
                break;
            case BoolValue flag:
                writer.Write(flag.Flag);
                break;
            case NumberValue number when number.ToInt64() is { } whole:
                writer.Write(whole);
                break;
            case NumberValue number:
                writer.Write(number.Digits);
                break;
            case TypedValue typed:
                writer.WriteArrayHeader(2);
                writer.Write(JsonCodec.ToBytes(typed.Type));
                Write(ref writer, typed.Content, typed.Type);
                break;
            case ListValue list:
                writer.WriteArrayHeader(list.Elements.Length);
                for (var index = 0; index < list.Elements.Length; index++)
                {
                    Write(ref writer, list.Elements[index], type.ElementAt(index));
                }

                break;
            case MapValue map:
                WriteMap(ref writer, map, type);
                break;
        }
    }

    /// <summary>An object states every attribute, present or not; a map only what it holds.</summary>
    private static void WriteMap(ref MessagePackWriter writer, MapValue map, TypeConstraint type)
    {
        if (type.Kind is TypeKind.Map)
        {
            writer.WriteMapHeader(map.Entries.Count);
            foreach (var (key, entry) in map.Entries)
            {
                writer.Write(key);
                Write(ref writer, entry, type.Element);
            }

            return;
        }

        writer.WriteMapHeader(type.Attributes.Count);
        foreach (var (name, attribute) in type.Attributes)
        {
            writer.Write(name);
            Write(ref writer, map[name], attribute);
        }
    }
}
