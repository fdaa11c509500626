namespace Infrar.Platform.Runs;

/// <summary>How far a run has come; <c>docs/runs.md</c> draws how one follows from another.</summary>
internal enum RunStatus
{
    /// <summary>Waits for the runs before it in its workspace.</summary>
    Pending,

    /// <summary>Holds the workspace, unless it is speculative; waits for an executor to plan.</summary>
    PlanQueued,

    /// <summary>An executor plans.</summary>
    Planning,

    /// <summary>The plan has changes and waits for somebody to approve or discard it.</summary>
    Planned,

    /// <summary>Ended: nothing is to change, or only a plan was asked for.</summary>
    PlannedAndFinished,

    /// <summary>Approved; waits for an executor to apply.</summary>
    ApplyQueued,

    /// <summary>An executor applies.</summary>
    Applying,

    /// <summary>Ended: all changes are made.</summary>
    Applied,

    /// <summary>Ended: somebody decided against the plan.</summary>
    Discarded,

    /// <summary>Ended: the engine or the platform refused; what was made until then is in the state.</summary>
    Errored,

    /// <summary>Ended: somebody stopped it; what was made until then is in the state.</summary>
    Canceled,

    /// <summary>The engine went without coming to an end. The workspace stays held until a run recovers it.</summary>
    Interrupted,

    /// <summary>Ended: it was interrupted, and another run brought state and reality together again.</summary>
    Recovered,
}

/// <summary>What a run is to do.</summary>
internal enum RunOperation
{
    /// <summary>Plan alone: nothing is held and nothing can be applied.</summary>
    Plan,

    /// <summary>Plan, then apply what was approved.</summary>
    Apply,

    /// <summary>Plan to destroy everything, then apply what was approved.</summary>
    Destroy,

    /// <summary>See what is different from the state, then take that into the state when it is approved.</summary>
    Refresh,

    /// <summary>See what is different from the state, and tell it: nothing is held and nothing can be applied.</summary>
    Drift,

    /// <summary>Bring an interrupted run's state and reality together, and go on with what it was about.</summary>
    Recover,
}

/// <summary>What follows from a status.</summary>
internal static class RunStatuses
{
    /// <summary>Whether nothing more happens to it.</summary>
    public static bool IsEnded(this RunStatus status) =>
        status
            is RunStatus.PlannedAndFinished
                or RunStatus.Applied
                or RunStatus.Discarded
                or RunStatus.Errored
                or RunStatus.Canceled
                or RunStatus.Recovered;

    /// <summary>Whether an executor is at work on it.</summary>
    public static bool IsAtWork(this RunStatus status) => status is RunStatus.Planning or RunStatus.Applying;

    /// <summary>Whether it waits for an executor.</summary>
    public static bool IsQueued(this RunStatus status) => status is RunStatus.PlanQueued or RunStatus.ApplyQueued;

    /// <summary>As the API writes it: <c>planned_and_finished</c>.</summary>
    public static string Word(this RunStatus status) => JsonNames.Of(status);
}
