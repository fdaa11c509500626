using System.Collections.Immutable;
using System.Text.Json;

namespace Infrar.Core.Images.Attestations;

/// <summary>How an image came about, as SLSA has provenance in its version 1.</summary>
/// <param name="Build">The build's id.</param>
/// <param name="Component">The component that it is of.</param>
/// <param name="Source">Where the source came from: <c>upload:upl-…</c>, or a repository's address.</param>
/// <param name="SourceSha256">SHA-256 of the source's archive, in lower-case hex.</param>
/// <param name="Recipe">Path of the Dockerfile in the source.</param>
/// <param name="RecipeSha256">SHA-256 of the Dockerfile as it was run, in lower-case hex.</param>
/// <param name="Bases">Images that it was made of, each with its digest.</param>
/// <param name="Builder">What built it, such as <c>buildah 1.28.2</c>.</param>
/// <param name="StartedAt">When.</param>
/// <param name="FinishedAt">Until when.</param>
/// <remarks>https://slsa.dev/spec/v1.0/provenance</remarks>
public sealed record Provenance(
    string Build,
    string Component,
    string Source,
    string SourceSha256,
    string Recipe,
    string RecipeSha256,
    ImmutableArray<ImageReference> Bases,
    string Builder,
    DateTimeOffset StartedAt,
    DateTimeOffset FinishedAt
)
{
    /// <summary>The type of the predicate.</summary>
    public const string PredicateType = "https://slsa.dev/provenance/v1";

    /// <summary>What the external parameters mean; <c>docs/builds.md</c> says.</summary>
    public const string BuildType = "https://infrar.io/builds/v1";

    /// <summary>Whether the recipe was generated.</summary>
    public bool IsGenerated { get; init; }

    /// <summary>The commit that the source is of; empty for none.</summary>
    public string Commit { get; init; } = "";

    /// <summary>The build that a predicate names; empty for none.</summary>
    public static string BuildOf(JsonElement predicate) =>
        predicate.ValueKind is JsonValueKind.Object
        && predicate.TryGetProperty("runDetails", out var details)
        && details.ValueKind is JsonValueKind.Object
        && details.TryGetProperty("metadata", out var metadata)
        && metadata.ValueKind is JsonValueKind.Object
        && metadata.TryGetProperty("invocationId", out var id)
        && id.ValueKind is JsonValueKind.String
            ? id.GetString()!
            : "";

    /// <summary>Writes the predicate.</summary>
    public byte[] Write()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("buildDefinition");
            json.WriteString("buildType", BuildType);
            json.WriteStartObject("externalParameters");
            json.WriteString("source", Source);
            json.WriteString("component", Component);
            json.WriteString("recipe", Recipe);
            json.WriteBoolean("isGenerated", IsGenerated);
            json.WriteEndObject();
            json.WriteStartArray("resolvedDependencies");
            Dependency(json, Source, SourceSha256, Commit);
            Dependency(json, $"recipe:{Recipe}", RecipeSha256, "");
            foreach (var image in Bases)
            {
                Dependency(json, $"docker://{image.Name}", image.Digest["sha256:".Length..], "");
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartObject("runDetails");
            json.WriteStartObject("builder");
            json.WriteString("id", "https://infrar.io/builder/v1");
            json.WriteStartObject("version");
            json.WriteString("builder", Builder);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("metadata");
            json.WriteString("invocationId", Build);
            json.WriteString("startedOn", StartedAt.ToUniversalTime());
            json.WriteString("finishedOn", FinishedAt.ToUniversalTime());
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Dependency(Utf8JsonWriter json, string uri, string sha256, string commit)
    {
        json.WriteStartObject();
        json.WriteString("uri", uri);
        json.WriteStartObject("digest");
        json.WriteString("sha256", sha256);
        if (commit is not "")
        {
            json.WriteString("gitCommit", commit);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
