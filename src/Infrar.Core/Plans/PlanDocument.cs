using System.Text.Json;
using Infrar.Core.Resources;

namespace Infrar.Core.Plans;

/// <summary>What a plan or state file says, read in one pass and not yet put together.</summary>
/// <remarks>
/// <c>planned_values</c>, <c>resource_drift</c> and outputs are passed over: the first says what <c>resource_changes</c> says,
/// the others cost nothing. Of <c>prior_state</c> data sources are taken, which stand nowhere else.
/// </remarks>
internal sealed class PlanDocument
{
    /// <summary>Most levels that values may be nested.</summary>
    internal const int Deepest = 256;

    private readonly ReadOnlyMemory<byte> _json;
    private readonly PlanFaults _faults;
    private readonly JsonValueReader _values = new(new());
    private readonly ForeignFile _foreign = new();
    private bool _hasFormat;

    internal PlanDocument(ReadOnlyMemory<byte> json, PlanFaults faults)
    {
        (_json, _faults) = (json, faults);
        Resources = new(_values, faults);
        Configuration = new(_values);
    }

    /// <summary>Options of every reader over the file.</summary>
    internal static JsonReaderOptions Options { get; } = new() { MaxDepth = Deepest };

    /// <summary>Resources, in the order of the file.</summary>
    internal ResourceReader Resources { get; }

    /// <summary>The configuration; empty for a state.</summary>
    internal ConfigurationReader Configuration { get; }

    /// <summary>Input variables of the root module: each a map with its <c>value</c>.</summary>
    internal Value.MapOf Variables { get; private set; } = Value.MapOf.Empty;

    /// <summary>Version of the engine.</summary>
    internal string EngineVersion { get; private set; } = "";

    /// <summary>Whether it is a state and not a plan.</summary>
    internal bool IsState { get; private set; }

    /// <summary>Reads everything; what is wrong is among the faults.</summary>
    internal void Read()
    {
        var reader = new Utf8JsonReader(_json.Span, Options);
        try
        {
            reader.Read();
            if (reader.TokenType is not JsonTokenType.StartObject)
            {
                _faults.NotJson();
                return;
            }

            while (!_faults.IsFull && reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                ReadMember(ref reader);
            }

            if (!_faults.IsFull)
            {
                // Nothing may follow the document.
                reader.Read();
            }

            if (!_hasFormat)
            {
                _foreign.Tell(_faults);
            }
        }
        catch (JsonException fault)
        {
            Tell(fault, reader.BytesConsumed, reader.CurrentDepth);
        }
        catch (InvalidOperationException) when (reader.ValueIsEscaped)
        {
            // Half of a surrogate pair, escaped, in a place where words are compared.
            _faults.Malformed(reader.TokenStartIndex);
        }
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("resource_changes"u8))
        {
            reader.Read();
            Resources.ReadChanges(ref reader);
        }
        else if (reader.ValueTextEquals("configuration"u8))
        {
            reader.Read();
            Configuration.Read(ref reader);
        }
        else if (reader.ValueTextEquals("prior_state"u8))
        {
            reader.Read();
            Resources.ReadPriorState(ref reader);
        }
        else if (reader.ValueTextEquals("values"u8))
        {
            reader.Read();
            IsState = true;
            Resources.ReadState(ref reader, dataOnly: false);
        }
        else if (reader.ValueTextEquals("variables"u8))
        {
            reader.Read();
            Variables = _values.Read(ref reader) as Value.MapOf ?? Value.MapOf.Empty;
        }
        else
        {
            ReadMark(ref reader);
        }
    }

    private void ReadMark(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("format_version"u8))
        {
            reader.Read();
            _hasFormat = true;
            var version = reader.TokenType is JsonTokenType.String ? TextCache.Decode(ref reader) : "";
            if (version.Split('.')[0] is not ("0" or "1"))
            {
                _faults.UnknownFormat(version.Length > 20 ? version[..20] : version, reader.TokenStartIndex);
            }
        }
        else if (reader.ValueTextEquals("terraform_version"u8))
        {
            reader.Read();
            EngineVersion = reader.TokenType is JsonTokenType.String ? TextCache.Decode(ref reader) : "";
        }
        else if (reader.ValueTextEquals("errored"u8))
        {
            reader.Read();
            if (reader.TokenType is JsonTokenType.True)
            {
                _faults.Errored(reader.TokenStartIndex);
            }
        }
        else
        {
            _foreign.Note(ref reader);
        }

        // Of a value that was not read, all; of one that was, nothing is left.
        reader.Skip();
    }

    private void Tell(JsonException fault, long consumed, int depth)
    {
        if (_foreign.IsKnown && !_hasFormat)
        {
            _foreign.Tell(_faults);
        }
        else if (depth >= Deepest - 1)
        {
            _faults.TooDeep(consumed);
        }
        else if (OffsetOf(fault, consumed) is var offset && IsAtEnd(offset))
        {
            _faults.Truncated();
        }
        else
        {
            _faults.Malformed(offset);
        }
    }

    // The reader tells line and byte in the line; both from zero.
    private int OffsetOf(JsonException fault, long consumed)
    {
        var span = _json.Span;
        var start = 0;
        for (var line = 0L; line < (fault.LineNumber ?? 0); line++)
        {
            var next = span[start..].IndexOf((byte)'\n');
            if (next < 0)
            {
                break;
            }

            start += next + 1;
        }

        var offset = fault.LineNumber is null ? consumed : start + (fault.BytePositionInLine ?? 0);
        return (int)Math.Min(offset, span.Length);
    }

    private bool IsAtEnd(int offset) => _json.Span[offset..].Trim(" \t\r\n"u8).IsEmpty;
}
