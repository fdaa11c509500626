using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Whether faults of an engine are mended without being asked.</summary>
internal sealed class MinorUpgradeCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS014";

    /// <inheritdoc/>
    public override string Title => "Minor upgrades are turned off";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale =>
        "Security faults stay open until somebody remembers; minor versions change no behaviour.";

    /// <inheritdoc/>
    public override string Mend => "Set auto_minor_version_upgrade to true and a maintenance window.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("RDS.13"), Fsbp("ElastiCache.2"), Cis("2.3.2")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes =>
        ["aws_db_instance", "aws_elasticache_replication_group", "aws_elasticache_cluster"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Flag("auto_minor_version_upgrade", absent: true) == false)
        {
            yield return Found(
                scope,
                resource,
                "Security faults of the engine stay open until somebody upgrades by hand.",
                "Set auto_minor_version_upgrade to true.",
                resource.Breaks("auto_minor_version_upgrade")
            );
        }
    }
}
