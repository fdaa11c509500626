using Infrar.Platform.Http;
using Infrar.Platform.Projects;
using Infrar.Platform.State;

namespace Infrar.Platform.Workspaces;

/// <summary>Locks a workspace.</summary>
/// <param name="Reason">Why, for whoever finds it locked; 1 to 500 visible characters.</param>
[ApiExample(
    """
        {"reason": "The database moves tonight."}
        """
)]
internal sealed record LockWorkspaceRequest(string Reason);

/// <summary>A person's lock.</summary>
/// <param name="By">The person's id.</param>
/// <param name="Name">What the person is called.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">Since when.</param>
internal sealed record WorkspaceLockResponse(string By, string Name, string Reason, DateTimeOffset At);

/// <summary>That a run alone may change the state.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Why">What keeps it.</param>
internal sealed record WorkspaceHoldResponse(string Run, string? Why);

/// <summary>The lock that OpenTofu or Terraform has on the state.</summary>
/// <param name="Id">The lock's id, which force-unlock wants.</param>
/// <param name="Operation">What it is for, in the client's words.</param>
/// <param name="Who">Who holds it, in the client's words.</param>
/// <param name="By">Whose token took it: a person's id, or a run's.</param>
/// <param name="At">Since when.</param>
internal sealed record StateLockResponse(string Id, string Operation, string Who, string By, DateTimeOffset At);

/// <summary>The state as it stands.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Serial">Its serial.</param>
/// <param name="Resources">How many resources it knows; null where it is encrypted.</param>
/// <param name="At">When it was written.</param>
internal sealed record CurrentStateResponse(int Version, long Serial, int? Resources, DateTimeOffset At);

/// <summary>A workspace.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Project">Whose it is.</param>
/// <param name="Environment">The environment's name.</param>
/// <param name="CreatedAt">When it was first used.</param>
/// <param name="Lock">A person's lock.</param>
/// <param name="Hold">The run that holds it.</param>
/// <param name="StateLock">The lock on its state.</param>
/// <param name="State">Its state; null while there is none.</param>
[ApiExample(
    """
        {"id": "ws-01kb2m9x7q3v8c5d1e6f", "project": "prj-01kb2m9x7q3v8c5d1e6f", "environment": "production", "createdAt": "2026-11-27T09:30:00+00:00", "lock": {"by": "usr-01kb2m9x7q3v8c5d1e6f", "name": "Ada", "reason": "The database moves tonight.", "at": "2026-11-27T09:31:00+00:00"}, "hold": null, "stateLock": null, "state": {"version": 7, "serial": 12, "resources": 23, "at": "2026-11-27T09:30:30+00:00"}}
        """
)]
internal sealed record WorkspaceResponse(
    Id<Workspace> Id,
    Id<Project> Project,
    string Environment,
    DateTimeOffset CreatedAt,
    WorkspaceLockResponse? Lock,
    WorkspaceHoldResponse? Hold,
    StateLockResponse? StateLock,
    CurrentStateResponse? State
)
{
    public static WorkspaceResponse Of(Workspace workspace, StateLock? stateLock, StateVersion? state) =>
        new(
            workspace.Id,
            workspace.ProjectId,
            workspace.Environment,
            workspace.CreatedAt,
            workspace.Lock is { } by ? new(by.LockedBy, by.Name, by.Reason, by.LockedAt) : null,
            workspace.HeldByRun is { } run ? new(run, workspace.HeldWhy) : null,
            stateLock is null ? null : Of(stateLock),
            state is null or { IsRemoval: true }
                ? null
                : new(state.Number, state.Serial, state.ResourceCount, state.CreatedAt)
        );

    private static StateLockResponse Of(StateLock taken)
    {
        var info = LockInfo.Read(taken.Client);
        return new(taken.LockId, info?.Operation ?? "", info?.Who ?? "", taken.TakenBy, taken.TakenAt);
    }
}
