using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Backups;

/// <summary>Whether a secret that is deleted can be brought back.</summary>
internal sealed class SecretRecoveryCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "BAK011";

    /// <inheritdoc/>
    public override string Title => "A deleted secret cannot be brought back";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Backups;

    /// <inheritdoc/>
    public override string Rationale =>
        "With a recovery window of 0 days a deletion is final at once, and whatever needs the secret stops.";

    /// <inheritdoc/>
    public override string Mend => "Set recovery_window_in_days to 7 or more, or leave it at 30.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_secretsmanager_secret"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Number("recovery_window_in_days", absent: 30) == 0)
        {
            yield return Found(
                scope,
                resource,
                "Deleting the secret is final at once; what needs it stops and cannot be helped.",
                "Set recovery_window_in_days to 30.",
                resource.Breaks("recovery_window_in_days")
            ) with
            {
                Severity = scope.Weighed(Severity),
            };
        }
    }
}
