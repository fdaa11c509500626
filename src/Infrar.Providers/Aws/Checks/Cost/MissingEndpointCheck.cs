using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Cost;

/// <summary>Whether traffic to S3 takes the way that costs nothing.</summary>
internal sealed class MissingEndpointCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "CST009";

    /// <inheritdoc/>
    public override string Title => "Traffic to S3 is paid for at the NAT gateway";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Cost;

    /// <inheritdoc/>
    public override string Rationale =>
        "A NAT gateway bills every gigabyte, also those to S3, image layers and logs among them; a gateway endpoint carries them for nothing.";

    /// <inheritdoc/>
    public override string Mend => "Make an aws_vpc_endpoint of type Gateway for S3 and name the private route tables.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_vpc", "aws_vpc_endpoint", "aws_nat_gateway"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            resource.Type != "aws_vpc"
            || !scope.Referrers(resource, "aws_subnet").Any(s => scope.Referrers(s, "aws_nat_gateway").Any())
            || scope.Graph.OfType("aws_vpc_endpoint").Any(LeadsToFiles)
            || !scope.Graph.Resources.Any(r => r is { IsData: false, Type: "aws_s3_bucket" or "aws_ecr_repository" })
        )
        {
            yield break;
        }

        yield return Found(
            scope,
            resource,
            "What private subnets send to and fetch from S3 passes a NAT gateway, which bills every gigabyte; a gateway endpoint carries it for nothing.",
            "Make an aws_vpc_endpoint with vpc_endpoint_type Gateway and service_name of S3, and name the private route tables.",
            new ProofStep(
                resource.Address,
                "NAT gateways stand in it, and no gateway endpoint for S3 does.",
                Breaks: true
            )
        );
    }

    // An endpoint whose service is not known may be that of S3.
    private static bool LeadsToFiles(Resource endpoint) =>
        endpoint.Text("service_name") is not { } name || name.EndsWith(".s3", StringComparison.Ordinal);
}
