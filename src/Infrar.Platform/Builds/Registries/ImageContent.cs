using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infrar.Platform.Builds.Registries;

/// <summary>An image's manifest and configuration, and what is read out of them.</summary>
/// <param name="MediaType">The manifest's type.</param>
/// <param name="Config">The configuration's bytes.</param>
/// <param name="ConfigType">The configuration's type.</param>
/// <param name="Layers">Its layers from the base up.</param>
/// <param name="LayerType">The layers' type.</param>
internal sealed record ImageContent(
    string MediaType,
    byte[] Config,
    string ConfigType,
    ImmutableArray<ImageLayer> Layers,
    string LayerType
)
{
    private const int LongestConfig = 4 << 20;

    private static readonly string[] Settings =
    [
        "User",
        "ExposedPorts",
        "Env",
        "Entrypoint",
        "Cmd",
        "Volumes",
        "WorkingDir",
        "Labels",
        "StopSignal",
        "Healthcheck",
        "OnBuild",
        "Shell",
    ];

    /// <summary>Reads an image out of a registry.</summary>
    /// <exception cref="RegistryException">It is not there, or is no image of one platform.</exception>
    public static async Task<ImageContent> ReadAsync(
        RegistryClient client,
        string repository,
        string digest,
        CancellationToken cancellationToken
    )
    {
        var manifest =
            await client.FindManifestAsync(repository, digest, cancellationToken)
            ?? throw new RegistryException($"{client.Place.Host}/{repository}@{digest} is not there.");
        try
        {
            using var json = JsonDocument.Parse(manifest.Content);
            var config = json.RootElement.GetProperty("config");
            var layers = json.RootElement.GetProperty("layers").EnumerateArray().ToList();
            return new(
                manifest.MediaType,
                await client.FindBlobAsync(
                    repository,
                    config.GetProperty("digest").GetString()!,
                    LongestConfig,
                    cancellationToken
                ) ?? throw new RegistryException($"{client.Place.Host}/{repository}@{digest} has no configuration."),
                config.GetProperty("mediaType").GetString()!,
                [
                    .. layers.Select(l => new ImageLayer(
                        l.GetProperty("digest").GetString()!,
                        l.GetProperty("size").GetInt64()
                    )),
                ],
                layers.FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
                    ? first.GetProperty("mediaType").GetString()!
                    : ""
            );
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new RegistryException(
                $"{client.Place.Host}/{repository}@{digest} is no image of one platform.",
                fault
            );
        }
    }

    /// <summary>The same image with nothing in its configuration that differs from one making to the next.</summary>
    /// <remarks>The program that builds notes the numbers of its containers and of what lay between; the layers tell nothing of them.</remarks>
    public ImageContent Settled()
    {
        var old = JsonNode.Parse(Config)!.AsObject();
        var settled = new JsonObject
        {
            ["created"] = "1970-01-01T00:00:00Z",
            ["architecture"] = old["architecture"]?.DeepClone(),
            ["os"] = old["os"]?.DeepClone(),
        };
        if (old["variant"] is { } variant)
        {
            settled["variant"] = variant.DeepClone();
        }

        var config = new JsonObject();
        foreach (var name in Settings)
        {
            if (old["config"]?[name] is { } value)
            {
                config[name] = value.DeepClone();
            }
        }

        settled["config"] = config;
        settled["rootfs"] = old["rootfs"]?.DeepClone();
        settled["history"] = new JsonArray([.. (old["history"]?.AsArray() ?? []).Select(h => Step(h!.AsObject()))]);
        return this with { Config = JsonSerializer.SerializeToUtf8Bytes(settled) };
    }

    /// <summary>Writes the manifest.</summary>
    public byte[] Manifest()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", 2);
            json.WriteString("mediaType", MediaType);
            json.WriteStartObject("config");
            json.WriteString("mediaType", ConfigType);
            json.WriteNumber("size", Config.Length);
            json.WriteString("digest", RegistryClient.DigestOf(Config));
            json.WriteEndObject();
            json.WriteStartArray("layers");
            foreach (var layer in Layers)
            {
                json.WriteStartObject();
                json.WriteString("mediaType", LayerType);
                json.WriteNumber("size", layer.Size);
                json.WriteString("digest", layer.Digest);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static JsonObject Step(JsonObject old)
    {
        var step = new JsonObject
        {
            ["created"] = "1970-01-01T00:00:00Z",
            ["created_by"] = old["created_by"]?.DeepClone(),
        };
        if (old["empty_layer"] is { } empty)
        {
            step["empty_layer"] = empty.DeepClone();
        }

        return step;
    }
}
