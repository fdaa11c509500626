using System.Collections.Immutable;
using System.Text.Json;
using Infrar.Platform.Http;
using Infrar.Platform.Teams;

namespace Infrar.Platform.Projects;

/// <summary>Makes a project.</summary>
/// <param name="Team">The team it belongs to.</param>
/// <param name="Name">For people, 1 to 100 characters.</param>
/// <param name="Slug">For addresses: lower-case letters, digits and hyphens; made from the name when left out.</param>
/// <param name="Residency">Where the project's data may lie, such as <c>eu</c>.</param>
/// <param name="Manifest">The text of <c>infrar.yaml</c>.</param>
[ApiExample(
    """
        {"team": "team-01kb2m9x7q3v8c5d1e6f", "name": "Web shop", "slug": "shop", "residency": "eu", "manifest": "infrar: 1\nname: shop\n"}
        """
)]
internal sealed record CreateProjectRequest(
    Id<Team> Team,
    string Name,
    string? Slug = null,
    string? Residency = null,
    string? Manifest = null
);

/// <summary>Changes a project; what is left out stays.</summary>
[ApiExample(
    """
        {"name": "Shop", "slug": "shop"}
        """
)]
internal sealed record ChangeProjectRequest(string? Name = null, string? Slug = null, string? Residency = null);

/// <summary>A project.</summary>
[ApiExample(
    """
        {"id": "prj-01kb2m9x7q3v8c5d1e6f", "team": "team-01kb2m9x7q3v8c5d1e6f", "slug": "shop", "name": "Web shop", "residency": "eu", "hasManifest": true, "role": "owner", "createdAt": "2026-11-27T09:30:00+00:00", "changedAt": "2026-11-27T09:30:00+00:00", "version": 4}
        """
)]
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
[ApiExample(
    """
        {"text": "infrar: 1\nname: shop\n", "version": 4, "validation": {"valid": true, "diagnostics": []}}
        """
)]
internal sealed record ManifestResponse(string Text, int Version, JsonElement Validation);

/// <summary>Writes a manifest.</summary>
[ApiExample(
    """
        {"text": "infrar: 1\nname: shop\n"}
        """
)]
internal sealed record ManifestRequest(string Text);

/// <summary>A manifest as it once stood.</summary>
[ApiExample(
    """
        {"version": 4, "authorId": "usr-01kb2m9x7q3v8c5d1e6f", "writtenAt": "2026-11-27T09:30:00+00:00", "characters": 1204}
        """
)]
internal sealed record ManifestVersionResponse(int Version, string AuthorId, DateTimeOffset WrittenAt, int Characters);

/// <summary>An environment of the manifest, with the strategy that was chosen for it.</summary>
[ApiExample(
    """
        {"name": "production", "strategies": ["aws", "hetzner"], "strategy": "aws", "chosenBy": "usr-01kb2m9x7q3v8c5d1e6f", "chosenAt": "2026-11-27T09:30:00+00:00"}
        """
)]
internal sealed record EnvironmentResponse(
    string Name,
    ImmutableArray<string> Strategies,
    string? Strategy,
    string? ChosenBy,
    DateTimeOffset? ChosenAt
);

/// <summary>Chooses a hosting option.</summary>
[ApiExample(
    """
        {"strategy": "aws"}
        """
)]
internal sealed record StrategyRequest(string Strategy);
