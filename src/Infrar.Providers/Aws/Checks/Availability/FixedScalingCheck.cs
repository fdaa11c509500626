using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static System.FormattableString;

namespace Infrar.Providers.Aws.Checks.Availability;

/// <summary>Whether what is told to scale can.</summary>
internal sealed class FixedScalingCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "AVA009";

    /// <inheritdoc/>
    public override string Title => "Scaling has nowhere to go";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Availability;

    /// <inheritdoc/>
    public override string Rationale =>
        "With as many copies at most as at least, the policies that are attached never change anything.";

    /// <inheritdoc/>
    public override string Mend => "Raise max_capacity, or remove the target and its policies.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_appautoscaling_target", "aws_autoscaling_group"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var (low, high) =
            resource.Type == "aws_autoscaling_group" ? ("min_size", "max_size") : ("min_capacity", "max_capacity");
        if (resource.Number(low) is not { } least || resource.Number(high) is not { } most || least < most)
        {
            yield break;
        }

        // A group of servers of one size is kept for replacing what fails.
        if (least > most || (resource.Type == "aws_appautoscaling_target" && least > 0))
        {
            yield return Found(
                scope,
                resource,
                least > most
                    ? Invariant($"At least {least} and at most {most} is refused.")
                    : Invariant($"Exactly {least} run whatever the load, so that the scaling policies have no effect."),
                $"Set {high} above {low}.",
                resource.Shows(low),
                resource.Breaks(high)
            ) with
            {
                Severity = least > most ? Severity.High : Severity,
            };
        }
    }
}
