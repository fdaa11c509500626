using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using static System.FormattableString;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Backups;

/// <summary>Whether a cache's contents can be brought back.</summary>
internal sealed class CacheSnapshotsCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "BAK007";

    /// <inheritdoc/>
    public override string Title => "A cache keeps no snapshots";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Backups;

    /// <inheritdoc/>
    public override string Rationale =>
        "After a fault everything in it is gone: sessions end, counters start anew, and the database bears the load of an empty cache.";

    /// <inheritdoc/>
    public override string Mend =>
        "Set snapshot_retention_limit to the days that are needed; leave it where everything can be made anew.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("ElastiCache.1")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_elasticache_replication_group"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var stated = scope.Described<Redis>(resource)?.BackupRetentionDays;
        if (resource.Number("snapshot_retention_limit", absent: 0) is not { } days || days >= (stated ?? 1))
        {
            yield break;
        }

        yield return Found(
            scope,
            resource,
            stated is { } asked
                ? Invariant($"Snapshots are kept {days} days, and {asked} are asked for.")
                : "No snapshot is kept; after a fault everything in the cache is gone.",
            Invariant($"Set snapshot_retention_limit to {stated ?? 1}."),
            resource.Breaks("snapshot_retention_limit")
        ) with
        {
            Severity = stated is null ? Severity : Severity.High,
        };
    }
}
