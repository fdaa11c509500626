using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Encryption;

/// <summary>Whether connections to a cache are encrypted.</summary>
internal sealed class CacheInTransitCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC003";

    /// <inheritdoc/>
    public override string Title => "Connections to a cache are not encrypted";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "Sessions and the cache's own password cross the network readable for whoever listens on the way.";

    /// <inheritdoc/>
    public override string Mend => "Set transit_encryption_enabled to true and connect with rediss://.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("ElastiCache.5")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_elasticache_replication_group"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var required = scope.Described<Redis>(resource) is { EncryptionInTransit: true };
        var byDefault = resource.Text("engine", absent: "redis") == "valkey";
        if (
            resource.Flag("transit_encryption_enabled", absent: byDefault) == false
            && resource.Omits("global_replication_group_id")
        )
        {
            yield return Found(
                scope,
                resource,
                "Connections to the cache are not encrypted; whoever listens on the network reads sessions and passwords.",
                "Set transit_encryption_enabled to true and connect with rediss://.",
                resource.Breaks("transit_encryption_enabled")
            ) with
            {
                Severity = required ? Severity.High : Severity,
            };
        }
        else if (resource.Text("transit_encryption_mode") == "preferred")
        {
            yield return Found(
                scope,
                resource,
                "The cache goes on taking connections that are not encrypted, so that nobody notices a client that never was.",
                "Set transit_encryption_mode to required once every client connects with rediss://.",
                resource.Shows("transit_encryption_enabled"),
                resource.Breaks("transit_encryption_mode")
            ) with
            {
                Severity = required ? Severity.Medium : Severity.Low,
            };
        }
    }
}
