using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static System.FormattableString;

namespace Infrar.Providers.Aws.Checks.Backups;

/// <summary>Whether a key that is deleted by mistake can be kept long enough to notice.</summary>
internal sealed class KeyDeletionCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "BAK012";

    /// <inheritdoc/>
    public override string Title => "A deleted key is soon gone for good";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Backups;

    /// <inheritdoc/>
    public override string Rationale =>
        "Whatever a key sealed is lost with it. The waiting time is all that a mistake can be undone in.";

    /// <inheritdoc/>
    public override string Mend => "Set deletion_window_in_days to 30, which AWS also takes where nothing is set.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_kms_key"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Number("deletion_window_in_days", absent: 30) is < 14 and var days)
        {
            yield return Found(
                scope,
                resource,
                Invariant(
                    $"After {days} days a deleted key is gone, and everything that it sealed with it; a holiday is longer."
                ),
                "Set deletion_window_in_days to 30.",
                resource.Breaks("deletion_window_in_days")
            );
        }
    }
}
