using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Logging;

/// <summary>Whether a trail records what happens in every region.</summary>
internal sealed class TrailRegionsCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "LOG002";

    /// <inheritdoc/>
    public override string Title => "A trail records one region only";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Logging;

    /// <inheritdoc/>
    public override string Rationale =>
        "What is done in another region, on purpose or by a thief of credentials, leaves no trace.";

    /// <inheritdoc/>
    public override string Mend => "Set is_multi_region_trail to true.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("CloudTrail.1"), Cis("3.1")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_cloudtrail"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var others = scope
            .Graph.OfType("aws_cloudtrail")
            .Any(t => t.Flag("is_multi_region_trail", absent: false) != false);
        if (!others && resource.Flag("is_multi_region_trail", absent: false) == false)
        {
            yield return Found(
                scope,
                resource,
                "Calls in other regions are not recorded; what a thief of credentials starts there leaves no trace.",
                "Set is_multi_region_trail to true.",
                resource.Breaks("is_multi_region_trail")
            );
        }
    }
}
