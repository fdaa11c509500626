using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Backups;

/// <summary>Whether a table can be brought back to an earlier moment.</summary>
internal sealed class TableRecoveryCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "BAK008";

    /// <inheritdoc/>
    public override string Title => "A table cannot be brought back";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Backups;

    /// <inheritdoc/>
    public override string Rationale =>
        "A wrong write or a deletion is final; point-in-time recovery goes back to any second of the last 35 days.";

    /// <inheritdoc/>
    public override string Mend => "Set point_in_time_recovery.enabled to true.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("DynamoDB.2")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_dynamodb_table"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        // What moves state for locks is made anew by itself.
        if (
            resource.Flag("point_in_time_recovery.enabled", absent: false) == false
            && resource.Text("hash_key") != "LockID"
            && resource.Omits("restore_source_name")
        )
        {
            yield return Found(
                scope,
                resource,
                "A wrong write or a deletion in the table is final.",
                "Set point_in_time_recovery.enabled to true.",
                resource.Breaks("point_in_time_recovery.enabled")
            );
        }
    }
}
