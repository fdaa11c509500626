using Google.Protobuf;
using Google.Protobuf.Collections;
using Infrar.Rehearsal.Clouds;
using Infrar.Rehearsal.Planning;
using Infrar.Rehearsal.Protocol.Wire;
using Infrar.Rehearsal.Values;
using Diagnostic = Infrar.Rehearsal.Planning.Diagnostic;

namespace Infrar.Rehearsal.Protocol;

/// <summary>Our values, paths and diagnostics as messages of the protocol, and back.</summary>
internal static class WireForms
{
    public static Value ToValue(this DynamicValue? wire, TypeConstraint type)
    {
        if (wire is null || (wire.Msgpack.IsEmpty && wire.Json.IsEmpty))
        {
            return Value.Null;
        }

        if (!wire.Msgpack.IsEmpty)
        {
            return MessagePackCodec.Decode(wire.Msgpack.Memory, type);
        }

        using var json = System.Text.Json.JsonDocument.Parse(wire.Json.Memory);
        return JsonCodec.Decode(json.RootElement, type);
    }

    public static DynamicValue ToWire(this Value value, TypeConstraint type) =>
        new() { Msgpack = UnsafeByteOperations.UnsafeWrap(MessagePackCodec.Encode(value, type)) };

    public static Wire.Diagnostic ToWire(this Diagnostic diagnostic) =>
        new()
        {
            Severity = Wire.Diagnostic.Types.Severity.Error,
            Summary = diagnostic.Summary,
            Detail = diagnostic.Detail,
            Attribute = diagnostic.Path?.ToWire(),
        };

    public static AttributePath ToWire(this ValuePath path)
    {
        var wire = new AttributePath();
        wire.Steps.AddRange(path.Steps.Select(ToWire));
        return wire;
    }

    public static void AddAll(this RepeatedField<Wire.Diagnostic> target, IEnumerable<Diagnostic> diagnostics) =>
        target.AddRange(diagnostics.Select(ToWire));

    /// <summary>The key we gave the engine as private data; null when there is none, as in a state made elsewhere.</summary>
    public static CloudKey? ToKey(this ByteString privateData) => CloudKey.Parse(privateData.ToStringUtf8());

    public static ByteString ToWire(this CloudKey? key) => ByteString.CopyFromUtf8(key?.ToString() ?? "");

    private static AttributePath.Types.Step ToWire(PathStep step) =>
        step switch
        {
            { Name: { } name } => new() { AttributeName = name },
            { Key: { } key } => new() { ElementKeyString = key },
            _ => new() { ElementKeyInt = step.Index ?? 0 },
        };
}
