using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Backups;

/// <summary>Whether a database is backed up at all.</summary>
internal sealed class DatabaseBackupsCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "BAK001";

    /// <inheritdoc/>
    public override string Title => "A database is not backed up";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Backups;

    /// <inheritdoc/>
    public override string Rationale =>
        "A wrong statement, a faulty migration or a deletion is final. A standby and a replica repeat it within the second; only a backup goes back.";

    /// <inheritdoc/>
    public override string Mend => "Set backup_retention_period to 7 or more.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("RDS.11")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_db_instance"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        // A replica is backed up where its source is; a member of a cluster with the cluster.
        if (!resource.Omits("replicate_source_db") || resource.Number("backup_retention_period", absent: 0) != 0)
        {
            yield break;
        }

        var replicas = scope.Referrers(resource, "aws_db_instance").Any(r => !r.Omits("replicate_source_db"));
        yield return Found(
            scope,
            resource,
            "No backup is kept: a wrong statement, a faulty migration or a deletion is final"
                + (replicas ? ", and its replica repeats it." : "."),
            "Set backup_retention_period to 7 or more.",
            resource.Breaks("backup_retention_period")
        ) with
        {
            Severity = scope.Weighed(Severity),
        };
    }
}
