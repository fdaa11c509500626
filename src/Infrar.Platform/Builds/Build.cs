using System.Collections.Immutable;
using Infrar.Core;
using Infrar.Platform.Projects;
using Infrar.Platform.Runs;
using Infrar.Platform.Uploads;

namespace Infrar.Platform.Builds;

/// <summary>The making of images from one source. Its methods are the only ways that its status changes.</summary>
internal sealed class Build : IIdentified
{
    /// <summary>How often a build may be begun without coming to an end before its source is held to be what ends it.</summary>
    private const int MostAttempts = 3;

    private readonly List<BuildTransition> _transitions = [];

    public static string Prefix => "bld";

    public Id<Build> Id { get; private init; }

    public Id<Project> ProjectId { get; private init; }

    public Id<Upload> UploadId { get; private init; }

    public BuildStatus Status { get; private set; }

    /// <summary>Why, for people.</summary>
    public string Message { get; private init; } = "";

    /// <summary>What is to be built; empty for all that detection finds.</summary>
    public ImmutableArray<BuildOrder> Orders { get; private init; } = [];

    /// <summary>Where it is to be released once it is built; null for nowhere.</summary>
    public string? ReleaseTo { get; private init; }

    /// <summary>Whether its release was begun, where there is to be one.</summary>
    public bool IsReleased { get; private set; }

    /// <summary>The images that are in the registry.</summary>
    public ImmutableArray<BuiltImage> Images { get; private set; } = [];

    public string CreatedBy { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>When a builder last began it.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>The builder that is, or last was, at work on it.</summary>
    public string? Worker { get; private set; }

    /// <summary>Rises each time that a builder takes it; what an earlier one still writes is refused.</summary>
    public int Epoch { get; private set; }

    /// <summary>Until when its builder is believed to be alive.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>When somebody asked to stop it; null for nobody.</summary>
    public DateTimeOffset? CancelAt { get; private set; }

    /// <summary>The log's key in the store; null while there is none.</summary>
    public string? LogKey { get; private set; }

    public string? ProblemCode { get; private set; }

    public string? ProblemTitle { get; private set; }

    public string? ProblemDetail { get; private set; }

    /// <summary>Rises with every change; of two at once, one is refused.</summary>
    public int Version { get; private set; }

    /// <summary>Every status it had, in order.</summary>
    public IReadOnlyList<BuildTransition> Transitions => _transitions;

    public static Build Create(Id<Build> id, Upload upload, NewBuild made, RunActor by, DateTimeOffset now)
    {
        var build = new Build
        {
            Id = id,
            ProjectId = upload.ProjectId,
            UploadId = upload.Id,
            Message = RunText.Fit(made.Message, BuildConfiguration.LongestComment),
            Orders = made.Orders,
            ReleaseTo = made.ReleaseTo,
            CreatedBy = by.Id,
            CreatedAt = now,
        };
        return build.MoveTo(BuildStatus.Pending, by, made.Message, now);
    }

    /// <summary>Its source is there.</summary>
    /// <returns>The build; <c>BLD002</c> unless it is pending.</returns>
    public Result<Build> Queue(DateTimeOffset now) =>
        Status is BuildStatus.Pending
            ? MoveTo(BuildStatus.BuildQueued, RunActor.Platform, "", now)
            : BuildProblems.NotNow(Id, Status, "queued");

    /// <summary>A builder takes it; from now on only what comes with the new epoch counts.</summary>
    /// <returns>The build, at work; <c>BLD002</c> unless it waits for a builder, <c>BLD006</c> when it never comes to an end.</returns>
    public Result<Build> Take(string worker, DateTimeOffset leaseUntil, DateTimeOffset now)
    {
        if (Status is not BuildStatus.BuildQueued)
        {
            return BuildProblems.NotNow(Id, Status, "taken");
        }

        if (Epoch >= MostAttempts)
        {
            return BuildProblems.NeverEnds(MostAttempts);
        }

        (Worker, LeaseUntil, StartedAt, Images) = (worker, leaseUntil, now, []);
        Epoch++;
        return MoveTo(BuildStatus.Building, Builder(worker), "", now);
    }

    /// <summary>Every image is there.</summary>
    /// <returns>The build; <c>BLD002</c> unless it is building.</returns>
    public Result<Build> Finish(ImmutableArray<BuiltImage> images, string? log, DateTimeOffset now)
    {
        if (Status is not BuildStatus.Building)
        {
            return BuildProblems.NotNow(Id, Status, "finished");
        }

        (Images, LogKey) = (images, log);
        return MoveTo(BuildStatus.Built, Builder(Worker ?? ""), "", now);
    }

    /// <summary>It came to an end that is not what was wanted: refused, or stopped when somebody had asked for that.</summary>
    /// <returns>The build; <c>BLD002</c> when it has ended.</returns>
    public Result<Build> Fail(Problem problem, string? log, DateTimeOffset now)
    {
        if (Status.IsEnded())
        {
            return BuildProblems.NotNow(Id, Status, "ended");
        }

        LogKey = log;
        Told(problem);
        return MoveTo(
            CancelAt is null ? BuildStatus.Errored : BuildStatus.Canceled,
            Worker is null ? RunActor.Platform : Builder(Worker),
            problem.Title,
            now
        );
    }

    /// <summary>Somebody wants it stopped: at once where no builder is at work, else the builder ends it.</summary>
    /// <returns>The build; <c>BLD002</c> when it has ended.</returns>
    public Result<Build> Cancel(RunActor by, string comment, DateTimeOffset now)
    {
        if (Status.IsEnded())
        {
            return BuildProblems.NotNow(Id, Status, "canceled");
        }

        if (Status is not BuildStatus.Building)
        {
            return MoveTo(BuildStatus.Canceled, by, comment, now);
        }

        CancelAt ??= now;
        return MoveTo(Status, by, comment is "" ? "Cancel." : comment, now);
    }

    /// <summary>Its builder went without coming to an end: it is built again.</summary>
    /// <returns>The build; <c>BLD002</c> unless a builder was at work on it.</returns>
    public Result<Build> Lose(string why, DateTimeOffset now) =>
        Status is not BuildStatus.Building ? BuildProblems.NotNow(Id, Status, "given up")
        : CancelAt is null ? MoveTo(BuildStatus.BuildQueued, RunActor.Platform, why, now)
        : MoveTo(BuildStatus.Canceled, RunActor.Platform, why, now);

    /// <summary>Notes that its release is begun, so that no other node begins it too.</summary>
    public void Release()
    {
        IsReleased = true;
        Version++;
    }

    /// <summary>It was to be released and is not: the images stay, and the problem says why nothing runs them.</summary>
    /// <returns>The build; <c>BLD002</c> unless it is built.</returns>
    public Result<Build> NotReleased(Problem problem, DateTimeOffset now)
    {
        if (Status is not BuildStatus.Built)
        {
            return BuildProblems.NotNow(Id, Status, "released");
        }

        Told(problem);
        _transitions.Add(
            BuildTransition.Of(this, Status, RunActor.Platform, $"Not released to {ReleaseTo}: {problem.Title}.", now)
        );
        Version++;
        return this;
    }

    private static RunActor Builder(string worker) => new($"builder {worker}");

    private void Told(Problem problem) =>
        (ProblemCode, ProblemTitle, ProblemDetail) = (
            problem.Code,
            problem.Title,
            RunText.Fit(problem.Detail, BuildConfiguration.LongestDetail)
        );

    private Build MoveTo(BuildStatus status, RunActor by, string comment, DateTimeOffset now)
    {
        _transitions.Add(BuildTransition.Of(this, status, by, comment, now));
        (Status, ChangedAt) = (status, now);
        if (status is not BuildStatus.Building)
        {
            LeaseUntil = null;
        }

        Version++;
        return this;
    }
}

/// <summary>What a new build is to be.</summary>
/// <param name="Message">Why.</param>
/// <param name="Orders">What is to be built; empty for all that detection finds.</param>
/// <param name="ReleaseTo">Where it is to be released once it is built; null for nowhere.</param>
internal sealed record NewBuild(string Message, ImmutableArray<BuildOrder> Orders, string? ReleaseTo);

/// <summary>That a build came into a status: when, by whom, and why.</summary>
internal sealed class BuildTransition
{
    public Id<Build> BuildId { get; private init; }

    /// <summary>Place in the build's life, from 1.</summary>
    public int Sequence { get; private init; }

    public BuildStatus Status { get; private init; }

    /// <summary>A person's id, <c>platform</c>, or a builder's name.</summary>
    public string Actor { get; private init; } = "";

    public string Comment { get; private init; } = "";

    public DateTimeOffset At { get; private init; }

    public static BuildTransition Of(
        Build build,
        BuildStatus status,
        RunActor by,
        string comment,
        DateTimeOffset now
    ) =>
        new()
        {
            BuildId = build.Id,
            Sequence = build.Version + 1,
            Status = status,
            Actor = by.Id,
            Comment = RunText.Fit(comment, BuildConfiguration.LongestComment),
            At = now,
        };
}
