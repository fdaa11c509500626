using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static System.FormattableString;

namespace Infrar.Providers.Aws.Checks.Backups;

/// <summary>Whether a database can be brought back to a moment that is recent enough.</summary>
internal sealed class RecoveryPointCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "BAK003";

    /// <inheritdoc/>
    public override string Title => "The required recovery point cannot be met";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Backups;

    /// <inheritdoc/>
    public override string Rationale =>
        "After a loss, a database goes on from its last backup; what came later is gone.";

    /// <inheritdoc/>
    public override string Mend =>
        "Keep automatic backups, which go back to any moment but the last five minutes; where that is not enough, ask less or replicate to another region.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_db_instance", "aws_rds_cluster"];

    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html: logs are uploaded every five minutes.
    private static readonly TimeSpan Latest = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (scope.Requirements.RecoveryPoint is not { } required || !resource.Omits("replicate_source_db"))
        {
            yield break;
        }

        var byDefault = resource.Type == "aws_rds_cluster" ? 1 : 0;
        var days = resource.Number("backup_retention_period", absent: byDefault);
        var stated = new ProofStep(
            "",
            Invariant($"requirements: no more than the last {required.TotalMinutes:0.##} minutes may be lost.")
        );
        if (days == 0)
        {
            yield return Found(
                scope,
                resource,
                "Nothing can be brought back, since no backup is kept, and a recovery point is required.",
                "Set backup_retention_period to 7 or more.",
                stated,
                resource.Breaks("backup_retention_period")
            );
        }
        else if (days > 0 && required < Latest)
        {
            yield return Found(
                scope,
                resource,
                "Automatic backups go back to any moment but the last five minutes, and less may be lost.",
                "State recovery.point of 5 minutes or more, or replicate to another region.",
                stated,
                resource.Breaks("backup_retention_period")
            ) with
            {
                Severity = Severity.Medium,
            };
        }
    }
}
