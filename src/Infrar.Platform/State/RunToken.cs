using Infrar.Platform.Projects;
using Infrar.Platform.Workspaces;

namespace Infrar.Platform.State;

/// <summary>What opens one workspace's state to one run, and nothing else; only its hash is kept.</summary>
internal sealed class RunToken
{
    /// <summary>SHA-256 of the token.</summary>
    public string TokenHash { get; private init; } = "";

    public Id<Workspace> WorkspaceId { get; private init; }

    public Id<Project> ProjectId { get; private init; }

    public string RunId { get; private init; } = "";

    /// <summary>Whether it may lock and write, or read alone.</summary>
    public bool MayWrite { get; private init; }

    public DateTimeOffset ExpiresAt { get; private init; }

    /// <summary>When it was fenced off; what it writes from then on is refused.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    public static RunToken Issue(string hash, Workspace workspace, string run, bool mayWrite, DateTimeOffset expires) =>
        new()
        {
            TokenHash = hash,
            WorkspaceId = workspace.Id,
            ProjectId = workspace.ProjectId,
            RunId = run,
            MayWrite = mayWrite,
            ExpiresAt = expires,
        };
}
