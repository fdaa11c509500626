using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using Infrar.Providers.Checks;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Availability;

/// <summary>Whether a cache outlives the loss of a node.</summary>
internal sealed class CacheFailoverCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "AVA002";

    /// <inheritdoc/>
    public override string Title => "A cache has nobody to take over";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Availability;

    /// <inheritdoc/>
    public override string Rationale =>
        "When its one node fails, the cache is empty and away until another is started, and what depends on sessions and locks stops.";

    /// <inheritdoc/>
    public override string Mend =>
        "Set num_cache_clusters to 2, automatic_failover_enabled and multi_az_enabled to true.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("ElastiCache.3")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_elasticache_replication_group"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var asked = scope.Described<Redis>(resource)?.Availability == Core.Manifests.Availability.MultiZone;
        // A replica elsewhere that is not told to take over does not; in the same zone it falls with the first.
        var setting =
            resource.Flag("automatic_failover_enabled", absent: false) == false ? "automatic_failover_enabled"
            : resource.Flag("multi_az_enabled", absent: false) == false ? "multi_az_enabled"
            : null;
        if (
            setting is null
            || (asked ? Severity.High : AvailabilityNeed.Gravity(scope, promised: 100)) is not { } gravity
        )
        {
            yield break;
        }

        yield return Found(
            scope,
            resource,
            setting == "multi_az_enabled"
                ? "The cache's nodes may all stand in one zone, and its loss takes them together."
                : "When the cache's node fails, nothing takes over until another is started, empty.",
            "Set num_cache_clusters to 2 or more, automatic_failover_enabled and multi_az_enabled to true.",
            AvailabilityNeed.Proof(scope),
            resource.Breaks(setting)
        ) with
        {
            // A cache is a help, and what it holds can be made anew; only what is asked for is broken.
            Severity = asked || gravity == Severity.Low ? gravity : Severity.Medium,
        };
    }
}
