using System.Collections.Immutable;
using Infrar.Core;
using Infrar.Platform.Http;

namespace Infrar.Platform.Runs.Schedules;

/// <summary>What is to happen to an environment by the clock.</summary>
/// <param name="DriftHours">Every how many hours to look for drift, 1 to 720; never when left out.</param>
/// <param name="ExpiresAt">When everything in it is to be destroyed, at most a year ahead; never when left out.</param>
[ApiExample("""{"driftHours": 24, "expiresAt": "2026-12-01T18:00:00+00:00"}""")]
internal sealed record ScheduleRequest(int? DriftHours = null, DateTimeOffset? ExpiresAt = null)
{
    private const int MostHours = 720;
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(366);

    /// <summary>What is wrong with it.</summary>
    public ImmutableArray<ProblemError> Faults(DateTimeOffset now)
    {
        var errors = ImmutableArray.CreateBuilder<ProblemError>();
        if (DriftHours is < 1 or > MostHours)
        {
            errors.Add(new($"State a number from 1 to {MostHours}.", "/driftHours"));
        }

        if (ExpiresAt is { } at && (at <= now || at > now + Furthest))
        {
            errors.Add(new("State a time that is to come, within a year.", "/expiresAt"));
        }

        return errors.ToImmutable();
    }
}

/// <summary>What happens to an environment by the clock.</summary>
/// <param name="Environment">Whose.</param>
/// <param name="DriftHours">Every how many hours drift is looked for; null for never.</param>
/// <param name="NextDriftAt">When the next look is due.</param>
/// <param name="ExpiresAt">When everything in it is destroyed; null for never.</param>
/// <param name="Problem">Why what was due last could not be begun; null when it could.</param>
/// <param name="Version">Rises with every change; 0 while nobody has given it a schedule.</param>
[ApiExample(
    """
        {"environment": "production", "driftHours": 24, "nextDriftAt": "2026-11-28T09:30:00+00:00", "expiresAt": null, "problem": null, "version": 4}
        """
)]
internal sealed record ScheduleResponse(
    string Environment,
    int? DriftHours,
    DateTimeOffset? NextDriftAt,
    DateTimeOffset? ExpiresAt,
    string? Problem,
    int Version
)
{
    public static ScheduleResponse Of(string environment, WorkspaceSchedule? stored) =>
        new(
            environment,
            stored?.DriftHours,
            stored?.DriftDueAt,
            stored?.ExpiresAt,
            stored?.Problem,
            stored?.Version ?? 0
        );
}

/// <summary>What schedules are refused for.</summary>
internal static class ScheduleProblems
{
    internal static Problem NotRight() =>
        new(
            "SCH001",
            ProblemKind.Invalid,
            "The schedule is not right",
            "The errors say which fields, and what would be. Nothing was changed."
        );
}
