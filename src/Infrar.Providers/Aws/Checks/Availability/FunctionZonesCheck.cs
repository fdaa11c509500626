using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Checks;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Availability;

/// <summary>Whether a function in a network runs in more than one zone.</summary>
internal sealed class FunctionZonesCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "AVA013";

    /// <inheritdoc/>
    public override string Title => "A function runs in one zone";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Availability;

    /// <inheritdoc/>
    public override string Rationale =>
        "The zone's loss stops it, though functions outside a network run in several by themselves.";

    /// <inheritdoc/>
    public override string Mend => "Give vpc_config.subnet_ids subnets of two zones or more.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("Lambda.5")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_lambda_function"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            !resource.Omits("vpc_config")
            && Zones.Of(scope, resource["vpc_config.subnet_ids"]) is [var only]
            && AvailabilityNeed.Gravity(scope, promised: 99) is { } gravity
        )
        {
            yield return Found(
                scope,
                resource,
                $"The function runs in {only} alone; its loss stops it.",
                "Add a subnet of another zone to vpc_config.subnet_ids.",
                AvailabilityNeed.Proof(scope),
                new ProofStep(resource.Address, $"Its subnets lie in {only} alone.", Breaks: true)
            ) with
            {
                Severity = gravity,
            };
        }
    }
}
