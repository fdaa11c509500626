using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Tests.Checks.Privileges;
using Infrar.Providers.Tests.Example;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.Checking;

namespace Infrar.Providers.Tests.Checks.Residency;

public sealed class PlaceTests
{
    private const string Task = "aws_ecs_task_definition.t";

    [Fact]
    public void RES003_finds_an_image_of_another_region() =>
        Assert.Equal(
            Severity.Medium,
            Finds("RES003", Task, Running("111122223333.dkr.ecr.us-east-1.amazonaws.com/a:1")).Severity
        );

    [Fact]
    public void RES003_finds_that_Lambda_refuses_one() =>
        Assert.Equal(
            Severity.Critical,
            Finds(
                "RES003",
                "aws_lambda_function.f",
                Checking.Aws(
                    "aws_lambda_function",
                    "f",
                    ("function_name", "f"),
                    ("image_uri", "111122223333.dkr.ecr.us-east-1.amazonaws.com/a:1")
                )
            ).Severity
        );

    [Fact]
    public void RES003_passes_an_image_of_the_own_region_and_a_public_one()
    {
        Passes("RES003", Running("111122223333.dkr.ecr.eu-west-1.amazonaws.com/a:1"));
        Passes("RES003", Running("public.ecr.aws/nginx/nginx:1"));
    }

    [Fact]
    public void RES004_finds_nine_digits_where_twelve_belong() =>
        Finds("RES004", Task, Running("123456789.dkr.ecr.eu-west-1.amazonaws.com/a:1"));

    [Fact]
    public void RES004_passes_twelve_and_a_public_registry()
    {
        Passes("RES004", Running("123456789012.dkr.ecr.eu-west-1.amazonaws.com/a:1"));
        Passes("RES004", Running("ghcr.io/shop/a:1"));
    }

    [Fact]
    public void RES004_finds_it_also_where_no_task_of_AWS_runs_the_image() =>
        Assert.Equal(
            "platform",
            Assert.Single(Placed.Run("RES004", InfrarsOwnPlacement.Place("production", "hetzner"))).Component
        );

    [Fact]
    public void RES005_finds_a_placeholder_in_an_endpoint() =>
        Finds("RES005", Task, Running("a:1", ("DB", "shop.xxx.eu-west-1.rds.amazonaws.com")));

    [Fact]
    public void RES005_passes_an_endpoint_that_another_plan_may_have_made()
    {
        Passes("RES005", Running("a:1", ("DB", "shop.c9akciq32rgw.eu-west-1.rds.amazonaws.com")));
        Passes("RES005", Running("a:1", ("QUEUE", "https://sqs.eu-west-1.amazonaws.com/111122223333/xxx")));
        Passes("RES005", Running("a:1", ("DB", "xxx.example.org")));
    }

    [Fact]
    public void RES005_finds_both_endpoints_of_the_planning_document_and_none_in_staging()
    {
        Assert.Equal(
            ["platform:DATABASE_HOST", "platform:REDIS_URL"],
            Placed.Run("RES005", InfrarsOwnPlacement.Place("production", "aws")).Select(f => f.Subject)
        );
        Assert.Empty(Placed.Run("RES005", InfrarsOwnPlacement.Place("staging", "aws")));
    }

    [Fact]
    public void RES006_finds_settings_of_another_region()
    {
        Finds("RES006", Task, Running("a:1", ("AWS_REGION", "us-east-1")));
        Finds("RES006", Task, Running("a:1", ("QUEUE", "https://sqs.us-east-1.amazonaws.com/111122223333/q")));
        Finds("RES006", Task, Running("a:1", ("TOPIC", "arn:aws:sns:us-east-1:111122223333:t")));
    }

    [Fact]
    public void RES006_passes_the_own_region_and_what_has_none()
    {
        Passes("RES006", Running("a:1", ("AWS_REGION", "eu-west-1")));
        Passes("RES006", Running("a:1", ("PRICES", "https://api.pricing.us-east-1.amazonaws.com")));
        Passes("RES006", Running("a:1", ("CERTIFICATE", "arn:aws:acm:us-east-1:111122223333:certificate/1")));
        Passes("RES006", Running("a:1", ("ROLE", "arn:aws:iam::111122223333:role/us-east-1")));
        Passes("RES006", Running("a:1", ("BUCKET", "https://a.s3.amazonaws.com/us-east-1/")));
    }

    [Fact]
    public void RES007_finds_a_key_of_another_region()
    {
        var key = Checking.Aws("aws_kms_key", "k", ("description", "k")) with { Region = "us-east-1" };
        Finds(
            "RES007",
            "aws_secretsmanager_secret.s",
            key,
            Checking.Aws("aws_secretsmanager_secret", "s", ("name", "s"), ("kms_key_id", Ref(key, "arn")))
        );
        Finds(
            "RES007",
            "aws_db_instance.d",
            Checking.Aws("aws_db_instance", "d", ("kms_key_id", "arn:aws:kms:us-east-1:111122223333:key/1"))
        );
        Finds("RES007", "aws_s3_bucket_server_side_encryption_configuration.b", SealedBucket("us-east-1"));
    }

    [Fact]
    public void RES007_passes_a_key_of_the_own_region_and_an_alias_by_name()
    {
        Passes("RES007", SealedBucket("eu-west-1"));
        Passes("RES007", Checking.Aws("aws_sqs_queue", "q", ("name", "q"), ("kms_master_key_id", "alias/aws/sqs")));
        Passes(
            "RES007",
            Checking.Aws(
                "aws_cloudtrail",
                "t",
                ("name", "t"),
                ("kms_key_id", "arn:aws:kms:us-east-1:111122223333:key/1")
            )
        );
    }

    [Fact]
    public void RES008_finds_a_certificate_that_CloudFront_cannot_use() =>
        Finds(
            "RES008",
            "aws_cloudfront_distribution.d",
            Certificate("eu-west-1"),
            Distribution(("viewer_certificate", Block(("acm_certificate_arn", Ref("aws_acm_certificate.c", "arn")))))
        );

    [Fact]
    public void RES008_finds_a_certificate_that_a_load_balancer_cannot_use() =>
        Finds(
            "RES008",
            "aws_lb_listener.l",
            Checking.Aws(
                "aws_lb_listener",
                "l",
                ("certificate_arn", "arn:aws:acm:us-east-1:111122223333:certificate/1")
            )
        );

    [Fact]
    public void RES008_passes_certificates_where_they_belong()
    {
        Passes(
            "RES008",
            Certificate("us-east-1"),
            Distribution(("viewer_certificate", Block(("acm_certificate_arn", Ref("aws_acm_certificate.c", "arn")))))
        );
        Passes(
            "RES008",
            Certificate("eu-west-1"),
            Checking.Aws("aws_lb_listener", "l", ("certificate_arn", Ref("aws_acm_certificate.c", "arn")))
        );
        Passes("RES008", Distribution(("viewer_certificate", Block(("cloudfront_default_certificate", true)))));
    }

    [Fact]
    public void RES009_finds_a_firewall_of_CloudFront_outside_us_east_1_and_a_regional_one_before_it()
    {
        Finds("RES009", "aws_wafv2_web_acl.w", Checking.Aws("aws_wafv2_web_acl", "w", ("scope", "CLOUDFRONT")));
        Finds(
            "RES009",
            "aws_cloudfront_distribution.d",
            Checking.Aws("aws_wafv2_web_acl", "w", ("scope", "REGIONAL")),
            Distribution(("web_acl_id", Ref("aws_wafv2_web_acl.w", "arn")))
        );
    }

    [Fact]
    public void RES009_passes_each_where_it_belongs()
    {
        var global = Checking.Aws("aws_wafv2_web_acl", "w", ("scope", "CLOUDFRONT")) with { Region = "us-east-1" };
        Passes("RES009", global, Distribution(("web_acl_id", Ref(global, "arn"))));
        Passes("RES009", Checking.Aws("aws_wafv2_web_acl", "w", ("scope", "REGIONAL")));
    }

    [Fact]
    public void RES010_finds_a_log_group_that_lies_elsewhere() =>
        Assert.Equal(
            Severity.Critical,
            Finds(
                "RES010",
                Task,
                Checking.Aws("aws_cloudwatch_log_group", "g", ("name", "/ecs/a")),
                Logging("us-east-1")
            ).Severity
        );

    [Fact]
    public void RES010_finds_logs_that_leave_the_region() =>
        Assert.Equal(Severity.Medium, Finds("RES010", Task, Logging("us-east-1")).Severity);

    [Fact]
    public void RES010_passes_the_region_of_the_group()
    {
        Passes("RES010", Checking.Aws("aws_cloudwatch_log_group", "g", ("name", "/ecs/a")), Logging("eu-west-1"));
        Passes("RES010", Logging("eu-west-1"));
    }

    private static Resource Running(string image, params (string Name, string Value)[] variables) =>
        Definition(
            Map(
                ("name", "a"),
                ("image", image),
                ("environment", List(variables.Select(v => (Value)Map(("name", v.Name), ("value", v.Value)))))
            )
        );

    private static Resource Logging(string region) =>
        Definition(
            Map(
                ("name", "a"),
                ("image", "a:1"),
                (
                    "logConfiguration",
                    Map(
                        ("logDriver", "awslogs"),
                        ("options", Map(("awslogs-group", "/ecs/a"), ("awslogs-region", region)))
                    )
                )
            )
        );

    private static Resource Definition(Value container) =>
        Checking.Aws(
            "aws_ecs_task_definition",
            "t",
            ("family", "t"),
            ("container_definitions", new Value.Json(List(container)))
        );

    private static Resource SealedBucket(string region) =>
        Checking.Aws(
            "aws_s3_bucket_server_side_encryption_configuration",
            "b",
            ("bucket", "b"),
            (
                "rule",
                Block(
                    (
                        "apply_server_side_encryption_by_default",
                        Block(
                            ("sse_algorithm", "aws:kms"),
                            ("kms_master_key_id", $"arn:aws:kms:{region}:111122223333:key/1")
                        )
                    )
                )
            )
        );

    private static Resource Certificate(string region) =>
        Checking.Aws("aws_acm_certificate", "c", ("domain_name", "a.example.org")) with
        {
            Region = region,
        };

    private static Resource Distribution(params (string, Value)[] attributes) =>
        Checking.Aws("aws_cloudfront_distribution", "d", attributes) with
        {
            Region = "",
        };
}
