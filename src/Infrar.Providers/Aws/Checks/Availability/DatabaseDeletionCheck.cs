using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Availability;

/// <summary>Whether a database is guarded against deletion.</summary>
internal sealed class DatabaseDeletionCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "AVA007";

    /// <inheritdoc/>
    public override string Title => "A database can be deleted by mistake";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Availability;

    /// <inheritdoc/>
    public override string Rationale =>
        "One wrong apply, or one click, deletes it; with protection on, AWS refuses until it is taken off on purpose.";

    /// <inheritdoc/>
    public override string Mend => "Set deletion_protection to true.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("RDS.7"), Fsbp("RDS.8")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes =>
        ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        // A replica is made anew from its source.
        if (resource.Omits("replicate_source_db") && resource.Flag("deletion_protection", absent: false) == false)
        {
            yield return Found(
                scope,
                resource,
                "Nothing refuses the deletion of the database: one wrong apply or one click is enough.",
                scope.System is null
                    ? "Set deletion_protection to true."
                    : "Set deletionProtection of the component to true.",
                resource.Breaks("deletion_protection")
            ) with
            {
                Severity = scope.Weighed(Severity),
            };
        }
    }
}
