using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Backups;

/// <summary>Whether deleting a database keeps a last copy of it.</summary>
internal sealed class FinalSnapshotCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "BAK005";

    /// <inheritdoc/>
    public override string Title => "Deleting a database keeps no last copy";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Backups;

    /// <inheritdoc/>
    public override string Rationale =>
        "Automatic backups go with the database. A plan that replaces it, or a destroy in the wrong folder, then leaves nothing.";

    /// <inheritdoc/>
    public override string Mend =>
        "Set skip_final_snapshot to false and name the snapshot in final_snapshot_identifier.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes =>
        ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (!resource.Omits("replicate_source_db") || resource.Flag("delete_automated_backups", absent: true) == false)
        {
            yield break;
        }

        var skips = resource.Flag("skip_final_snapshot", absent: false);
        if (skips == true)
        {
            yield return Found(
                scope,
                resource,
                "Deleting or replacing the database keeps no copy, and its automatic backups go with it.",
                "Set skip_final_snapshot to false and final_snapshot_identifier to a name.",
                resource.Breaks("skip_final_snapshot")
            ) with
            {
                Severity = scope.Weighed(Severity),
            };
        }
        else if (skips == false && resource.Omits("final_snapshot_identifier"))
        {
            yield return Found(
                scope,
                resource,
                "A last snapshot is asked for and has no name, so that a destroy fails.",
                "Set final_snapshot_identifier to a name.",
                resource.Shows("skip_final_snapshot"),
                resource.Breaks("final_snapshot_identifier")
            ) with
            {
                Severity = Severity.Low,
            };
        }
    }
}
