using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Pricing;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Pricing;

/// <summary>Secrets, keys, logs, alarms, names, firewalls, edges: every figure worked out by hand.</summary>
public sealed class AwsOperationsPriceTests
{
    [Fact]
    public void A_secret_costs_a_month_and_its_calls() =>
        new AwsBill()
            .With("aws_secretsmanager_secret", ("replica", Block(("region", "us-east-1"))))
            .Using(("tenant_secrets", 46m), ("monthly_requests", 100_000m))
            // 0.40; 0.40; 46 × 0.40; 100 k × 0.000005
            .Comes(
                ("Secret", 0.40m),
                ("Secret replica in us-east-1", 0.40m),
                ("Tenant secrets", 18.40m),
                ("API requests", 0.50m)
            );

    [Fact]
    public void The_first_twenty_thousand_key_calls_are_free() =>
        new AwsBill { FreeAllowances = true }
            .With("aws_kms_key")
            .Using(("monthly_requests", 120_000m))
            // 1; 120 k × 0.000003; − 20 k × 0.000003
            .Comes(("Customer managed key", 1m), ("API requests", 0.36m), ("Free allowance: KMS requests", -0.06m));

    [Fact]
    public void A_rotating_key_costs_more_with_its_versions() =>
        Assert.Equal(
            new UsageRange(1m, 1m, 3m),
            new AwsBill().With("aws_kms_key", ("enable_key_rotation", true)).Estimate.Total
        );

    [Fact]
    public void Logs_cost_when_written_and_while_kept() =>
        new AwsBill()
            .With("aws_cloudwatch_log_group", ("retention_in_days", 73))
            .Using(("monthly_data_ingested_gb", 10m), ("monthly_data_scanned_gb", 100m))
            // 10 × 0.57; 10 × 73 × 24 / 730 = 24 GB × 0.03; 100 × 0.0057
            .Comes(("Log data written", 5.70m), ("Log storage", 0.72m), ("Log data searched", 0.57m));

    [Fact]
    public void Logs_that_are_kept_for_ever_have_no_price() =>
        new AwsBill().With("aws_cloudwatch_log_group").Using(("monthly_data_ingested_gb", 10m)).Leaves("Log storage");

    [Fact]
    public void A_metric_of_log_lines_is_a_custom_metric() =>
        new AwsBill()
            .With("aws_cloudwatch_log_metric_filter", ("metric_transformation", Block(("name", "errors"))))
            .Comes(("Metric of log lines", 0.30m));

    [Fact]
    public void Custom_metrics_have_bands() =>
        new AwsBill()
            .With("aws_cloudwatch_log_group")
            .Using(("monthly_data_ingested_gb", 0m), ("custom_metrics", 10_010m))
            // 10,000 × 0.30; 10 × 0.10
            .Comes(("Custom metrics", 3000m), ("Custom metrics above 10,000 metric-month", 1.00m));

    [Fact]
    public void An_alarm_pays_for_each_metric_it_looks_at()
    {
        new AwsBill()
            .With("aws_cloudwatch_metric_alarm", ("metric_name", "CPUUtilization"), ("period", 60))
            .Comes(("Alarm metrics (standard resolution)", 0.10m));
        new AwsBill()
            .With("aws_cloudwatch_metric_alarm", ("metric_name", "CPUUtilization"), ("period", 10))
            .Comes(("Alarm metrics (high resolution)", 0.30m));
        new AwsBill()
            .With(
                "aws_cloudwatch_metric_alarm",
                (
                    "metric_query",
                    Blocks([
                        Map(("id", "e"), ("expression", "100 * m2 / m1")),
                        Map(("id", "m1"), ("metric", Block(("period", 60)))),
                        Map(("id", "m2"), ("metric", Block(("period", 60)))),
                    ])
                )
            )
            .Comes(("Alarm metrics (standard resolution)", 0.20m));
        new AwsBill().With("aws_cloudwatch_composite_alarm").Comes(("Composite alarm", 0.50m));
    }

    [Fact]
    public void Three_dashboards_are_free()
    {
        var bill = new AwsBill { FreeAllowances = true };
        for (var i = 0; i < 4; i++)
        {
            bill.WithNamed("aws_cloudwatch_dashboard", $"d{i}", "eu-west-1");
        }

        Assert.Equal(3m, bill.Estimate.Total.Expected);
        Assert.Equal(-9m, bill.Estimate.LineItems[^1].ListCost.Expected);
    }

    [Fact]
    public void A_trail_s_first_copy_is_free() =>
        new AwsBill()
            .With("aws_cloudtrail")
            .Using(("monthly_data_events", 1_000_000m), ("monthly_additional_management_events", 10_000m))
            .Comes(("Data events", 1.00m), ("Additional copies of management events", 0.20m));

    [Fact]
    public void A_zone_costs_a_month_and_its_queries() =>
        new AwsBill()
            .With("aws_route53_zone")
            .Using(("monthly_standard_queries", 1_000_000m))
            .Comes(("Hosted zone", 0.50m), ("DNS queries, standard", 0.40m));

    [Fact]
    public void A_namespace_of_service_discovery_is_a_hosted_zone() =>
        new AwsBill()
            .With("aws_service_discovery_private_dns_namespace")
            .With("aws_service_discovery_service")
            .Comes(("Hosted zone of the namespace", 0.50m));

    [Fact]
    public void Functions_at_the_edge_have_no_price() =>
        new AwsBill().With("aws_cloudfront_function").Leaves("Function invocations");

    [Fact]
    public void Queries_for_an_alias_are_free()
    {
        new AwsBill()
            .With("aws_route53_record", ("alias", Block(("name", "lb"))))
            .Using(("monthly_standard_queries", 1_000_000m))
            .Comes();
        new AwsBill()
            .With("aws_route53_record", ("records", List("10.0.0.1")))
            .Using(("monthly_latency_based_queries", 1_000_000m), ("monthly_geo_queries", 1_000_000m))
            .Comes(("DNS queries, by latency", 0.60m), ("DNS queries, by location", 0.70m));
    }

    [Fact]
    public void A_health_check_of_an_aws_endpoint_is_free_and_its_features_are_not()
    {
        new AwsBill { FreeAllowances = true }
            .With("aws_route53_health_check", ("type", "HTTPS"), ("fqdn", Ref("aws_lb.x", "dns_name")))
            .With("aws_lb", ("internal", true))
            .Using(("new_connections", 0m))
            .Comes(
                ("Health check", 0.50m),
                ("Health check optional features", 1m),
                ("Load balancer hours", 18.396m),
                ("Free allowance: health checks of AWS endpoints", -0.50m)
            );
        new AwsBill()
            .With("aws_route53_health_check", ("type", "HTTPS"), ("fqdn", "example.com"))
            .Comes(("Health check of an endpoint elsewhere", 0.75m), ("Health check optional features", 2m));
    }

    [Fact]
    public void A_firewall_costs_itself_its_rules_and_requests() =>
        new AwsBill()
            .With(
                "aws_wafv2_web_acl",
                ("scope", "REGIONAL"),
                ("rule", Blocks([Rule("rate"), Rule("sqli"), Rule("xss"), Rule("bad")]))
            )
            .Using(("monthly_requests", 1_000_000m))
            // 5; 4 × 1; 1 M × 0.0000006
            .Comes(("Web ACL", 5m), ("Rules", 4m), ("Requests inspected", 0.60m));

    [Fact]
    public void A_firewall_of_unknown_rules_says_so() =>
        new AwsBill()
            .With("aws_wafv2_web_acl", ("rule", new Value.Unknown()))
            .Using(("monthly_requests", 0m))
            .Leaves("Rules");

    [Fact]
    public void A_distribution_s_first_terabyte_and_requests_are_free_for_the_account() =>
        new AwsBill { FreeAllowances = true }
            .With("aws_cloudfront_distribution")
            .Using(
                ("monthly_data_transfer_to_internet_gb.europe", 2024m),
                ("monthly_https_requests.europe", 12_000_000m),
                ("monthly_http_requests.us", 1_000_000m)
            )
            // 1 M × 0.00000075; 2,024 × 0.085; 12 M × 0.0000012; − 1,024 × 0.085; − 10 M × 0.0000012
            .Comes(
                ("HTTP requests (United States)", 0.75m),
                ("Data transfer out (Europe)", 172.04m),
                ("HTTPS requests (Europe)", 14.40m),
                ("Free allowance: CloudFront data transfer out", -87.04m),
                ("Free allowance: CloudFront requests", -12.00m)
            );

    [Fact]
    public void A_distribution_without_stated_use_is_unpriced() =>
        new AwsBill().With("aws_cloudfront_distribution").Leaves("Data transfer out");

    [Fact]
    public void Messages_of_a_topic_have_no_price()
    {
        new AwsBill().With("aws_sns_topic").Comes();
        new AwsBill().With("aws_sns_topic").Using(("monthly_requests", 10m)).Leaves("Messages");
    }

    [Fact]
    public void Every_type_has_one_rule_and_free_ones_cost_nothing()
    {
        var types = AwsPricing.Rules.Select(r => r.ResourceType).ToArray();

        Assert.Equal(types.Length, types.Distinct().Count());
        var bill = new AwsBill();
        foreach (var type in FreeOfCharge.Rules.Select(r => r.ResourceType))
        {
            bill.With(type);
        }

        bill.Comes();
    }

    private static Value.MapOf Rule(string name) => Map(("name", name), ("priority", 1));
}
