using System.Text.Json;

namespace Infrar.Rehearsal.Schemas;

/// <summary>Turns a type's schema from JSON into the protocol's <c>Schema</c> message without building objects between.</summary>
/// <remarks>
/// A provider of 2,000 types is asked for all of them by every command, in a process that may live half a second.
/// Field numbers are those of tfplugin6: <c>Schema</c>, <c>Schema.Block</c>, <c>Schema.Attribute</c>,
/// <c>Schema.NestedBlock</c> and <c>Schema.Object</c>.
/// </remarks>
internal readonly ref struct SchemaTranscoder
{
    private const int SchemaVersion = 1;
    private const int SchemaBlock = 2;
    private const int BlockAttributes = 2;
    private const int BlockBlockTypes = 3;
    private const int AttributeName = 1;
    private const int AttributeType = 2;
    private const int AttributeNestedType = 10;
    private const int NestedName = 1;
    private const int NestedBlock = 2;
    private const int NestedNesting = 3;
    private const int NestedMinItems = 4;
    private const int NestedMaxItems = 5;
    private const int ObjectAttributes = 1;
    private const int ObjectNesting = 3;

    private readonly ReadOnlySpan<byte> _json;
    private readonly ProtobufBuffer _output;

    private SchemaTranscoder(ReadOnlySpan<byte> json)
    {
        _json = json;
        _output = new ProtobufBuffer(json.Length);
    }

    public static byte[] Transcode(ReadOnlySpan<byte> json) => new SchemaTranscoder(json).Transcode();

    private byte[] Transcode()
    {
        var reader = new Utf8JsonReader(_json);
        reader.Read();
        while (NextMember(ref reader))
        {
            if (reader.ValueTextEquals("version"u8))
            {
                _output.WriteNumber(SchemaVersion, ReadInteger(ref reader));
            }
            else if (reader.ValueTextEquals("block"u8))
            {
                WriteBlock(ref reader, SchemaBlock);
            }
            else
            {
                SkipValue(ref reader);
            }
        }

        return _output.ToArray();
    }

    private void WriteBlock(ref Utf8JsonReader reader, int field)
    {
        var start = _output.Begin();
        reader.Read();
        while (NextMember(ref reader))
        {
            if (reader.ValueTextEquals("attributes"u8))
            {
                WriteAttributes(ref reader, BlockAttributes);
            }
            else if (reader.ValueTextEquals("block_types"u8))
            {
                reader.Read();
                while (NextMember(ref reader))
                {
                    WriteNestedBlock(ref reader);
                }
            }
            else
            {
                SkipValue(ref reader);
            }
        }

        _output.End(start, field);
    }

    private void WriteAttributes(ref Utf8JsonReader reader, int field)
    {
        reader.Read();
        while (NextMember(ref reader))
        {
            var start = _output.Begin();
            _output.WriteBytes(AttributeName, reader.ValueSpan);
            reader.Read();
            while (NextMember(ref reader))
            {
                WriteAttributeMember(ref reader);
            }

            _output.End(start, field);
        }
    }

    private void WriteAttributeMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("type"u8))
        {
            _output.WriteBytes(AttributeType, _json[RawValue(ref reader)]);
        }
        else if (reader.ValueTextEquals("nested_type"u8))
        {
            WriteObject(ref reader);
        }
        else if (FlagField(ref reader) is { } field)
        {
            reader.Read();
            if (reader.TokenType is JsonTokenType.True)
            {
                _output.WriteNumber(field, 1);
            }
        }
        else
        {
            SkipValue(ref reader);
        }
    }

    /// <summary>The field of a yes-or-no property. <c>deprecated</c> is left out: it would print a warning per use.</summary>
    private static int? FlagField(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("required"u8) ? 4
        : reader.ValueTextEquals("optional"u8) ? 5
        : reader.ValueTextEquals("computed"u8) ? 6
        : reader.ValueTextEquals("sensitive"u8) ? 7
        : reader.ValueTextEquals("write_only"u8) ? 11
        : null;

    private void WriteObject(ref Utf8JsonReader reader)
    {
        var start = _output.Begin();
        reader.Read();
        while (NextMember(ref reader))
        {
            if (reader.ValueTextEquals("attributes"u8))
            {
                WriteAttributes(ref reader, ObjectAttributes);
            }
            else if (reader.ValueTextEquals("nesting_mode"u8))
            {
                _output.WriteNumber(ObjectNesting, ReadNesting(ref reader));
            }
            else
            {
                SkipValue(ref reader);
            }
        }

        _output.End(start, AttributeNestedType);
    }

    private void WriteNestedBlock(ref Utf8JsonReader reader)
    {
        var start = _output.Begin();
        _output.WriteBytes(NestedName, reader.ValueSpan);
        reader.Read();
        while (NextMember(ref reader))
        {
            if (reader.ValueTextEquals("block"u8))
            {
                WriteBlock(ref reader, NestedBlock);
            }
            else if (reader.ValueTextEquals("nesting_mode"u8))
            {
                _output.WriteNumber(NestedNesting, ReadNesting(ref reader));
            }
            else if (reader.ValueTextEquals("min_items"u8))
            {
                _output.WriteNumber(NestedMinItems, ReadInteger(ref reader));
            }
            else if (reader.ValueTextEquals("max_items"u8))
            {
                _output.WriteNumber(NestedMaxItems, ReadInteger(ref reader));
            }
            else
            {
                SkipValue(ref reader);
            }
        }

        _output.End(start, BlockBlockTypes);
    }

    private static bool NextMember(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType is JsonTokenType.PropertyName;

    private static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private static ulong ReadInteger(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetUInt64();
    }

    /// <summary>Both nesting enumerations of the protocol agree up to MAP.</summary>
    private static ulong ReadNesting(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.ValueTextEquals("single"u8) ? 1ul
            : reader.ValueTextEquals("list"u8) ? 2ul
            : reader.ValueTextEquals("set"u8) ? 3ul
            : reader.ValueTextEquals("map"u8) ? 4ul
            : throw new JsonException("A nesting mode that is not served here.");
    }

    /// <summary>Moves past a value and tells where it lies: types travel as their JSON text inside the message.</summary>
    private static Range RawValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }
}
