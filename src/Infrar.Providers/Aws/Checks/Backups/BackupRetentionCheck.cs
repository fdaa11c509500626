using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using static System.FormattableString;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Backups;

/// <summary>Whether backups of a database are kept as long as they are needed.</summary>
internal sealed class BackupRetentionCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "BAK002";

    /// <inheritdoc/>
    public override string Title => "Backups are not kept long enough";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Backups;

    /// <inheritdoc/>
    public override string Rationale => "A fault that is noticed after the oldest backup is gone cannot be undone.";

    /// <inheritdoc/>
    public override string Mend => "Raise backup_retention_period to the days that are required; 7 where nobody says.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("RDS.11")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_db_instance", "aws_rds_cluster"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        // A cluster keeps one day by itself and cannot keep none.
        var byDefault = resource.Type == "aws_rds_cluster" ? 1 : 0;
        if (
            !resource.Omits("replicate_source_db")
            || resource.Number("backup_retention_period", absent: byDefault) is not (> 0 and var days)
        )
        {
            yield break;
        }

        var stated = scope.Described<PostgreSql>(resource)?.BackupRetentionDays;
        var least = stated ?? 7;
        if (days < least)
        {
            yield return Found(
                scope,
                resource,
                Invariant(
                    $"Backups are kept {days} days, and {least} are {(stated is null ? "the least that is advised" : "asked for")}: what is noticed later cannot be undone."
                ),
                Invariant($"Set backup_retention_period to {least}."),
                resource.Breaks("backup_retention_period")
            ) with
            {
                Severity = stated is null ? Severity : Severity.High,
            };
        }
    }
}
