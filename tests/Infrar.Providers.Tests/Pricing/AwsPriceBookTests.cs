using Infrar.Core.Pricing;
using Infrar.Providers.Aws.Pricing;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Pricing;

/// <summary>Rows of the price book that come in families: each is found by its rule, and by itself alone.</summary>
public sealed class AwsPriceBookTests
{
    [Fact]
    public void Every_database_class_is_billed_by_its_own_sku()
    {
        var rows = Rows("AmazonRDS", "instance-hour");

        Assert.Equal(175, rows.Length);
        Assert.All(
            rows,
            row =>
            {
                var line = new AwsBill { Region = row.RegionId }
                    .With(
                        "aws_db_instance",
                        ("engine", row.Attributes["engine"] == "PostgreSQL" ? "postgres" : "mysql"),
                        ("instance_class", row.Attributes["instanceType"]),
                        ("multi_az", row.Attributes["deploymentOption"] == "Multi-AZ")
                    )
                    .Estimate.LineItems[0];
                Assert.Equal((row.SkuId, 730m * row.Tiers[0].ListUnitPrice), (line.SkuId, line.ListCost.Expected));
            }
        );
    }

    [Fact]
    public void Every_cache_node_is_billed_by_its_own_sku()
    {
        var rows = Rows("AmazonElastiCache", "node-hour");

        Assert.Equal(92, rows.Length);
        Assert.All(
            rows,
            row =>
            {
                var line = new AwsBill { Region = row.RegionId }
                    .With(
                        "aws_elasticache_cluster",
                        ("engine", row.Attributes["cacheEngine"].ToLowerInvariant()),
                        ("node_type", row.Attributes["instanceType"]),
                        ("num_cache_nodes", 1)
                    )
                    .Estimate.LineItems[0];
                Assert.Equal((row.SkuId, 730m * row.Tiers[0].ListUnitPrice), (line.SkuId, line.ListCost.Expected));
            }
        );
    }

    [Fact]
    public void Every_fargate_price_is_billed_where_it_holds()
    {
        var rows = Rows("AmazonECS", "vCPU-hour").Concat(Rows("AmazonECS", "GB-hour")).ToArray();

        Assert.Equal(21, rows.Length);
        Assert.All(
            rows,
            row =>
            {
                var lines = new AwsBill { Region = row.RegionId }
                    .With(
                        "aws_ecs_task_definition",
                        ("cpu", "1024"),
                        ("memory", "1024"),
                        ("ephemeral_storage", Block(("size_in_gib", 21))),
                        (
                            "runtime_platform",
                            Block(
                                (
                                    "cpu_architecture",
                                    row.Attributes.GetValueOrDefault("arch") == "arm64" ? "ARM64" : "X86_64"
                                ),
                                (
                                    "operating_system_family",
                                    row.Attributes.GetValueOrDefault("os") == "Windows"
                                        ? "WINDOWS_SERVER_2022_CORE"
                                        : "LINUX"
                                )
                            )
                        )
                    )
                    .With(
                        "aws_ecs_service",
                        ("launch_type", "FARGATE"),
                        ("desired_count", 1),
                        ("task_definition", Ref("aws_ecs_task_definition.x", "arn"))
                    )
                    .Estimate.LineItems;
                var line = Assert.Single(lines, l => l.SkuId == row.SkuId);
                Assert.Equal(730m * row.Tiers[0].ListUnitPrice, line.ListCost.Expected);
            }
        );
    }

    [Fact]
    public void Every_database_disk_is_billed_by_its_own_sku()
    {
        var rows = Rows("AmazonRDS", "GB-month").Where(r => r.Attributes.ContainsKey("storageType")).ToArray();

        Assert.Equal(14, rows.Length);
        Assert.All(
            rows,
            row =>
            {
                var lines = new AwsBill { Region = row.RegionId }
                    .With(
                        "aws_db_instance",
                        ("engine", "postgres"),
                        ("instance_class", "db.t4g.micro"),
                        ("storage_type", row.Attributes["storageType"]),
                        ("allocated_storage", 100),
                        ("multi_az", row.Attributes["deploymentOption"] == "Multi-AZ")
                    )
                    .Estimate.LineItems;
                var line = Assert.Single(lines, l => l.SkuId == row.SkuId);
                Assert.Equal(100m * row.Tiers[0].ListUnitPrice, line.ListCost.Expected);
            }
        );
    }

    [Fact]
    public void Every_bucket_price_of_a_class_is_billed_by_its_own_sku()
    {
        var keys = new Dictionary<string, string>
        {
            ["STANDARD"] = "standard",
            ["STANDARD_IA"] = "standard_infrequent_access",
            ["ONEZONE_IA"] = "one_zone_infrequent_access",
            ["GLACIER_IR"] = "glacier_instant_retrieval",
            ["GLACIER"] = "glacier_flexible_retrieval",
            ["DEEP_ARCHIVE"] = "glacier_deep_archive",
        };
        var requests = new Dictionary<string, string>
        {
            ["Tier1"] = "monthly_tier_1_requests",
            ["Tier2"] = "monthly_tier_2_requests",
            ["lifecycle"] = "monthly_lifecycle_transition_requests",
        };
        var rows = AwsPricing
            .Prices.Prices.Where(p =>
                p.Service == "AmazonS3"
                && keys.ContainsKey(p.Attributes.GetValueOrDefault("storageClass", ""))
                && (p.PricingUnit == "GB-month" || requests.ContainsKey(p.Attributes.GetValueOrDefault("group", "")))
            )
            .ToArray();

        Assert.True(rows.Length > 25);
        Assert.All(
            rows,
            row =>
            {
                var key = keys[row.Attributes["storageClass"]];
                var use = row.PricingUnit == "GB-month" ? "storage_gb" : requests[row.Attributes["group"]];
                var line = Assert.Single(
                    new AwsBill { Region = row.RegionId }
                        .With("aws_s3_bucket")
                        .Using(($"{key}.{use}", 1000m))
                        .Estimate.LineItems
                );
                Assert.Equal((row.SkuId, 1000m * row.Tiers[0].ListUnitPrice), (line.SkuId, line.ListCost.Expected));
            }
        );
    }

    private static Price[] Rows(string service, string unit) =>
        [.. AwsPricing.Prices.Prices.Where(p => p.Service == service && p.PricingUnit == unit)];
}
