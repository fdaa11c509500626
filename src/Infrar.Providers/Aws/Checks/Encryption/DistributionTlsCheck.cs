using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Encryption;

/// <summary>Whether a distribution refuses TLS older than 1.2.</summary>
internal sealed class DistributionTlsCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC012";

    /// <inheritdoc/>
    public override string Title => "A distribution takes outdated TLS";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale => "TLS 1.0 and 1.1 have known weaknesses and were withdrawn in 2021 (RFC 8996).";

    /// <inheritdoc/>
    public override string Mend => "Set viewer_certificate.minimum_protocol_version to TLSv1.2_2021 or later.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_cloudfront_distribution"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        // With CloudFront's own certificate the setting has no effect: names of one's own need one's own certificate.
        if (
            resource.Omits("viewer_certificate")
            || resource.Flag("viewer_certificate.cloudfront_default_certificate", absent: false) != false
        )
        {
            yield break;
        }

        if (
            resource.Text("viewer_certificate.minimum_protocol_version", absent: "TLSv1") is { } version
            && !version.StartsWith("TLSv1.2", StringComparison.Ordinal)
            && !version.StartsWith("TLSv1.3", StringComparison.Ordinal)
        )
        {
            yield return Found(
                scope,
                resource,
                $"The distribution takes connections from {version} on, which is withdrawn.",
                "Set viewer_certificate.minimum_protocol_version to TLSv1.2_2021.",
                resource.Breaks("viewer_certificate.minimum_protocol_version")
            );
        }
    }
}
