using System.Text.Json;

namespace Infrar.Core.Images.Attestations;

/// <summary>What is signed of an image: its place and its digest, in the form that cosign signs and checks.</summary>
/// <remarks>https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md</remarks>
public static class SimpleSigning
{
    /// <summary>The media type of the payload.</summary>
    public const string MediaType = "application/vnd.dev.cosign.simplesigning.v1+json";

    /// <summary>The annotation that carries the signature.</summary>
    public const string Annotation = "dev.cosignproject.cosign/signature";

    /// <summary>Writes the payload.</summary>
    public static byte[] Write(ImageReference image)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("critical");
            json.WriteStartObject("identity");
            json.WriteString("docker-reference", image.Name);
            json.WriteEndObject();
            json.WriteStartObject("image");
            json.WriteString("docker-manifest-digest", image.Digest);
            json.WriteEndObject();
            json.WriteString("type", "cosign container image signature");
            json.WriteEndObject();
            json.WriteNull("optional");
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Whether a payload is of that image at that place.</summary>
    /// <param name="payload">Treated as hostile.</param>
    /// <param name="image">The image, with its digest.</param>
    public static bool IsOf(ReadOnlyMemory<byte> payload, ImageReference image)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            var critical = json.RootElement.GetProperty("critical");
            return critical.GetProperty("identity").GetProperty("docker-reference").GetString() == image.Name
                && critical.GetProperty("image").GetProperty("docker-manifest-digest").GetString() == image.Digest;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }
}
