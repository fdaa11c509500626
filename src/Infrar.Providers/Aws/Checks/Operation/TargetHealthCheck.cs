using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static System.FormattableString;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Whether the timing of a target group's health check adds up.</summary>
internal sealed class TargetHealthCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS007";

    /// <inheritdoc/>
    public override string Title => "A health check takes longer than its interval";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale => "ELB refuses a check whose timeout is not shorter than its interval.";

    /// <inheritdoc/>
    public override string Mend => "Set health_check.timeout below health_check.interval.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_lb_target_group", "aws_alb_target_group"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            resource.Number("health_check.timeout") is { } timeout
            && resource.Number("health_check.interval", absent: 30) is { } interval
            && timeout >= interval
            && resource.Text("protocol") is "HTTP" or "HTTPS"
        )
        {
            yield return Found(
                scope,
                resource,
                Invariant($"A check may take {timeout} s and the next begins after {interval} s; ELB refuses that."),
                Invariant($"Set health_check.timeout below {interval}."),
                resource.Shows("health_check.interval"),
                resource.Breaks("health_check.timeout")
            );
        }
    }
}
