using System.Text.Json;
using Infrar.Platform.Http;
using Infrar.Platform.Workspaces;

namespace Infrar.Platform.State;

/// <summary>A version of a state.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Workspace">Whose it is.</param>
/// <param name="Version">Its number; from 1, without gaps.</param>
/// <param name="Serial">The serial in it.</param>
/// <param name="Lineage">The lineage in it.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256 in hex; empty for a removal.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="CreatedBy">Who wrote it: a person's id, or a run's.</param>
/// <param name="Run">The run that wrote it.</param>
/// <param name="IsEncrypted">Whether OpenTofu encrypted it, so that nothing here can look into it.</param>
/// <param name="EngineVersion">The version of OpenTofu or Terraform that wrote it.</param>
/// <param name="Resources">Instances of managed resources; null where it is encrypted.</param>
/// <param name="RestoredFrom">The id of the version that it repeats.</param>
/// <param name="IsRemoval">Whether it says that there is no state any more.</param>
[ApiExample(
    """
        {"id": "sv-01kb2m9x7q3v8c5d1e6f", "workspace": "ws-01kb2m9x7q3v8c5d1e6f", "version": 7, "serial": 12, "lineage": "3f1d7a52-8f0e-4c5b-9d0f-1f1b6a3a9c11", "size": 48211, "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "createdAt": "2026-11-27T09:30:00+00:00", "createdBy": "usr-01kb2m9x7q3v8c5d1e6f", "run": null, "isEncrypted": false, "engineVersion": "1.11.4", "resources": 23, "restoredFrom": null, "isRemoval": false}
        """
)]
internal sealed record StateVersionResponse(
    Id<StateVersion> Id,
    Id<Workspace> Workspace,
    int Version,
    long Serial,
    string Lineage,
    long Size,
    string Sha256,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    string? Run,
    bool IsEncrypted,
    string? EngineVersion,
    int? Resources,
    string? RestoredFrom,
    bool IsRemoval
)
{
    public static StateVersionResponse Of(StateVersion version) =>
        new(
            version.Id,
            version.WorkspaceId,
            version.Number,
            version.Serial,
            version.Lineage,
            version.Size,
            version.Sha256,
            version.CreatedAt,
            version.CreatedBy,
            version.RunId,
            version.Encrypted,
            version.EngineVersion,
            version.IsRemoval ? null : version.ResourceCount,
            version.RestoredFrom?.Value,
            version.IsRemoval
        );
}

/// <summary>An output of a state.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; null where it is kept back.</param>
/// <param name="IsSensitive">Whether the configuration calls it sensitive; its value is shown to operators who ask for it.</param>
[ApiExample(
    """
        {"name": "url", "value": "https://shop.example.com", "isSensitive": false}
        """
)]
internal sealed record StateOutput(string Name, JsonElement? Value, bool IsSensitive);
