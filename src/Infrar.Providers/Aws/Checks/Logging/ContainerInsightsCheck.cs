using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Logging;

/// <summary>Whether a cluster measures its tasks one by one.</summary>
internal sealed class ContainerInsightsCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "LOG011";

    /// <inheritdoc/>
    public override string Title => "A cluster measures services only as a whole";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Logging;

    /// <inheritdoc/>
    public override string Rationale => "A copy that restarts over and over disappears in the mean of all of them.";

    /// <inheritdoc/>
    public override string Mend => "Set the setting containerInsights to enabled or enhanced; its metrics are billed.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("ECS.12")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ecs_cluster"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        // Left out, the account's own setting holds.
        var setting = resource["setting"].Items().FirstOrDefault(s => s.At("name").AsText() == "containerInsights");
        if (setting?.At("value").AsText() == "disabled")
        {
            yield return Found(
                scope,
                resource,
                "Tasks are not measured one by one, so that a copy which restarts over and over disappears in the mean.",
                "Set containerInsights to enabled; its metrics are billed.",
                new ProofStep(resource.Address, "setting containerInsights = disabled", Breaks: true)
            );
        }
    }
}
