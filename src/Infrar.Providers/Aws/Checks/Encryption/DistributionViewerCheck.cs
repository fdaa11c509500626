using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Encryption;

/// <summary>Whether a distribution answers viewers without TLS.</summary>
internal sealed class DistributionViewerCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC011";

    /// <inheritdoc/>
    public override string Title => "A distribution answers unencrypted";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "Whoever stands between viewer and edge reads what is delivered and puts scripts of their own into it.";

    /// <inheritdoc/>
    public override string Mend => "Set viewer_protocol_policy to redirect-to-https or https-only.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("CloudFront.3")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_cloudfront_distribution"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        foreach (var behaviors in new[] { "default_cache_behavior", "ordered_cache_behavior" })
        {
            foreach (var behavior in resource[behaviors].Items().Where(AllowsAll))
            {
                var pattern = behavior.At("path_pattern").AsText() ?? "*";
                yield return Found(
                    scope,
                    resource,
                    $"Paths that match {pattern} are delivered over plain HTTP to whoever asks so.",
                    $"Set {behaviors}.viewer_protocol_policy to redirect-to-https.",
                    new ProofStep(resource.Address, $"{behaviors}.viewer_protocol_policy = allow-all", Breaks: true)
                ) with
                {
                    Subject = pattern,
                };
            }
        }
    }

    private static bool AllowsAll(Value behavior) => behavior.At("viewer_protocol_policy").AsText() == "allow-all";
}
