using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Whether a service takes Fargate's own mends.</summary>
internal sealed class PlatformVersionCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS020";

    /// <inheritdoc/>
    public override string Title => "A service stays on an old version of Fargate";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale => "Faults of the platform are mended in its newest version only.";

    /// <inheritdoc/>
    public override string Mend => "Remove platform_version, or set it to LATEST.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("ECS.10")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ecs_service"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Text("platform_version", absent: "LATEST") is not (null or "LATEST" or "1.4.0"))
        {
            yield return Found(
                scope,
                resource,
                "The platform's faults are mended in its newest version only, and the service stays on an older one.",
                "Remove platform_version.",
                resource.Breaks("platform_version")
            );
        }
    }
}
