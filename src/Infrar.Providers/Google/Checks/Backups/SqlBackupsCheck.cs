using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Google.Checks.Backups;

/// <summary>Whether a Cloud SQL instance is backed up.</summary>
internal sealed class SqlBackupsCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "BAK015";

    /// <inheritdoc/>
    public override string Title => "A Cloud SQL instance is not backed up";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Backups;

    /// <inheritdoc/>
    public override string Rationale => "A wrong statement or a deletion is final; a standby and a replica repeat it.";

    /// <inheritdoc/>
    public override string Mend =>
        "Set backup_configuration.enabled, and point_in_time_recovery_enabled or binary_log_enabled.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["google_sql_database_instance"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            resource.Omits("master_instance_name")
            && !resource.Omits("settings")
            && resource.Flag("settings.backup_configuration.enabled", absent: false) == false
        )
        {
            yield return Found(
                scope,
                resource,
                "No backup is kept: a wrong statement or a deletion is final.",
                "Set settings.backup_configuration.enabled to true.",
                resource.Breaks("settings.backup_configuration.enabled")
            );
        }
    }
}
