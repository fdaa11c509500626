using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Pricing;

/// <summary>Databases, caches, buckets, images: every figure worked out by hand.</summary>
public sealed class AwsDataPriceTests
{
    [Fact]
    public void The_database_of_the_strategy() =>
        Database(("multi_az", true))
            // 730 × 0.156; 100 × 0.254
            .Comes(("Instance hours (Multi-AZ, db.t3.medium)", 113.88m), ("Storage (Multi-AZ, gp3)", 25.40m));

    [Fact]
    public void A_single_zone_has_its_own_price() =>
        Database()
            // 730 × 0.078; 100 × 0.127
            .Comes(("Instance hours (Single-AZ, db.t3.medium)", 56.94m), ("Storage (Single-AZ, gp3)", 12.70m));

    [Fact]
    public void Growth_is_the_upper_bound_of_storage()
    {
        var storage = Database(("multi_az", true), ("max_allocated_storage", 500)).Estimate.LineItems[1];

        Assert.Equal(new UsageRange(25.4m, 25.4m, 127m), storage.ListCost);
    }

    [Fact]
    public void Operations_and_throughput_above_the_baseline_are_billed()
    {
        Database(("iops", 3000), ("storage_throughput", 125))
            .Comes(("Instance hours (Single-AZ, db.t3.medium)", 56.94m), ("Storage (Single-AZ, gp3)", 12.70m));
        Database(("multi_az", true), ("allocated_storage", 400), ("iops", 13000), ("storage_throughput", 600))
            // 400 × 0.254; 1,000 × 0.044; 100 × 0.177
            .Comes(
                ("Instance hours (Multi-AZ, db.t3.medium)", 113.88m),
                ("Storage (Multi-AZ, gp3)", 101.60m),
                ("IOPS above the baseline", 44.00m),
                ("Throughput above the baseline", 17.70m)
            );
    }

    [Fact]
    public void Provisioned_disks_bill_every_operation() =>
        Database(("storage_type", "io1"), ("iops", 1000))
            // 100 × 0.138; 1,000 × 0.11
            .Comes(
                ("Instance hours (Single-AZ, db.t3.medium)", 56.94m),
                ("Storage (Single-AZ, io1)", 13.80m),
                ("Provisioned IOPS", 110.00m)
            );

    [Fact]
    public void Backups_are_free_up_to_the_size_of_the_disk()
    {
        var free = ("Instance hours (Single-AZ, db.t3.medium)", 56.94m);
        var disk = ("Storage (Single-AZ, gp3)", 12.70m);

        Database().Using(("backup_storage_gb", 100m)).Comes(free, disk);
        // 20 × 0.095
        Database()
            .Using(("backup_storage_gb", 120m))
            .Comes(free, disk, ("Backup storage beyond the free allotment", 1.90m));
        Database()
            .Using(("additional_backup_storage_gb", 100m))
            .Comes(free, disk, ("Backup storage beyond the free allotment", 9.50m));
    }

    [Fact]
    public void A_replica_elsewhere_has_that_region_s_price_and_pays_for_transfer() =>
        Database(("multi_az", true))
            .WithNamed(
                "aws_db_instance",
                "replica",
                "us-east-1",
                ("instance_class", "db.t3.medium"),
                ("replicate_source_db", Ref("aws_db_instance.x", "arn"))
            )
            .Using(("replica_transfer_gb", 50m))
            // 730 × 0.072 and 100 × 0.115 at us-east-1; 50 × 0.02 out of eu-west-1
            .Comes(
                ("Instance hours (Multi-AZ, db.t3.medium)", 113.88m),
                ("Storage (Multi-AZ, gp3)", 25.40m),
                ("Instance hours (Single-AZ, db.t3.medium)", 52.56m),
                ("Storage (Single-AZ, gp3)", 11.50m),
                ("Replication from eu-west-1", 1.00m)
            );

    [Fact]
    public void A_replica_elsewhere_without_stated_transfer_says_so() =>
        Database()
            .WithNamed(
                "aws_db_instance",
                "replica",
                "us-east-1",
                ("instance_class", "db.t3.medium"),
                ("replicate_source_db", Ref("aws_db_instance.x", "arn"))
            )
            .Leaves("Replication from eu-west-1");

    [Fact]
    public void A_password_that_the_platform_keeps_is_a_secret_that_is_paid_for()
    {
        var lines = Database(("manage_master_user_password", true)).Estimate.LineItems;

        Assert.Equal(("Secret of the master password", 0.4m), (lines[^1].Description, lines[^1].ListCost.Expected));
    }

    [Fact]
    public void A_week_of_query_statistics_is_free_and_two_years_are_not()
    {
        Database(("performance_insights_enabled", true))
            .Comes(("Instance hours (Single-AZ, db.t3.medium)", 56.94m), ("Storage (Single-AZ, gp3)", 12.70m));
        Database(("performance_insights_enabled", true), ("performance_insights_retention_period", 731))
            .Leaves("Performance Insights retention");
    }

    [Fact]
    public void Long_query_statistics_are_billed_per_processor() =>
        new AwsBill { Region = "us-east-1" }
            .With(
                "aws_db_instance",
                ("engine", "postgres"),
                ("instance_class", "db.m5.large"),
                ("allocated_storage", 100),
                ("storage_type", "gp2"),
                ("performance_insights_enabled", true),
                ("performance_insights_retention_period", 731)
            )
            // 730 × 0.178; 100 × 0.115; 2 × 3.815
            .Comes(
                ("Instance hours (Single-AZ, db.m5.large)", 129.94m),
                ("Storage (Single-AZ, gp2)", 11.50m),
                ("Performance Insights retention", 7.63m)
            );

    [Fact]
    public void Enhanced_monitoring_is_billed_as_logs()
    {
        Database(("monitoring_interval", 60)).Leaves("Enhanced Monitoring logs");
        var lines = Database(("monitoring_interval", 60)).Using(("enhanced_monitoring_gb", 2m)).Estimate.LineItems;

        // 2 × 0.57
        Assert.Equal(1.14m, lines[^1].ListCost.Expected);
    }

    [Fact]
    public void A_version_past_its_end_pays_for_support()
    {
        var lines = Database(("engine_version", "12.19"), ("multi_az", true)).Estimate.LineItems;

        // 2 instances × 2 vCPU × 730 h × 0.112
        Assert.Equal(327.04m, lines[^1].ListCost.Expected);
        Database(("engine_version", "13.20")).Leaves("Extended support of version 13, years 1 and 2");
    }

    [Fact]
    public void An_unknown_class_is_unpriced_and_never_the_nearest() =>
        Database(("instance_class", "db.t3.colossal")).Leaves("Instance hours (Single-AZ, db.t3.colossal)");

    [Fact]
    public void A_cache_group_pays_for_every_node()
    {
        // 2 × 730 × 0.018
        new AwsBill()
            .With(
                "aws_elasticache_replication_group",
                ("engine", "redis"),
                ("node_type", "cache.t3.micro"),
                ("num_cache_clusters", 2)
            )
            .Comes(("Node hours (cache.t3.micro)", 26.28m));
        new AwsBill()
            .With(
                "aws_elasticache_replication_group",
                ("engine", "redis"),
                ("node_type", "cache.t3.micro"),
                ("num_node_groups", 3),
                ("replicas_per_node_group", 1)
            )
            .Comes(("Node hours (cache.t3.micro)", 78.84m));
    }

    [Fact]
    public void A_cache_cluster_pays_for_its_nodes() =>
        new AwsBill()
            .With(
                "aws_elasticache_cluster",
                ("engine", "redis"),
                ("node_type", "cache.t3.micro"),
                ("num_cache_nodes", 1)
            )
            .Comes(("Node hours (cache.t3.micro)", 13.14m));

    [Fact]
    public void A_bucket_pays_for_what_it_holds_and_does() =>
        new AwsBill()
            .With("aws_s3_bucket")
            .Using(
                ("standard.storage_gb", 51300m),
                ("standard.monthly_tier_1_requests", 100_000m),
                ("standard.monthly_tier_2_requests", 1_000_000m),
                ("glacier_flexible_retrieval.storage_gb", 500m),
                ("glacier_flexible_retrieval.monthly_lifecycle_transition_requests", 10_000m),
                ("glacier_flexible_retrieval.monthly_data_retrieval_gb", 10m),
                ("data_transfer_out_gb", 100m)
            )
            // 51,200 × 0.023; 100 × 0.022; 100 k × 0.000005; 1 M × 0.0000004; 500 × 0.0036; 10 k × 0.000033; 10 × 0.01; 100 × 0.09
            .Comes(
                ("Storage (Standard)", 1177.60m),
                ("Storage (Standard) above 51,200 GB-month", 2.20m),
                ("PUT, COPY, POST, LIST requests (Standard)", 0.50m),
                ("GET and other requests (Standard)", 0.40m),
                ("Storage (Glacier Flexible Retrieval)", 1.80m),
                ("Lifecycle transitions into Glacier Flexible Retrieval", 0.33m),
                ("Retrieval (Glacier Flexible Retrieval)", 0.10m),
                ("Data transfer out to internet", 9.00m)
            );

    [Fact]
    public void A_bucket_that_archives_says_when_the_archive_is_not_stated() =>
        new AwsBill()
            .With("aws_s3_bucket")
            .Using(("standard.storage_gb", 1m))
            .WithNamed(
                "aws_s3_bucket_lifecycle_configuration",
                "x",
                "eu-west-1",
                ("bucket", Ref("aws_s3_bucket.x", "id")),
                (
                    "rule",
                    Block(("status", "Enabled"), ("transition", Block(("days", 30), ("storage_class", "GLACIER"))))
                )
            )
            .Leaves("Storage (Glacier Flexible Retrieval)");

    [Fact]
    public void A_bucket_without_stated_use_is_unpriced() =>
        new AwsBill().With("aws_s3_bucket").Leaves("Storage (Standard)");

    [Fact]
    public void A_repository_pays_for_what_it_holds() =>
        new AwsBill().With("aws_ecr_repository").Using(("storage_gb", 10m)).Comes(("Image storage", 1.00m));

    private static AwsBill Database(params (string Name, Value Value)[] more)
    {
        (string Name, Value Value)[] usual =
        [
            ("engine", "postgres"),
            ("instance_class", "db.t3.medium"),
            ("allocated_storage", 100),
            ("storage_type", "gp3"),
        ];
        return new AwsBill().With(
            "aws_db_instance",
            [.. usual.ExceptBy(more.Select(m => m.Name), u => u.Name), .. more]
        );
    }
}
