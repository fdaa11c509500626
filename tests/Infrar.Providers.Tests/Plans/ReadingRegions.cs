using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Plans;

/// <summary>Where a planned resource lives, by what it states and what its provider is configured with.</summary>
public sealed class ReadingRegions
{
    private static readonly Value.Unknown s_unknown = new();

    public static TheoryData<string, string, Value.MapOf, Value.MapOf> Cases =>
        new()
        {
            { "ap-southeast-2", "aws_sqs_queue", Map(("region", "ap-southeast-2")), Map(("region", "eu-west-1")) },
            { "eu-west-1", "aws_sqs_queue", Map(("region", s_unknown)), Map(("region", "eu-west-1")) },
            { "", "aws_sqs_queue", Map(("region", s_unknown)), Map(("region", s_unknown)) },
            { "eu-north-1", "aws_sqs_queue", Map(("arn", "arn:aws:sqs:eu-north-1:123456789012:a")), Value.MapOf.Empty },
            { "eu-west-1", "aws_s3_bucket", Map(("arn", "arn:aws:s3:::files")), Map(("region", "eu-west-1")) },
            { "eu-west-3", "aws_ebs_volume", Map(("availability_zone", "eu-west-3b")), Value.MapOf.Empty },
            { "us-west-2", "aws_ebs_volume", Map(("availability_zone", "us-west-2-lax-1a")), Value.MapOf.Empty },
            { "", "aws_ebs_volume", Map(("availability_zone", "nowhere")), Value.MapOf.Empty },
            { "", "aws_ebs_volume", Map(("arn", "arn:aws")), Value.MapOf.Empty },
            { "", "aws_iam_role", Map(("name", "a")), Map(("region", "eu-west-1")) },
            { "", "aws_cloudfront_distribution", Value.MapOf.Empty, Map(("region", "eu-west-1")) },
            { "eu-west-1", "aws_route53_resolver_endpoint", Value.MapOf.Empty, Map(("region", "eu-west-1")) },
            { "fsn1", "hcloud_server", Map(("location", "fsn1")), Value.MapOf.Empty },
            { "nbg1", "hcloud_server", Map(("datacenter", "nbg1-dc3")), Value.MapOf.Empty },
            { "fra1", "digitalocean_droplet", Map(("region", "fra1")), Value.MapOf.Empty },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_region_is_what_the_resource_or_its_provider_states(
        string region,
        string type,
        Value.MapOf attributes,
        Value.MapOf configuration
    )
    {
        var provider = AllProviders.Catalog.FindByTofuName(type.Split('_')[0])!;

        Assert.Equal(region, provider.RegionOf(type, attributes, configuration));
    }
}
