using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Backups;

/// <summary>Whether a file system is backed up.</summary>
internal sealed class FileSystemBackupCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "BAK009";

    /// <inheritdoc/>
    public override string Title => "A file system is not backed up";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Backups;

    /// <inheritdoc/>
    public override string Rationale =>
        "A file that is overwritten or deleted is gone; a file system keeps no older versions.";

    /// <inheritdoc/>
    public override string Mend =>
        "Add an aws_efs_backup_policy with status ENABLED, or a backup plan that selects it.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("EFS.2")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_efs_file_system", "aws_efs_backup_policy"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        // A backup plan may select it by a tag, which is not followed here.
        if (resource.Type != "aws_efs_file_system" || scope.Graph.OfType("aws_backup_selection").Any())
        {
            yield break;
        }

        var policy = scope.Referrers(resource, "aws_efs_backup_policy").FirstOrDefault();
        if (policy is null || policy.Text("backup_policy.status") == "DISABLED")
        {
            yield return Found(
                scope,
                resource,
                "Nothing backs the file system up: a file that is overwritten or deleted is gone.",
                "Set backup_policy.status to ENABLED in an aws_efs_backup_policy of the file system.",
                policy?.Breaks("backup_policy.status")
                    ?? new ProofStep(resource.Address, "No backup policy refers to it.", Breaks: true)
            );
        }
    }
}
