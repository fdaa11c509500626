using System.Text.Json;

namespace Infrar.Core.Images.Attestations;

/// <summary>What is said of an image, as in-toto has statements: a subject by its digest, and a predicate about it.</summary>
/// <remarks>https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md</remarks>
public static class Statement
{
    /// <summary>The type of every statement.</summary>
    public const string Type = "https://in-toto.io/Statement/v1";

    /// <summary>The media type under which envelopes carry one.</summary>
    public const string MediaType = "application/vnd.in-toto+json";

    /// <summary>Writes a statement.</summary>
    /// <param name="image">The image, with its digest.</param>
    /// <param name="predicateType">What kind of thing is said.</param>
    /// <param name="predicate">What is said, as JSON.</param>
    public static byte[] Write(ImageReference image, string predicateType, ReadOnlySpan<byte> predicate)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("_type", Type);
            json.WriteStartArray("subject");
            json.WriteStartObject();
            json.WriteString("name", image.Name);
            json.WriteStartObject("digest");
            json.WriteString("sha256", image.Digest["sha256:".Length..]);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString("predicateType", predicateType);
            json.WritePropertyName("predicate");
            json.WriteRawValue(predicate);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Reads what a statement says of an image.</summary>
    /// <param name="statement">The statement; treated as hostile.</param>
    /// <param name="digest">The image's digest.</param>
    /// <param name="predicateType">What kind of thing is wanted.</param>
    /// <returns>The predicate; null where it is of another image or kind, or no statement at all.</returns>
    public static JsonElement? Predicate(ReadOnlyMemory<byte> statement, string digest, string predicateType)
    {
        try
        {
            using var json = JsonDocument.Parse(statement);
            var root = json.RootElement;
            return
                root.GetProperty("_type").GetString() == Type
                && root.GetProperty("predicateType").GetString() == predicateType
                && root.GetProperty("subject")
                    .EnumerateArray()
                    .Any(s => $"sha256:{s.GetProperty("digest").GetProperty("sha256").GetString()}" == digest)
                ? root.GetProperty("predicate").Clone()
                : null;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
