using System.Text.Json;
using Infrar.Core;

namespace Infrar.Platform.State;

/// <summary>Reads what a state says of itself, and that it is whole JSON, while its bytes pass by; holds a small buffer, however large it is.</summary>
internal sealed class StateReader
{
    // Nothing that is read here is as long; texts are shortened before they come.
    private const int LongestToken = 1024 * 1024;
    private const int LongestLineage = 128;
    private const int LongestVersion = 64;

    private readonly LongTexts _texts = new();
    private byte[] _buffer = new byte[96 * 1024];
    private int _count;
    private long _base;
    private long _skipped;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 1024 });
    private string? _fault;
    private Key _key;
    private long? _serial;
    private long _serialAt;
    private int _serialLength;
    private string? _lineage;
    private string? _engine;
    private bool _isEncrypted;
    private bool _hasVersion;
    private bool _isObject;
    private int _resources;
    private bool _isData;
    private int _instances;

    private enum Key
    {
        Other,
        Version,
        Serial,
        Lineage,
        Engine,
        Resources,
        Mode,
        Instances,
    }

    /// <summary>Takes the next bytes.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        while (_fault is null && !bytes.IsEmpty)
        {
            var (take, skip) = _texts.Next(bytes);
            Append(bytes[..take]);
            _skipped += skip;
            bytes = bytes[(take + skip)..];
        }
    }

    /// <summary>What was read.</summary>
    /// <returns>The head; <c>STT005</c> when it is no state.</returns>
    public Result<StateHead> End()
    {
        if (_fault is null)
        {
            Parse(isFinal: true);
        }

        if (_fault is not null || !_isObject)
        {
            return StateProblems.NotAState(_fault ?? "It is no JSON object. Send what 'tofu state pull' prints.");
        }

        if (_serial is not { } serial || _lineage is null)
        {
            return StateProblems.NotAState("It has no serial or no lineage. Send what 'tofu state pull' prints.");
        }

        return _hasVersion || _isEncrypted
            ? new StateHead(serial, _lineage, _engine, _resources, _isEncrypted, _serialAt, _serialLength)
            : StateProblems.NotAState("It has no version. Send what 'tofu state pull' prints.");
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        if (_count + bytes.Length > _buffer.Length)
        {
            if (_count > LongestToken)
            {
                _fault = "A number or a gap in it is far too long.";
                return;
            }

            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _count + bytes.Length));
        }

        bytes.CopyTo(_buffer.AsSpan(_count));
        _count += bytes.Length;
        Parse(isFinal: false);
    }

    private void Parse(bool isFinal)
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(0, _count), isFinal, _state);
        try
        {
            while (reader.Read())
            {
                See(ref reader);
            }
        }
        catch (JsonException fault)
        {
            _fault = $"It is not whole JSON (line {fault.LineNumber + 1}).";
            return;
        }

        var consumed = (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        _buffer.AsSpan(consumed, _count - consumed).CopyTo(_buffer);
        (_base, _count) = (_base + consumed, _count - consumed);
    }

    private void See(ref Utf8JsonReader reader)
    {
        switch (reader.CurrentDepth)
        {
            case 0:
                _isObject |= reader.TokenType is JsonTokenType.StartObject;
                break;
            case 1 when reader.TokenType is JsonTokenType.PropertyName:
                _key = TopKey(ref reader);
                break;
            case 1:
                SeeTop(ref reader);
                break;
            case 2 when _key is Key.Resources or Key.Mode or Key.Instances:
                SeeResource(reader.TokenType);
                break;
            case 3 when _key is Key.Resources or Key.Mode or Key.Instances:
                SeeInResource(ref reader);
                break;
            case 4 when _key is Key.Instances && reader.TokenType is JsonTokenType.StartObject:
                _instances++;
                break;
            default:
                break;
        }
    }

    private Key TopKey(ref Utf8JsonReader reader)
    {
        _isEncrypted |= reader.ValueTextEquals("encrypted_data"u8);
        return reader.ValueTextEquals("serial"u8) ? Key.Serial
            : reader.ValueTextEquals("lineage"u8) ? Key.Lineage
            : reader.ValueTextEquals("version"u8) ? Key.Version
            : reader.ValueTextEquals("terraform_version"u8) ? Key.Engine
            : reader.ValueTextEquals("resources"u8) ? Key.Resources
            : Key.Other;
    }

    private void SeeTop(ref Utf8JsonReader reader)
    {
        switch (_key, reader.TokenType)
        {
            case (Key.Serial, JsonTokenType.Number)
                when _serial is null && reader.TryGetInt64(out var serial) && serial >= 0:
                // No text is shortened within a number, so what was left out so far all came before it.
                _serial = serial;
                _serialAt = _base + _skipped + reader.TokenStartIndex;
                _serialLength = reader.ValueSpan.Length;
                break;
            case (Key.Serial, _):
                _fault = "Its serial is not one whole number.";
                break;
            case (Key.Lineage, JsonTokenType.String) when _lineage is null && reader.ValueSpan.Length <= LongestLineage:
                _lineage = reader.GetString();
                break;
            case (Key.Lineage, _):
                _fault = "Its lineage is not one short text.";
                break;
            case (Key.Engine, JsonTokenType.String) when reader.ValueSpan.Length <= LongestVersion:
                _engine = reader.GetString();
                break;
            case (Key.Version, JsonTokenType.Number):
                _hasVersion = true;
                break;
            default:
                break;
        }
    }

    private void SeeResource(JsonTokenType token)
    {
        if (token is JsonTokenType.StartObject)
        {
            (_isData, _instances, _key) = (false, 0, Key.Resources);
        }
        else if (token is JsonTokenType.EndObject)
        {
            _resources += _isData ? 0 : _instances;
            _key = Key.Resources;
        }
    }

    private void SeeInResource(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.PropertyName)
        {
            _key =
                reader.ValueTextEquals("mode"u8) ? Key.Mode
                : reader.ValueTextEquals("instances"u8) ? Key.Instances
                : Key.Resources;
        }
        else if (_key is Key.Mode && reader.TokenType is JsonTokenType.String)
        {
            _isData = reader.ValueTextEquals("data"u8);
        }
    }
}
