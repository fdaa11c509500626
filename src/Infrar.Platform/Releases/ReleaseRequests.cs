using System.Collections.Immutable;
using Infrar.Platform.Builds;
using Infrar.Platform.Http;
using Infrar.Platform.Projects;
using Infrar.Platform.Runs;

namespace Infrar.Platform.Releases;

/// <summary>What is to be released.</summary>
/// <param name="Environment">The environment; may be left out where there is one alone.</param>
/// <param name="Build">The build; the newest that came to a good end when left out.</param>
/// <param name="Strategy">The hosting option; the one that was chosen for the environment when left out, else its first.</param>
/// <param name="Message">Why, at most 1,000 characters.</param>
/// <param name="AutoApply">Whether its plan is applied without anybody's approval, where the environment's policy lets it; no when left out.</param>
/// <param name="Health">Addresses that answer while what it runs is well, at most 20; those that the manifest states when left out.</param>
[ApiExample(
    """
        {"environment": "production", "build": "bld-06f3k7z9m1b8qd2v5x4c", "message": "The sale's banner", "autoApply": false, "health": ["https://api.example.com/health"]}
        """
)]
internal sealed record CreateReleaseRequest(
    string? Environment = null,
    Id<Build>? Build = null,
    string? Strategy = null,
    string? Message = null,
    bool? AutoApply = null,
    ImmutableArray<string>? Health = null
)
{
    private const int MostChecks = 20;
    private const int LongestAddress = 1000;

    /// <summary>What is wrong with it.</summary>
    public ImmutableArray<ProblemError> Faults()
    {
        var errors = ImmutableArray.CreateBuilder<ProblemError>();
        if (Message is { Length: > RunConfiguration.LongestComment })
        {
            errors.Add(new($"A message has at most {RunConfiguration.LongestComment} characters.", "/message"));
        }

        var checks = Health ?? [];
        if (checks.Length > MostChecks)
        {
            errors.Add(new($"State at most {MostChecks} addresses.", "/health"));
        }

        errors.AddRange(
            checks
                .Index()
                .Where(c =>
                    c.Item.Length > LongestAddress
                    || !Uri.TryCreate(c.Item, UriKind.Absolute, out var address)
                    || address.Scheme is not ("https" or "http")
                    || address.UserInfo is not ""
                )
                .Select(c => new ProblemError(
                    "State an address such as https://api.example.com/health.",
                    $"/health/{c.Index}"
                ))
        );
        return errors.ToImmutable();
    }
}

/// <summary>What an environment is to return to.</summary>
/// <param name="Environment">The environment; may be left out where there is one alone.</param>
/// <param name="To">The release; the one that was live before when left out.</param>
/// <param name="Message">Why, at most 1,000 characters.</param>
/// <param name="AutoApply">Whether its plan is applied without anybody's approval, where the environment's policy lets it; no when left out.</param>
[ApiExample("""{"environment": "production", "message": "The banner hides the cart"}""")]
internal sealed record ReturnRequest(
    string? Environment = null,
    Id<Release>? To = null,
    string? Message = null,
    bool? AutoApply = null
);

/// <summary>A release.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ProjectId">Its project.</param>
/// <param name="Environment">Where it runs.</param>
/// <param name="Status">How far it is: <c>pending</c>, <c>checking</c>, <c>live</c>, <c>superseded</c> or <c>failed</c>.</param>
/// <param name="Build">The build whose images it brings; null where it returns to an earlier release.</param>
/// <param name="ReturnsTo">The earlier release that it returns to.</param>
/// <param name="Run">The run that puts it in place.</param>
/// <param name="Images">Every image that the environment runs with it.</param>
/// <param name="Health">Addresses that answer while what it runs is well.</param>
/// <param name="LastCheck">What was said when it was last asked.</param>
/// <param name="CheckUntil">Until when it has to be well.</param>
/// <param name="Problem">Why it failed.</param>
/// <param name="CreatedBy">Who asked for it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ChangedAt">When its status last changed.</param>
[ApiExample(
    """
        {"id": "rel-06f3k7z9m1b8qd2v5x4c", "projectId": "prj-06f3k7z9m1b8qd2v5x4c", "environment": "production", "status": "live", "build": "bld-06f3k7z9m1b8qd2v5x4c", "returnsTo": null, "run": "run-06f3k7z9m1b8qd2v5x4c", "images": [{"component": "api", "reference": "registry.example.com/shop/api@sha256:6e0bf070613671311ed66c0c94401cead4b2e2a9d9304aff551820632a6972f3"}], "health": ["https://api.example.com/health"], "lastCheck": "Every address answered that it is well.", "checkUntil": "2026-11-27T09:35:12+00:00", "problem": null, "createdBy": "usr-06f3k7z9m1b8qd2v5x4c", "createdAt": "2026-11-27T09:30:00+00:00", "changedAt": "2026-11-27T09:30:12+00:00"}
        """
)]
internal sealed record ReleaseResponse(
    Id<Release> Id,
    Id<Project> ProjectId,
    string Environment,
    ReleaseStatus Status,
    Id<Build>? Build,
    string? ReturnsTo,
    Id<Run> Run,
    ImmutableArray<ReleasedImage> Images,
    ImmutableArray<string> Health,
    string LastCheck,
    DateTimeOffset? CheckUntil,
    BuildProblem? Problem,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt
)
{
    public static ReleaseResponse Of(Release release, string environment) =>
        new(
            release.Id,
            release.ProjectId,
            environment,
            release.Status,
            release.BuildId,
            release.ReturnsTo,
            release.RunId,
            release.Images,
            release.Checks,
            release.LastCheck,
            release.CheckUntil,
            release.ProblemCode is null
                ? null
                : new(release.ProblemCode, release.ProblemTitle!, release.ProblemDetail!),
            release.CreatedBy,
            release.CreatedAt,
            release.ChangedAt
        );
}
