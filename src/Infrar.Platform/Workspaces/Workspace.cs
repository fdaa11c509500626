using Infrar.Core;
using Infrar.Platform.Projects;

namespace Infrar.Platform.Workspaces;

/// <summary>A person's lock on a workspace.</summary>
/// <param name="LockedBy">The person's id.</param>
/// <param name="Name">What the person is called.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="LockedAt">Since when.</param>
internal sealed record WorkspaceLock(string LockedBy, string Name, string Reason, DateTimeOffset LockedAt);

/// <summary>A project × an environment: one state, at most one active run.</summary>
internal sealed class Workspace : IIdentified
{
    public static string Prefix => "ws";

    public Id<Workspace> Id { get; private init; }

    public Id<Project> ProjectId { get; private init; }

    /// <summary>The environment's name, as in manifests.</summary>
    public string Environment { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Rises with every change; of two at once, one is refused.</summary>
    public int Version { get; private set; }

    public string? LockedBy { get; private set; }

    public string? LockedByName { get; private set; }

    public string? LockReason { get; private set; }

    public DateTimeOffset? LockedAt { get; private set; }

    /// <summary>The run that alone may take the state lock and write state; null for none.</summary>
    public string? HeldByRun { get; private set; }

    /// <summary>Why it is held, for people.</summary>
    public string? HeldWhy { get; private set; }

    public DateTimeOffset? HeldAt { get; private set; }

    /// <summary>A person's lock; null for none.</summary>
    public WorkspaceLock? Lock =>
        LockedBy is null ? null : new(LockedBy, LockedByName ?? "", LockReason ?? "", LockedAt ?? CreatedAt);

    public static Workspace Create(Id<Project> project, string environment, TimeProvider time) =>
        new()
        {
            Id = Id<Workspace>.New(time),
            ProjectId = project,
            Environment = environment,
            CreatedAt = time.GetUtcNow(),
            Version = 1,
        };

    /// <summary>Keeps others from changing anything here. A run that holds it already comes to its end.</summary>
    /// <returns>The workspace; <c>WSP003</c> when somebody else has locked it.</returns>
    public Result<Workspace> LockBy(string user, string name, string reason, DateTimeOffset now)
    {
        if (Lock is { } there && there.LockedBy != user)
        {
            return WorkspaceProblems.Locked(Environment, there);
        }

        (LockedBy, LockedByName, LockReason, LockedAt) = (user, name, reason, LockedAt ?? now);
        return Changed();
    }

    /// <summary>Takes a person's lock away.</summary>
    /// <returns>The workspace; <c>WSP006</c> when it has none.</returns>
    public Result<Workspace> Unlock()
    {
        if (Lock is null)
        {
            return WorkspaceProblems.NotLocked(Environment);
        }

        (LockedBy, LockedByName, LockReason, LockedAt) = (null, null, null, null);
        return Changed();
    }

    /// <summary>Reserves the state for one run. The client's own unlocking does not end that; <see cref="ReleaseFromRun"/> does.</summary>
    /// <param name="run">The run's id.</param>
    /// <param name="why">For people: what keeps it.</param>
    /// <param name="now">Since when; stays when the run holds it already.</param>
    /// <returns>The workspace; <c>WSP003</c> when a person has locked it, <c>WSP004</c> when another run holds it.</returns>
    public Result<Workspace> HoldForRun(string run, string why, DateTimeOffset? now = null)
    {
        if (HeldByRun is { } holder && holder != run)
        {
            return WorkspaceProblems.Held(Environment, holder, HeldWhy);
        }

        if (HeldByRun is null && Lock is { } locked)
        {
            return WorkspaceProblems.Locked(Environment, locked);
        }

        (HeldByRun, HeldWhy, HeldAt) = (run, why, HeldAt ?? now);
        return Changed();
    }

    /// <summary>Ends what <see cref="HoldForRun"/> began; a workspace that nobody holds stays so.</summary>
    /// <returns>The workspace; <c>WSP004</c> when another run holds it.</returns>
    public Result<Workspace> ReleaseFromRun(string run)
    {
        if (HeldByRun is null)
        {
            return this;
        }

        if (HeldByRun != run)
        {
            return WorkspaceProblems.Held(Environment, HeldByRun, HeldWhy);
        }

        (HeldByRun, HeldWhy, HeldAt) = (null, null, null);
        return Changed();
    }

    private Workspace Changed()
    {
        Version++;
        return this;
    }
}
