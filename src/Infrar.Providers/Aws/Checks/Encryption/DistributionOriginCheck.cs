using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Encryption;

/// <summary>Whether a distribution fetches from its origins with TLS.</summary>
internal sealed class DistributionOriginCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC013";

    /// <inheritdoc/>
    public override string Title => "A distribution fetches from its origin unencrypted";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "Viewers see a lock, yet what they send crosses the internet readable between the edge and the origin.";

    /// <inheritdoc/>
    public override string Mend =>
        "Set origin_protocol_policy to https-only and leave SSLv3, TLSv1 and TLSv1.1 out of origin_ssl_protocols.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("CloudFront.9"), Fsbp("CloudFront.10")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_cloudfront_distribution"];

    private static readonly string[] Outdated = ["SSLv3", "TLSv1", "TLSv1.1"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        foreach (var origin in resource["origin"].Items())
        {
            var id = origin.At("origin_id").AsText() ?? "";
            var policy = origin.At("custom_origin_config.origin_protocol_policy").AsText();
            var protocols = origin.At("custom_origin_config.origin_ssl_protocols").Items().Select(p => p.AsText());
            // A bucket's website endpoint speaks HTTP alone and holds what is public anyway.
            var isWebsite =
                origin.At("domain_name").AsText()?.Contains(".s3-website", StringComparison.Ordinal) == true;
            if (policy is "http-only" or "match-viewer" && !isWebsite)
            {
                yield return Fault(
                    scope,
                    resource,
                    id,
                    $"origin_protocol_policy is {policy}",
                    "Set origin_protocol_policy to https-only."
                );
            }
            else if (policy == "https-only" && protocols.FirstOrDefault(p => Outdated.Contains(p)) is { } old)
            {
                yield return Fault(
                    scope,
                    resource,
                    id,
                    $"origin_ssl_protocols holds {old}",
                    "Set origin_ssl_protocols to TLSv1.2 alone."
                ) with
                {
                    Severity = Severity.Low,
                };
            }
        }
    }

    private Finding Fault(CheckScope scope, Resource resource, string origin, string fact, string mend) =>
        Found(
            scope,
            resource,
            $"Origin '{origin}': {fact}, so what viewers send over HTTPS may go on less protected than they see.",
            mend,
            new ProofStep(resource.Address, $"origin {origin}: {fact}.", Breaks: true)
        ) with
        {
            Subject = origin,
        };
}
