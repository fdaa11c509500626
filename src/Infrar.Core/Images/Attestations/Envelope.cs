using System.Text;
using System.Text.Json;

namespace Infrar.Core.Images.Attestations;

/// <summary>A signed statement, as DSSE has envelopes.</summary>
/// <remarks>https://github.com/secure-systems-lab/dsse/blob/master/protocol.md</remarks>
/// <param name="PayloadType">Media type of what is inside.</param>
/// <param name="Payload">What is inside.</param>
/// <param name="Signature">Signature over <see cref="ToSign"/>.</param>
public sealed record Envelope(string PayloadType, byte[] Payload, byte[] Signature)
{
    /// <summary>The media type of an envelope.</summary>
    public const string MediaType = "application/vnd.dsse.envelope.v1+json";

    /// <summary>The bytes that are signed for a payload: type and content, each with its length before it.</summary>
    public static byte[] ToSign(string payloadType, byte[] payload) =>
        [
            .. Encoding.UTF8.GetBytes(
                string.Create(null, $"DSSEv1 {Encoding.UTF8.GetByteCount(payloadType)} {payloadType} {payload.Length} ")
            ),
            .. payload,
        ];

    /// <summary>Writes it.</summary>
    public byte[] Write()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("payloadType", PayloadType);
            json.WriteBase64String("payload", Payload);
            json.WriteStartArray("signatures");
            json.WriteStartObject();
            json.WriteString("keyid", "");
            json.WriteBase64String("sig", Signature);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Reads one.</summary>
    /// <param name="envelope">Treated as hostile.</param>
    /// <returns>Null where it is none, or has not exactly one signature.</returns>
    public static Envelope? Read(ReadOnlyMemory<byte> envelope)
    {
        try
        {
            using var json = JsonDocument.Parse(envelope);
            var root = json.RootElement;
            return root.GetProperty("signatures").EnumerateArray().ToList() is [var only]
                ? new(
                    root.GetProperty("payloadType").GetString() ?? "",
                    root.GetProperty("payload").GetBytesFromBase64(),
                    only.GetProperty("sig").GetBytesFromBase64()
                )
                : null;
        }
        catch (Exception fault)
            when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
