using Infrar.Platform.Parts.Database;
using Infrar.Platform.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Releases;

/// <summary>Has a release follow from its run's end, in the same transaction.</summary>
internal sealed class ReleaseFollowing(PlatformContext records, IOptions<ReleaseOptions> options, TimeProvider time)
{
    /// <summary>Moves the release of a run that has ended; saved by the caller.</summary>
    public async Task FollowAsync(Run run, CancellationToken cancellationToken)
    {
        if (!run.Status.IsEnded() || run.IsSpeculative)
        {
            return;
        }

        var release = await records.Set<Release>().FirstOrDefaultAsync(r => r.RunId == run.Id, cancellationToken);
        if (release is null)
        {
            return;
        }

        var moved = run.Status is RunStatus.Applied or RunStatus.PlannedAndFinished
            ? release.Apply(options.Value.HealthPatience, time.GetUtcNow())
            : release.Fail(ReleaseProblems.RunEnded(run.Id, run.Status.Word(), run.ProblemDetail), time.GetUtcNow());
        if (moved.Succeeded(out _, out _) && release.Status is ReleaseStatus.Live)
        {
            await SupersedeAsync(release, cancellationToken);
        }
    }

    /// <summary>Has the release that was live make way; saved by the caller.</summary>
    public async Task SupersedeAsync(Release by, CancellationToken cancellationToken)
    {
        var live = await records
            .Set<Release>()
            .Where(r => r.WorkspaceId == by.WorkspaceId && r.Status == ReleaseStatus.Live && r.Id != by.Id)
            .ToListAsync(cancellationToken);
        foreach (var other in live)
        {
            _ = other.Supersede(time.GetUtcNow());
        }
    }
}
