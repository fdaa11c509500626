using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using Infrar.Providers.Checks;

namespace Infrar.Providers.DigitalOcean.Checks.Availability;

/// <summary>Whether a managed database or cache has a standby.</summary>
internal sealed class DatabaseNodesCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "AVA014";

    /// <inheritdoc/>
    public override string Title => "A managed database has no standby";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Availability;

    /// <inheritdoc/>
    public override string Rationale =>
        "When its one node fails, everything that needs it waits until another is built from the last backup.";

    /// <inheritdoc/>
    public override string Mend => "Set node_count to 2 or 3.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["digitalocean_database_cluster"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var asked =
            scope.Described<PostgreSql>(resource)?.Availability == Core.Manifests.Availability.MultiZone
            || scope.Described<Redis>(resource)?.Availability == Core.Manifests.Availability.MultiZone;
        if (
            resource.Number("node_count") == 1
            && (asked ? Severity.High : AvailabilityNeed.Gravity(scope, promised: 99)) is { } gravity
        )
        {
            yield return Found(
                scope,
                resource,
                "When the database's one node fails, everything that needs it waits until another is built from the last backup.",
                "Set node_count to 2 or 3.",
                AvailabilityNeed.Proof(scope),
                resource.Breaks("node_count")
            ) with
            {
                Severity = gravity,
            };
        }
    }
}
