using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Providers.DigitalOcean.Checks.Backups;

/// <summary>Whether a Space keeps what is overwritten or deleted.</summary>
internal sealed class SpacesVersionsCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "BAK013";

    /// <inheritdoc/>
    public override string Title => "A Space keeps no older versions";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Backups;

    /// <inheritdoc/>
    public override string Rationale =>
        "A file that is overwritten or deleted is gone at once; a Space has no other backup.";

    /// <inheritdoc/>
    public override string Mend => "Set versioning.enabled to true.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["digitalocean_spaces_bucket"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var store = scope.Described<ObjectStore>(resource);
        var isKept = store is { Versioning: true } || scope.System is null || scope.RequiresSurvival();
        // Files that a rule deletes after a while are not meant to last.
        var passes =
            store is { Versioning: false } && store.Lifecycle.Any(r => r is { ExpireAfterDays: not null, Prefix: "" });
        if (isKept && !passes && resource.Flag("versioning.enabled", absent: false) == false)
        {
            yield return Found(
                scope,
                resource,
                "What is overwritten or deleted is gone at once; the Space has no other backup.",
                "Set versioning.enabled to true.",
                resource.Breaks("versioning.enabled")
            ) with
            {
                Severity = store is { Versioning: true } ? Severity.High : Severity,
            };
        }
    }
}
