using System.Collections.Immutable;
using Infrar.Core;
using Infrar.Platform.Projects;
using Infrar.Platform.Runs.Policies;
using Infrar.Platform.Workspaces;

namespace Infrar.Platform.Runs;

/// <summary>One use of OpenTofu on a workspace, from the asking to its end. Its methods are the only ways that its status changes.</summary>
internal sealed class Run : IIdentified
{
    /// <summary>How often a plan may be begun without coming to an end before the configuration is held to be what ends it.</summary>
    private const int MostPlans = 3;

    private readonly List<RunTransition> _transitions = [];

    public static string Prefix => "run";

    public Id<Run> Id { get; private init; }

    public Id<Project> ProjectId { get; private init; }

    public Id<Workspace> WorkspaceId { get; private init; }

    public RunOperation Operation { get; private init; }

    public RunStatus Status { get; private set; }

    /// <summary>Whether a plan with changes is applied without anybody's approval.</summary>
    public bool IsAutoApplied { get; private init; }

    /// <summary>Why, for people.</summary>
    public string Message { get; private init; } = "";

    /// <summary>The hosting option that its configuration was made of; null for a configuration of somebody's own.</summary>
    public string? Strategy { get; private init; }

    /// <summary>The interrupted run that this one recovers; null for none.</summary>
    public string? Recovers { get; private init; }

    /// <summary>Whether state and reality of what it recovers are together again, whatever else became of it.</summary>
    public bool HasRecovered { get; private set; }

    /// <summary>Further arguments of the engine's plan, one on each line.</summary>
    public string PlanArguments { get; private init; } = "";

    /// <summary>Images of the project's builds that its configuration runs, by digest; each is looked at before it is applied.</summary>
    public ImmutableArray<string> Images { get; private init; } = [];

    /// <summary>SHA-256 of the configuration's files, in lower-case hex.</summary>
    public string ConfigurationSha256 { get; private init; } = "";

    /// <summary>What the plan was made of, and so what alone may be applied; null until there is a plan.</summary>
    public RunPins? Pins { get; private set; }

    /// <summary>What the plan would do; null until there is a plan.</summary>
    public RunChangesSummary? Changes { get; private set; }

    /// <summary>How the plan stands to the environment's policy.</summary>
    public ImmutableArray<PolicyResult> Policies { get; private set; } = [];

    /// <summary>The version of the policy that the plan was held against; null until there is a plan.</summary>
    public int? PolicyVersion { get; private set; }

    /// <summary>Who has approved the plan so far.</summary>
    public ImmutableArray<RunApproval> Approvals { get; private set; } = [];

    /// <summary>Which engine planned, as <c>terraform 1.11.4</c>.</summary>
    public string? Engine { get; private set; }

    public string CreatedBy { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>The executor that is, or last was, at work on it.</summary>
    public string? Worker { get; private set; }

    /// <summary>Rises each time that an executor takes it; what an earlier one still writes is refused.</summary>
    public int Epoch { get; private set; }

    /// <summary>Until when its executor is believed to be alive.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>Plans that were begun.</summary>
    public int Plans { get; private set; }

    /// <summary>When somebody asked to stop it; null for nobody.</summary>
    public DateTimeOffset? CancelAt { get; private set; }

    /// <summary>Whether it is to be stopped at once, at the price of an interrupted run.</summary>
    public bool IsForced { get; private set; }

    public string? ProblemCode { get; private set; }

    public string? ProblemTitle { get; private set; }

    public string? ProblemDetail { get; private set; }

    /// <summary>Rises with every change; of two at once, one is refused.</summary>
    public int Version { get; private set; }

    /// <summary>Every status it had, in order.</summary>
    public IReadOnlyList<RunTransition> Transitions => _transitions;

    /// <summary>Whether it can never be applied, and so holds nothing.</summary>
    public bool IsSpeculative => Operation is RunOperation.Plan or RunOperation.Drift;

    public static Run Create(Id<Run> id, Workspace workspace, NewRun made, RunActor by, DateTimeOffset now)
    {
        var run = new Run
        {
            Id = id,
            ProjectId = workspace.ProjectId,
            WorkspaceId = workspace.Id,
            Operation = made.Operation,
            IsAutoApplied = made.IsAutoApplied,
            Message = RunText.Fit(made.Message, RunConfiguration.LongestComment),
            Strategy = made.Strategy,
            Recovers = made.Recovers,
            PlanArguments = made.PlanArguments,
            Images = made.Images,
            ConfigurationSha256 = made.ConfigurationSha256,
            CreatedBy = by.Id,
            CreatedAt = now,
        };
        run.MoveTo(RunStatus.Pending, by, made.Message, now);
        return run;
    }

    /// <summary>Its turn has come.</summary>
    /// <returns>The run; <c>RUN002</c> unless it is pending.</returns>
    public Result<Run> QueuePlan(DateTimeOffset now) =>
        Status is RunStatus.Pending
            ? MoveTo(RunStatus.PlanQueued, RunActor.Platform, "", now)
            : RunProblems.NotNow(Id, Status, "queued");

    /// <summary>An executor takes it; from now on only what comes with the new epoch counts.</summary>
    /// <returns>The run, at work; <c>RUN002</c> unless it waits for an executor, <c>RUN007</c> when its plans never come to an end.</returns>
    public Result<Run> Take(string worker, DateTimeOffset leaseUntil, DateTimeOffset now)
    {
        if (!Status.IsQueued())
        {
            return RunProblems.NotNow(Id, Status, "taken");
        }

        if (Status is RunStatus.PlanQueued && Plans >= MostPlans)
        {
            return RunProblems.PlansNeverEnd(MostPlans);
        }

        (Worker, LeaseUntil) = (worker, leaseUntil);
        Epoch++;
        var next = RunStatus.Applying;
        if (Status is RunStatus.PlanQueued)
        {
            Plans++;
            next = RunStatus.Planning;
        }

        return MoveTo(next, RunActor.Executor(worker), "", now);
    }

    /// <summary>The plan is there.</summary>
    /// <returns>The run, which waits, is finished, or goes on by itself; <c>RUN002</c> unless it is planning.</returns>
    public Result<Run> Plan(RunPlan plan, RunGate gate, DateTimeOffset now)
    {
        if (Status is not RunStatus.Planning)
        {
            return RunProblems.NotNow(Id, Status, "planned");
        }

        (Pins, Changes, Engine) = (plan.Pins, plan.Changes, plan.Engine);
        (Policies, PolicyVersion) = (plan.Policies, gate.Version);
        var by = RunActor.Executor(Worker ?? "");
        if (IsSpeculative || !plan.Changes.HasChanges)
        {
            HasRecovered = Recovers is not null;
            return MoveTo(
                RunStatus.PlannedAndFinished,
                by,
                plan.Changes.HasChanges ? "" : "Nothing is to change.",
                now
            );
        }

        var holds = IsAutoApplied ? gate.Holds(this) : "";
        MoveTo(RunStatus.Planned, by, holds ?? "", now);
        return holds is null
            ? MoveTo(RunStatus.ApplyQueued, RunActor.Platform, "Applied without approval.", now)
            : this;
    }

    /// <summary>Somebody wants it applied.</summary>
    /// <returns>The run, which goes on or waits for others to approve; <c>RUN002</c> unless its plan waits for that, or a problem of the policy.</returns>
    public Result<Run> Approve(Approver approver, RunGate gate, DateTimeOffset now)
    {
        if (Status is not RunStatus.Planned)
        {
            return RunProblems.NotNow(Id, Status, "approved");
        }

        if (gate.Refusal(this, approver) is { } refusal)
        {
            return refusal;
        }

        Approvals = Approvals.Add(
            new(approver.By, RunText.Fit(approver.Comment, RunConfiguration.LongestComment), approver.IsOverride, now)
        );
        var missing = gate.Policy.Approvals - Approvals.Length;
        return missing <= 0
            ? MoveTo(RunStatus.ApplyQueued, new(approver.By), approver.Comment, now)
            : MoveTo(
                RunStatus.Planned,
                new(approver.By),
                $"Approved; {missing} more wanted. {approver.Comment}".TrimEnd(),
                now
            );
    }

    /// <summary>Somebody decides against its plan.</summary>
    /// <returns>The run; <c>RUN002</c> unless its plan waits for that.</returns>
    public Result<Run> Discard(RunActor by, string comment, DateTimeOffset now) =>
        Status is RunStatus.Planned
            ? MoveTo(RunStatus.Discarded, by, comment, now)
            : RunProblems.NotNow(Id, Status, "discarded");

    /// <summary>Somebody wants it stopped: at once where nothing runs, else the engine is asked to come to an end.</summary>
    /// <param name="by">Who.</param>
    /// <param name="isForced">Whether the engine is killed, at the price of an interrupted run.</param>
    /// <param name="comment">Why.</param>
    /// <param name="now">When.</param>
    /// <returns>The run; <c>RUN002</c> when it has ended or is interrupted, <c>RUN008</c> when it is forced before it was asked to stop.</returns>
    public Result<Run> Cancel(RunActor by, bool isForced, string comment, DateTimeOffset now)
    {
        if (Status.IsEnded() || Status is RunStatus.Interrupted)
        {
            return RunProblems.NotNow(Id, Status, "canceled");
        }

        if (!Status.IsAtWork())
        {
            return MoveTo(RunStatus.Canceled, by, comment, now);
        }

        if (isForced && CancelAt is null)
        {
            return RunProblems.AskFirst(Id);
        }

        (CancelAt, IsForced) = (CancelAt ?? now, IsForced || isForced);
        return MoveTo(
            Status,
            by,
            comment is ""
                ? isForced
                    ? "Force cancel."
                    : "Cancel."
                : comment,
            now
        );
    }

    /// <summary>All changes are made.</summary>
    /// <returns>The run; <c>RUN002</c> unless it is applying, or was given up for lost while it did.</returns>
    public Result<Run> Apply(DateTimeOffset now)
    {
        if (Status is not (RunStatus.Applying or RunStatus.Interrupted))
        {
            return RunProblems.NotNow(Id, Status, "applied");
        }

        HasRecovered = Recovers is not null;
        return MoveTo(RunStatus.Applied, RunActor.Executor(Worker ?? ""), "", now);
    }

    /// <summary>It came to an end that is not what was wanted: refused, or stopped when somebody had asked for that.</summary>
    /// <param name="problem">Why.</param>
    /// <param name="now">When.</param>
    /// <param name="hasRecovered">Whether it had brought together before what it was to recover.</param>
    /// <returns>The run; <c>RUN002</c> when it has ended.</returns>
    public Result<Run> Fail(Problem problem, DateTimeOffset now, bool hasRecovered = false)
    {
        if (Status.IsEnded())
        {
            return RunProblems.NotNow(Id, Status, "ended");
        }

        (ProblemCode, ProblemTitle, ProblemDetail) = (
            problem.Code,
            problem.Title,
            RunText.Fit(problem.Detail, RunConfiguration.LongestDetail)
        );
        HasRecovered |= hasRecovered;
        return MoveTo(
            CancelAt is null ? RunStatus.Errored : RunStatus.Canceled,
            RunActor.Executor(Worker ?? ""),
            problem.Title,
            now
        );
    }

    /// <summary>Its executor or engine went without coming to an end: a plan is made again, an apply has to be recovered.</summary>
    /// <returns>The run; <c>RUN002</c> unless an executor was at work on it.</returns>
    public Result<Run> Lose(string why, DateTimeOffset now) =>
        Status switch
        {
            RunStatus.Planning when CancelAt is not null => MoveTo(RunStatus.Canceled, RunActor.Platform, why, now),
            RunStatus.Planning => MoveTo(RunStatus.PlanQueued, RunActor.Platform, why, now),
            RunStatus.Applying => MoveTo(RunStatus.Interrupted, RunActor.Platform, why, now),
            _ => RunProblems.NotNow(Id, Status, "given up"),
        };

    /// <summary>Another run brought state and reality together.</summary>
    /// <returns>The run; <c>RUN002</c> unless it is interrupted.</returns>
    public Result<Run> Recover(Id<Run> by, DateTimeOffset now) =>
        Status is RunStatus.Interrupted
            ? MoveTo(RunStatus.Recovered, RunActor.Platform, $"By {by}.", now)
            : RunProblems.NotNow(Id, Status, "recovered");

    /// <summary>A newer run takes its place: it is discarded, or canceled where it has no plan yet.</summary>
    /// <returns>The run; <c>RUN002</c> when it was approved, or has ended.</returns>
    public Result<Run> Supersede(Id<Run> by, DateTimeOffset now)
    {
        var comment = $"Superseded by {by}.";
        return Status switch
        {
            RunStatus.Planned => MoveTo(RunStatus.Discarded, RunActor.Platform, comment, now),
            RunStatus.Pending or RunStatus.PlanQueued or RunStatus.Planning => Cancel(
                RunActor.Platform,
                false,
                comment,
                now
            ),
            _ => RunProblems.NotNow(Id, Status, "superseded"),
        };
    }

    private Run MoveTo(RunStatus status, RunActor by, string comment, DateTimeOffset now)
    {
        _transitions.Add(RunTransition.Of(this, status, by, comment, now));
        (Status, ChangedAt) = (status, now);
        if (!status.IsAtWork())
        {
            LeaseUntil = null;
        }

        Version++;
        return this;
    }
}
