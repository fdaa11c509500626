using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Whether a database's machine is measured from inside.</summary>
internal sealed class EnhancedMonitoringCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS015";

    /// <inheritdoc/>
    public override string Title => "A database's machine is not measured";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale =>
        "Which process takes the memory or the disk does not show in the metrics from outside.";

    /// <inheritdoc/>
    public override string Mend => "Set monitoring_interval to 60 and a monitoring_role_arn.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("RDS.6")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_db_instance"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            resource.Number("monitoring_interval", absent: 0) == 0
            && (scope.System is null || scope.RequiresSurvival())
        )
        {
            yield return Found(
                scope,
                resource,
                "Which process takes memory or disk does not show from outside.",
                "Set monitoring_interval to 60 and monitoring_role_arn to a role for it.",
                resource.Breaks("monitoring_interval")
            );
        }
    }
}
