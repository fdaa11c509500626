using System.Collections.Immutable;
using System.Text.Json;
using Infrar.Platform.Teams;

namespace Infrar.Platform.Projects;

/// <summary>Makes a project.</summary>
/// <param name="Team">The team it belongs to.</param>
/// <param name="Name">For people, 1 to 100 characters.</param>
/// <param name="Slug">For addresses: lower-case letters, digits and hyphens; made from the name when left out.</param>
/// <param name="Residency">Where the project's data may lie, such as <c>eu</c>.</param>
/// <param name="Manifest">The text of <c>infrar.yaml</c>.</param>
internal sealed record CreateProjectRequest(
    Id<Team> Team,
    string Name,
    string? Slug = null,
    string? Residency = null,
    string? Manifest = null
);

/// <summary>Changes a project; what is left out stays.</summary>
internal sealed record ChangeProjectRequest(string? Name = null, string? Slug = null, string? Residency = null);

/// <summary>A project.</summary>
internal sealed record ProjectResponse(
    Id<Project> Id,
    Id<Team> Team,
    string Slug,
    string Name,
    string? Residency,
    bool HasManifest,
    Role Role,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    int Version
);

/// <summary>A manifest as it stands.</summary>
/// <param name="Text">The text of <c>infrar.yaml</c>.</param>
/// <param name="Version">Goes into <c>If-Match</c> as the ETag <c>"v…"</c>.</param>
/// <param name="Validation">What reading it gave.</param>
internal sealed record ManifestResponse(string Text, int Version, JsonElement Validation);

/// <summary>Writes a manifest.</summary>
internal sealed record ManifestRequest(string Text);

/// <summary>A manifest as it once stood.</summary>
internal sealed record ManifestVersionResponse(int Version, string AuthorId, DateTimeOffset WrittenAt, int Characters);

/// <summary>An environment of the manifest, with the strategy that was chosen for it.</summary>
internal sealed record EnvironmentResponse(
    string Name,
    ImmutableArray<string> Strategies,
    string? Strategy,
    string? ChosenBy,
    DateTimeOffset? ChosenAt
);

/// <summary>Chooses a hosting option.</summary>
internal sealed record StrategyRequest(string Strategy);
