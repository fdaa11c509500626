using System.Collections.Immutable;
using Infrar.Core;
using Infrar.Platform.Builds;
using Infrar.Platform.Projects;
using Infrar.Platform.Runs;
using Infrar.Platform.Workspaces;

namespace Infrar.Platform.Releases;

/// <summary>How far a release has come; <c>docs/builds.md</c> draws how one follows from another.</summary>
internal enum ReleaseStatus
{
    /// <summary>Its run has not ended: it plans, waits for approval, or applies.</summary>
    Pending,

    /// <summary>Applied; what it runs is asked whether it is well.</summary>
    Checking,

    /// <summary>It is what the environment runs, and it was well.</summary>
    Live,

    /// <summary>Ended: another release took its place.</summary>
    Superseded,

    /// <summary>Ended: it was not applied, or was not well.</summary>
    Failed,
}

/// <summary>An image that an environment is to run.</summary>
/// <param name="Component">The component that runs it.</param>
/// <param name="Reference">The image, by digest.</param>
internal sealed record ReleasedImage(string Component, string Reference);

/// <summary>That images take their place in an environment. Its methods are the only ways that its status changes.</summary>
internal sealed class Release : IIdentified
{
    public static string Prefix => "rel";

    public Id<Release> Id { get; private init; }

    public Id<Project> ProjectId { get; private init; }

    public Id<Workspace> WorkspaceId { get; private init; }

    /// <summary>The build whose images it brings; null where it returns to an earlier release.</summary>
    public Id<Build>? BuildId { get; private init; }

    /// <summary>The earlier release that it returns to; null for none.</summary>
    public string? ReturnsTo { get; private init; }

    /// <summary>The run that puts it in place.</summary>
    public Id<Run> RunId { get; private init; }

    /// <summary>Every image that the environment runs with it.</summary>
    public ImmutableArray<ReleasedImage> Images { get; private init; } = [];

    /// <summary>Addresses that answer while what it runs is well; empty where nobody can tell.</summary>
    public ImmutableArray<string> Checks { get; private init; } = [];

    public ReleaseStatus Status { get; private set; }

    /// <summary>When it is asked again whether it is well.</summary>
    public DateTimeOffset? NextCheckAt { get; private set; }

    /// <summary>Until when it has to be well.</summary>
    public DateTimeOffset? CheckUntil { get; private set; }

    /// <summary>What was said when it was last asked; empty before.</summary>
    public string LastCheck { get; private set; } = "";

    public string? ProblemCode { get; private set; }

    public string? ProblemTitle { get; private set; }

    public string? ProblemDetail { get; private set; }

    public string CreatedBy { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Rises with every change; of two at once, one is refused.</summary>
    public int Version { get; private set; }

    /// <summary>The one that an environment goes back to: the newest that was live and ran something else than what runs now.</summary>
    /// <param name="releases">Releases of one environment, newest first.</param>
    public static Release? Before(IEnumerable<Release> releases)
    {
        var all = releases.ToList();
        var now = all.Find(r => r.Status is ReleaseStatus.Live);
        return all.Find(r =>
            r.Status is ReleaseStatus.Superseded && (now is null || !r.Images.SequenceEqual(now.Images))
        );
    }

    public static Release Create(Id<Release> id, Run run, NewRelease made, string by, DateTimeOffset now) =>
        new()
        {
            Id = id,
            ProjectId = run.ProjectId,
            WorkspaceId = run.WorkspaceId,
            RunId = run.Id,
            BuildId = made.Build,
            ReturnsTo = made.ReturnsTo,
            Images = made.Images,
            Checks = made.Checks,
            CreatedBy = by,
            CreatedAt = now,
            ChangedAt = now,
        };

    /// <summary>Its run has ended well.</summary>
    /// <returns>The release, which is asked whether it is well, or live where nobody can tell; <c>REL002</c> unless it is pending.</returns>
    public Result<Release> Apply(TimeSpan patience, DateTimeOffset now)
    {
        if (Status is not ReleaseStatus.Pending)
        {
            return ReleaseProblems.NotNow(Id, Status, "applied");
        }

        if (Checks.IsEmpty)
        {
            LastCheck = "Nobody said where it can be asked whether it is well.";
            return MoveTo(ReleaseStatus.Live, now);
        }

        (NextCheckAt, CheckUntil) = (now, now + patience);
        return MoveTo(ReleaseStatus.Checking, now);
    }

    /// <summary>What it runs is well.</summary>
    /// <returns>The release; <c>REL002</c> unless it is being checked.</returns>
    public Result<Release> Pass(string said, DateTimeOffset now)
    {
        if (Status is not ReleaseStatus.Checking)
        {
            return ReleaseProblems.NotNow(Id, Status, "live");
        }

        LastCheck = said;
        return MoveTo(ReleaseStatus.Live, now);
    }

    /// <summary>What it runs is not well yet.</summary>
    /// <returns>The release, which is asked again; <c>REL002</c> unless it is being checked.</returns>
    public Result<Release> Wait(string said, TimeSpan pause, DateTimeOffset now)
    {
        if (Status is not ReleaseStatus.Checking)
        {
            return ReleaseProblems.NotNow(Id, Status, "checked");
        }

        (LastCheck, NextCheckAt) = (said, now + pause);
        return MoveTo(Status, now);
    }

    /// <summary>It is not what the environment is to run.</summary>
    /// <returns>The release; <c>REL002</c> when it has ended or is live.</returns>
    public Result<Release> Fail(Problem problem, DateTimeOffset now)
    {
        if (Status is not (ReleaseStatus.Pending or ReleaseStatus.Checking))
        {
            return ReleaseProblems.NotNow(Id, Status, "failed");
        }

        (ProblemCode, ProblemTitle, ProblemDetail) = (
            problem.Code,
            problem.Title,
            RunText.Fit(problem.Detail, ReleaseConfiguration.LongestDetail)
        );
        return MoveTo(ReleaseStatus.Failed, now);
    }

    /// <summary>Another one is live.</summary>
    /// <returns>The release; <c>REL002</c> unless it was.</returns>
    public Result<Release> Supersede(DateTimeOffset now) =>
        Status is ReleaseStatus.Live
            ? MoveTo(ReleaseStatus.Superseded, now)
            : ReleaseProblems.NotNow(Id, Status, "superseded");

    private Release MoveTo(ReleaseStatus status, DateTimeOffset now)
    {
        (Status, ChangedAt) = (status, now);
        if (status is not ReleaseStatus.Checking)
        {
            NextCheckAt = null;
        }

        Version++;
        return this;
    }
}

/// <summary>What a new release brings.</summary>
/// <param name="Build">The build whose images it brings.</param>
/// <param name="ReturnsTo">The earlier release that it returns to.</param>
/// <param name="Images">Every image that the environment runs with it.</param>
/// <param name="Checks">Addresses that answer while what it runs is well.</param>
internal sealed record NewRelease(
    Id<Build>? Build,
    string? ReturnsTo,
    ImmutableArray<ReleasedImage> Images,
    ImmutableArray<string> Checks
);
