using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Infrar.Core.Images;
using Infrar.Core.Images.Attestations;
using Infrar.Platform.Builds.Registries;

namespace Infrar.Platform.Builds.Attesting;

/// <summary>What is said of an image, beside it in the registry: laid out, signed and tagged as cosign does, so that cosign checks it too.</summary>
/// <remarks>
/// The signature is an image of one layer under the tag <c>sha256-….sig</c>; statements are layers of the one under <c>sha256-….att</c>.
/// Signatures are ECDSA over P-256 and SHA-256, in DER.
/// </remarks>
internal static class Attestations
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";
    private const string ConfigType = "application/vnd.oci.image.config.v1+json";
    private const int Longest = 64 << 20;

    /// <summary>Signs an image and what is said of it, and stores that.</summary>
    /// <param name="client">The registry.</param>
    /// <param name="image">The image, with its digest.</param>
    /// <param name="key">The project's key.</param>
    /// <param name="said">Predicates by their type.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RegistryException">The registry does not take it.</exception>
    public static async Task StoreAsync(
        RegistryClient client,
        ImageReference image,
        ECDsa key,
        IReadOnlyList<(string Type, byte[] Predicate)> said,
        CancellationToken cancellationToken
    )
    {
        var statements = said.Select(s =>
        {
            var statement = Statement.Write(image, s.Type, s.Predicate);
            var envelope = new Envelope(
                Statement.MediaType,
                statement,
                Sign(key, Envelope.ToSign(Statement.MediaType, statement))
            );
            return new Layer(
                Envelope.MediaType,
                envelope.Write(),
                [new("predicateType", s.Type), new(SimpleSigning.Annotation, "")]
            );
        });
        await StoreAsync(client, image, "att", [.. statements], cancellationToken);
        var payload = SimpleSigning.Write(image);
        await StoreAsync(
            client,
            image,
            "sig",
            [
                new(
                    SimpleSigning.MediaType,
                    payload,
                    [new(SimpleSigning.Annotation, Convert.ToBase64String(Sign(key, payload)))]
                ),
            ],
            cancellationToken
        );
    }

    /// <summary>Whether the registry has a signature of the image by the key.</summary>
    public static async Task<bool> IsSignedAsync(
        RegistryClient client,
        ImageReference image,
        ECDsa key,
        CancellationToken cancellationToken
    )
    {
        foreach (var layer in await LayersAsync(client, image, "sig", cancellationToken))
        {
            if (
                layer.Annotations.FirstOrDefault(a => a.Key is SimpleSigning.Annotation).Value is { Length: > 0 } stated
                && TryBase64(stated) is { } signature
                && await client.FindBlobAsync(image.Repository, layer.Digest, Longest, cancellationToken) is { } payload
                && Holds(key, payload, signature)
                && SimpleSigning.IsOf(payload, image)
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is said of an image under a type, signed by the key; null where nothing is.</summary>
    public static async Task<JsonElement?> FindAsync(
        RegistryClient client,
        ImageReference image,
        ECDsa key,
        string type,
        CancellationToken cancellationToken
    )
    {
        foreach (var layer in await LayersAsync(client, image, "att", cancellationToken))
        {
            if (
                layer.Annotations.Any(a => a is { Key: "predicateType", Value: var stated } && stated == type)
                && await client.FindBlobAsync(image.Repository, layer.Digest, Longest, cancellationToken) is { } content
                && Envelope.Read(content) is { PayloadType: Statement.MediaType } envelope
                && Holds(key, Envelope.ToSign(envelope.PayloadType, envelope.Payload), envelope.Signature)
                && Statement.Predicate(envelope.Payload, image.Digest, type) is { } predicate
            )
            {
                return predicate;
            }
        }

        return null;
    }

    /// <summary>The tag under which something of an image is kept.</summary>
    public static string TagOf(string digest, string kind) => $"{digest.Replace(':', '-')}.{kind}";

    private static async Task StoreAsync(
        RegistryClient client,
        ImageReference image,
        string kind,
        ImmutableArray<Layer> layers,
        CancellationToken cancellationToken
    )
    {
        foreach (var layer in layers)
        {
            await client.PushBlobAsync(image.Repository, layer.Content, cancellationToken);
        }

        var config = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                architecture = "",
                created = "0001-01-01T00:00:00Z",
                os = "",
                config = new { },
                rootfs = new { type = "layers", diff_ids = layers.Select(l => RegistryClient.DigestOf(l.Content)) },
                history = layers.Select(_ => new { created = "0001-01-01T00:00:00Z" }),
            }
        );
        await client.PushBlobAsync(image.Repository, config, cancellationToken);
        var manifest = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                schemaVersion = 2,
                mediaType = ManifestType,
                config = new
                {
                    mediaType = ConfigType,
                    size = config.Length,
                    digest = RegistryClient.DigestOf(config),
                },
                layers = layers.Select(l => new
                {
                    mediaType = l.MediaType,
                    size = l.Content.Length,
                    digest = RegistryClient.DigestOf(l.Content),
                    annotations = l.Annotations.ToDictionary(a => a.Key, a => a.Value),
                }),
            }
        );
        await client.PushManifestAsync(
            image.Repository,
            TagOf(image.Digest, kind),
            ManifestType,
            manifest,
            cancellationToken
        );
    }

    private static async Task<
        List<(string Digest, ImmutableArray<KeyValuePair<string, string>> Annotations)>
    > LayersAsync(RegistryClient client, ImageReference image, string kind, CancellationToken cancellationToken)
    {
        var found = await client.FindManifestAsync(image.Repository, TagOf(image.Digest, kind), cancellationToken);
        if (found is null)
        {
            return [];
        }

        try
        {
            using var json = JsonDocument.Parse(found.Content);
            return
            [
                .. json
                    .RootElement.GetProperty("layers")
                    .EnumerateArray()
                    .Select(l =>
                        (
                            l.GetProperty("digest").GetString()!,
                            l.TryGetProperty("annotations", out var all)
                                ? all.EnumerateObject()
                                    .Select(a => KeyValuePair.Create(a.Name, a.Value.GetString() ?? ""))
                                    .ToImmutableArray()
                                : []
                        )
                    ),
            ];
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [];
        }
    }

    private static byte[] Sign(ECDsa key, byte[] content) =>
        key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    private static bool Holds(ECDsa key, byte[] content, byte[] signature) =>
        key.VerifyData(content, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    private static byte[]? TryBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : null;
    }

    private sealed record Layer(
        string MediaType,
        byte[] Content,
        ImmutableArray<KeyValuePair<string, string>> Annotations
    );
}
