using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Hetzner.Checks.Availability;

/// <summary>Whether a disk with data is guarded against deletion.</summary>
internal sealed class DeletionProtectionCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "AVA016";

    /// <inheritdoc/>
    public override string Title => "A volume can be deleted by mistake";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Availability;

    /// <inheritdoc/>
    public override string Rationale =>
        "One wrong apply deletes the volume and what lies on it; Hetzner keeps no copy.";

    /// <inheritdoc/>
    public override string Mend => "Set delete_protection to true.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["hcloud_volume"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            resource.Flag("delete_protection", absent: false) == false
            && (scope.System is null || scope.RequiresSurvival())
        )
        {
            yield return Found(
                scope,
                resource,
                "Nothing refuses the deletion of the volume, and Hetzner keeps no copy of it.",
                "Set delete_protection to true.",
                resource.Breaks("delete_protection")
            );
        }
    }
}
