using Infrar.Core.Manifests;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Aws.Run.RunSystem;

namespace Infrar.Providers.Tests.Aws.Run;

/// <summary>What the document's systems become, file by file.</summary>
public sealed class RunGoldenTests
{
    [Theory]
    [InlineData("network")]
    [InlineData("security")]
    [InlineData("load_balancer")]
    [InlineData("compute")]
    [InlineData("dns")]
    public void Production_is_written_out(string concern) =>
        Place(Production).MatchGolden(concern, $"production-{concern}");

    [Fact]
    public void A_site_on_CloudFront_is_written_out()
    {
        var placement = Place(Web);

        placement.MatchGolden("site", "cloudfront-site");
        placement.MatchGolden("dns", "cloudfront-dns");
    }

    [Fact]
    public void Staging_with_one_copy_and_one_gateway_is_written_out() =>
        Place(
                Of(
                    Platform with
                    {
                        Scaling = new(1, 1, null, null, null),
                        Cpu = 0.5m,
                        MemoryMiB = 1024,
                        Firewall = null,
                        Uses = [],
                        Environment = Ordinal.Empty,
                        Secrets = Ordinal.Empty,
                    }
                ) with
                {
                    Environment = "staging",
                    Network = new()
                    {
                        Cidr = "10.1.0.0/16",
                        Zones = 2,
                        Outbound = OutboundAccess.OneForAll,
                    },
                }
            )
            .MatchGolden("network", "staging-network");

    [Fact]
    public void Stated_groups_and_policies_are_written_as_stated() =>
        Place(
                Production.Setting(
                    "eu-west-1",
                    (
                        "securityGroups",
                        Map(
                            (
                                "alb",
                                Map(
                                    ("attach", List("load-balancer")),
                                    ("ingress", List(Map(("ports", 443), ("from", "0.0.0.0/0")))),
                                    ("egress", List(Map(("ports", 8080), ("to", "ecs"))))
                                )
                            ),
                            (
                                "ecs",
                                Map(
                                    ("attach", List("platform", "pricing-sync", "executor")),
                                    ("ingress", List(Map(("ports", 8080), ("from", "alb")))),
                                    (
                                        "egress",
                                        List(
                                            Map(("ports", 443), ("to", "0.0.0.0/0")),
                                            Map(("ports", 5432), ("to", "rds"))
                                        )
                                    )
                                )
                            ),
                            (
                                "rds",
                                Map(
                                    ("attach", List("database")),
                                    ("ingress", List(Map(("ports", 5432), ("from", "ecs"))))
                                )
                            ),
                            (
                                "redis",
                                Map(("attach", List("cache")), ("ingress", List(Map(("ports", 6379), ("from", "ecs")))))
                            )
                        )
                    ),
                    (
                        "policies",
                        Map(
                            (
                                "platform-secrets",
                                Map(
                                    ("attach", List("platform")),
                                    (
                                        "document",
                                        Map(
                                            ("Version", "2012-10-17"),
                                            (
                                                "Statement",
                                                List(
                                                    Map(
                                                        ("Effect", "Allow"),
                                                        (
                                                            "Principal",
                                                            Map(("AWS", "arn:aws:iam::xxx:role/infraPlatformTaskRole"))
                                                        ),
                                                        (
                                                            "Action",
                                                            List(
                                                                "secretsmanager:GetSecretValue",
                                                                "secretsmanager:DescribeSecret"
                                                            )
                                                        ),
                                                        (
                                                            "Resource",
                                                            "arn:aws:secretsmanager:us-east-1:xxx:secret:/infrar/production/*"
                                                        )
                                                    )
                                                )
                                            )
                                        )
                                    )
                                )
                            )
                        )
                    )
                )
            )
            .MatchGolden("security", "stated-security");
}
