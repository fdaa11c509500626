using Infrar.Platform.Projects;
using Infrar.Platform.Workspaces;

namespace Infrar.Platform.State;

/// <summary>One state of a workspace, as it was written; none is ever changed, and the newest counts.</summary>
internal sealed class StateVersion : IIdentified
{
    public static string Prefix => "sv";

    public Id<StateVersion> Id { get; private init; }

    public Id<Workspace> WorkspaceId { get; private init; }

    public Id<Project> ProjectId { get; private init; }

    /// <summary>From 1, without gaps in a workspace.</summary>
    public int Number { get; private init; }

    public long Serial { get; private init; }

    public string Lineage { get; private init; } = "";

    /// <summary>Bytes, as they were sent.</summary>
    public long Size { get; private init; }

    /// <summary>SHA-256 in lower-case hex.</summary>
    public string Sha256 { get; private init; } = "";

    /// <summary>MD5 in lower-case hex, which the protocol's clients compare.</summary>
    public string Md5 { get; private init; } = "";

    /// <summary>Where the sealed bytes lie; empty for a removal.</summary>
    public string FileKey { get; private init; } = "";

    /// <summary>The key of the bytes, sealed under the project's data key.</summary>
    public byte[] SealedKey { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>A person's id, or a run's.</summary>
    public string CreatedBy { get; private init; } = "";

    public string? RunId { get; private init; }

    /// <summary>Whether OpenTofu encrypted it, so that nothing here can look into it.</summary>
    public bool Encrypted { get; private init; }

    /// <summary>The version of OpenTofu or Terraform that wrote it.</summary>
    public string? EngineVersion { get; private init; }

    /// <summary>Instances of managed resources.</summary>
    public int? ResourceCount { get; private init; }

    /// <summary>The version that it repeats.</summary>
    public Id<StateVersion>? RestoredFrom { get; private init; }

    /// <summary>Whether it says that there is no state any more.</summary>
    public bool IsRemoval { get; private init; }

    /// <summary>A state whose bytes lie in their file.</summary>
    public static StateVersion Of(
        Id<StateVersion> id,
        Workspace workspace,
        int number,
        StateBytes bytes,
        StateActor by,
        Id<StateVersion>? restoredFrom,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            WorkspaceId = workspace.Id,
            ProjectId = workspace.ProjectId,
            Number = number,
            Serial = bytes.Head.Serial,
            Lineage = bytes.Head.Lineage,
            Size = bytes.Size,
            Sha256 = bytes.Sha256,
            Md5 = bytes.Md5,
            FileKey = bytes.FileKey,
            SealedKey = bytes.SealedKey,
            CreatedAt = now,
            CreatedBy = by.By,
            RunId = by.Run?.RunId,
            Encrypted = bytes.Head.IsEncrypted,
            EngineVersion = bytes.Head.EngineVersion,
            ResourceCount = bytes.Head.IsEncrypted ? null : bytes.Head.Resources,
            RestoredFrom = restoredFrom,
        };

    /// <summary>That there is no state any more, after a last one.</summary>
    public static StateVersion Removal(
        Id<StateVersion> id,
        Workspace workspace,
        StateVersion last,
        StateActor by,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            WorkspaceId = workspace.Id,
            ProjectId = workspace.ProjectId,
            Number = last.Number + 1,
            Serial = last.Serial,
            Lineage = last.Lineage,
            CreatedAt = now,
            CreatedBy = by.By,
            RunId = by.Run?.RunId,
            IsRemoval = true,
        };
}

/// <summary>Bytes of a state that lie in their file, and what they say of themselves.</summary>
internal sealed record StateBytes(
    StateHead Head,
    long Size,
    string Sha256,
    string Md5,
    string FileKey,
    byte[] SealedKey
);
