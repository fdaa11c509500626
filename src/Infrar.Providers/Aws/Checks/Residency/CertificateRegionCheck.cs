using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Checks.Privileges;

namespace Infrar.Providers.Aws.Checks.Residency;

/// <summary>Whether certificates lie where they are used.</summary>
internal sealed class CertificateRegionCheck : Check
{
    private const string CloudFrontRegion = "us-east-1";

    private static readonly (string Type, string Setting)[] Users =
    [
        ("aws_cloudfront_distribution", "viewer_certificate.acm_certificate_arn"),
        ("aws_lb_listener", "certificate_arn"),
        ("aws_lb_listener_certificate", "certificate_arn"),
    ];

    /// <inheritdoc/>
    public override string Id => "RES008";

    /// <inheritdoc/>
    public override string Title => "A certificate lies in the wrong region";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Residency;

    /// <inheritdoc/>
    public override string Rationale =>
        "CloudFront takes certificates of us-east-1 only, and a load balancer those of its own region. AWS refuses any other, and applying fails.";

    /// <inheritdoc/>
    public override string Mend =>
        "Make the certificate with a provider configuration of us-east-1 for CloudFront, and of the load balancer's region for a listener.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => [.. Users.Select(u => u.Type), "aws_acm_certificate"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        foreach (var (type, setting) in Users)
        {
            foreach (var user in scope.Graph.OfType(type))
            {
                var needed = type == "aws_cloudfront_distribution" ? CloudFrontRegion : user.Region;
                var found = RegionOf(scope, user[setting]);
                if (found.Length > 0 && needed.Length > 0 && found != needed)
                {
                    yield return Found(
                        scope,
                        user,
                        $"{setting} names a certificate of {found}, and only one of {needed} can be used here: AWS refuses it.",
                        $"Make the certificate with a provider configuration for {needed}.",
                        new ProofStep(user.Address, $"It takes certificates of {needed}."),
                        new ProofStep(user.Address, $"{setting} names a certificate of {found}.", Breaks: true)
                    );
                }
            }
        }
    }

    private static string RegionOf(CheckScope scope, Value certificate) =>
        scope.Graph.Follow(certificate) is { } made
            ? made.Type.StartsWith("aws_acm_certificate", StringComparison.Ordinal)
                ? made.Region
                : ""
            : ArnParts.Of(certificate.AsText() ?? "") is { Service: "acm" } arn
                ? arn.Region
                : "";
}
