using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Encryption;

/// <summary>Whether a cache's memory snapshots and swap lie encrypted.</summary>
internal sealed class CacheAtRestCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC002";

    /// <inheritdoc/>
    public override string Title => "A cache is not encrypted at rest";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "What a cache writes to disk (snapshots, replication, swap) lies readable, and sessions and rate limits are personal data.";

    /// <inheritdoc/>
    public override string Mend => "Set at_rest_encryption_enabled to true. It can only be set when the cache is made.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("ElastiCache.4")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_elasticache_replication_group"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        // Valkey is encrypted unless it is turned off; Redis only where it is turned on.
        var byDefault = resource.Text("engine", absent: "redis") == "valkey";
        if (
            resource.Flag("at_rest_encryption_enabled", absent: byDefault) == false
            && resource.Omits("global_replication_group_id")
        )
        {
            yield return Found(
                scope,
                resource,
                "What the cache writes to disk lies unencrypted, snapshots included.",
                "Set at_rest_encryption_enabled to true.",
                resource.Breaks("at_rest_encryption_enabled")
            ) with
            {
                Severity = scope.Described<Redis>(resource) is { EncryptionAtRest: true } ? Severity.High : Severity,
            };
        }
    }
}
