using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Backups;

/// <summary>Whether destroying a store takes its contents along.</summary>
internal sealed class ForcedDestructionCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "BAK010";

    /// <inheritdoc/>
    public override string Title => "Destroying a store deletes its contents";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Backups;

    /// <inheritdoc/>
    public override string Rationale =>
        "A store that is not empty stops a destroy; that is the last guard against one in the wrong folder.";

    /// <inheritdoc/>
    public override string Mend =>
        "Remove force_destroy (force_delete for image repositories), and empty a store on purpose before destroying it.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_s3_bucket", "aws_ecr_repository"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var setting = resource.Type == "aws_s3_bucket" ? "force_destroy" : "force_delete";
        if (resource.Flag(setting, absent: false) == true)
        {
            yield return Found(
                scope,
                resource,
                "Destroying the configuration deletes everything in it, and nothing asks.",
                $"Remove {setting}.",
                resource.Breaks(setting)
            ) with
            {
                // Images are built anew from their source.
                Severity = resource.Type == "aws_s3_bucket" ? scope.Weighed(Severity) : Severity.Low,
            };
        }
    }
}
