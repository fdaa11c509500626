using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.Checking;
using static Infrar.Providers.Tests.Checks.Privileges.Policies;

namespace Infrar.Providers.Tests.Checks.Privileges;

public sealed class OpenPolicyTests
{
    private static readonly Resource Bucket = Checking.Aws("aws_s3_bucket", "b", ("bucket", "a"));
    private static readonly Value.MapOf Reading = Allow("s3:GetObject", "arn:aws:s3:::a/*");

    [Fact]
    public void IAM018_finds_a_function_that_anybody_may_call() =>
        Assert.Equal(Severity.Critical, Finds("IAM018", "aws_lambda_permission.p", Permission("*")).Severity);

    [Fact]
    public void IAM018_finds_a_service_that_may_call_for_anybody() =>
        Assert.Equal(
            Severity.Medium,
            Finds("IAM018", "aws_lambda_permission.p", Permission("s3.amazonaws.com")).Severity
        );

    [Fact]
    public void IAM018_finds_a_URL_without_a_signature() =>
        Finds(
            "IAM018",
            "aws_lambda_function_url.u",
            Checking.Aws("aws_lambda_function_url", "u", ("function_name", "f"), ("authorization_type", "NONE"))
        );

    [Fact]
    public void IAM018_passes_a_source_that_is_named_a_signed_URL_and_services_of_the_own_account()
    {
        Passes("IAM018", Permission("s3.amazonaws.com", ("source_arn", "arn:aws:s3:::a")));
        Passes("IAM018", Permission("s3.amazonaws.com", ("source_arn", Ref("aws_s3_bucket.b", "arn"))), Bucket);
        Passes("IAM018", Permission("*", ("principal_org_id", "o-1234567890")));
        Passes("IAM018", Permission("apigateway.amazonaws.com"));
        Passes(
            "IAM018",
            Checking.Aws("aws_lambda_function_url", "u", ("function_name", "f"), ("authorization_type", "AWS_IAM"))
        );
    }

    [Fact]
    public void IAM019_finds_a_bucket_policy_for_anybody() =>
        Finds("IAM019", "aws_s3_bucket_policy.b", Bucket, BucketPolicy(Reading.With("Principal", "*")));

    [Fact]
    public void IAM019_finds_an_access_list_for_anybody() =>
        Finds(
            "IAM019",
            "aws_s3_bucket_acl.b",
            Bucket,
            Checking.Aws("aws_s3_bucket_acl", "b", ("bucket", Ref(Bucket, "id")), ("acl", "public-read"))
        );

    [Fact]
    public void IAM019_passes_what_is_denied_to_anybody_what_is_blocked_and_a_named_reader()
    {
        Passes("IAM019", Bucket, BucketPolicy(Reading.With("Principal", "*").With("Effect", "Deny")));
        Passes(
            "IAM019",
            Bucket,
            BucketPolicy(Reading.With("Principal", "*")),
            Block(("restrict_public_buckets", true))
        );
        Passes("IAM019", Bucket, BucketPolicy(Reading.With("Principal", Map(("Service", "cloudfront.amazonaws.com")))));
        Passes(
            "IAM019",
            Bucket,
            BucketPolicy(
                Reading.With("Principal", "*").With("Condition", If("StringEquals", "aws:SourceVpce", "vpce-1"))
            )
        );
        Passes("IAM019", Bucket, Checking.Aws("aws_s3_bucket_acl", "b", ("bucket", "a"), ("acl", "private")));
    }

    [Fact]
    public void IAM019_is_not_content_with_an_address_range_of_everybody() =>
        Finds(
            "IAM019",
            "aws_s3_bucket_policy.b",
            Bucket,
            BucketPolicy(Reading.With("Principal", "*").With("Condition", If("IpAddress", "aws:SourceIp", "0.0.0.0/0")))
        );

    [Fact]
    public void IAM020_finds_a_key_and_a_queue_for_anybody()
    {
        Finds(
            "IAM020",
            "aws_kms_key.k",
            Checking.Aws(
                "aws_kms_key",
                "k",
                ("policy", Document(Allow("kms:*", "*").With("Principal", Map(("AWS", "*")))))
            )
        );
        Finds(
            "IAM020",
            "aws_sqs_queue_policy.q",
            Checking.Aws(
                "aws_sqs_queue_policy",
                "q",
                ("queue_url", "https://sqs.eu-west-1.amazonaws.com/111122223333/q"),
                ("policy", Document(Allow("sqs:SendMessage", "*").With("Principal", "*")))
            )
        );
    }

    [Fact]
    public void IAM020_passes_the_own_account_and_a_topic_that_may_send()
    {
        Passes(
            "IAM020",
            Checking.Aws(
                "aws_kms_key",
                "k",
                (
                    "policy",
                    Document(Allow("kms:*", "*").With("Principal", Map(("AWS", "arn:aws:iam::111122223333:root"))))
                )
            )
        );
        Passes(
            "IAM020",
            Checking.Aws(
                "aws_sqs_queue_policy",
                "q",
                ("queue_url", "https://sqs.eu-west-1.amazonaws.com/111122223333/q"),
                (
                    "policy",
                    Document(
                        Allow("sqs:SendMessage", "*")
                            .With("Principal", "*")
                            .With("Condition", If("ArnEquals", "aws:SourceArn", "arn:aws:sns:eu-west-1:111122223333:t"))
                    )
                )
            )
        );
    }

    [Fact]
    public void IAM021_finds_a_bucket_without_a_block_and_a_block_with_a_gap()
    {
        Assert.Equal(Severity.Low, Finds("IAM021", "aws_s3_bucket.b", Bucket).Severity);
        Assert.Equal(
            Severity.Medium,
            Finds(
                "IAM021",
                "aws_s3_bucket_public_access_block.b",
                Bucket,
                Block(
                    ("block_public_acls", true),
                    ("ignore_public_acls", true),
                    ("block_public_policy", false),
                    ("restrict_public_buckets", true)
                )
            ).Severity
        );
    }

    [Fact]
    public void IAM021_passes_a_block_of_four_flags_by_reference_and_by_name()
    {
        (string, Value)[] flags =
        [
            ("block_public_acls", true),
            ("ignore_public_acls", true),
            ("block_public_policy", true),
            ("restrict_public_buckets", true),
        ];
        Passes("IAM021", Bucket, Block(flags));
        Passes("IAM021", Bucket, Checking.Aws("aws_s3_account_public_access_block", "a", flags));
        Passes("IAM021", Bucket, Checking.Aws("aws_s3_bucket_public_access_block", "b", [("bucket", "a"), .. flags]));
    }

    private static Resource Permission(string principal, params (string, Value)[] more) =>
        Checking.Aws(
            "aws_lambda_permission",
            "p",
            [("action", "lambda:InvokeFunction"), ("function_name", "f"), ("principal", principal), .. more]
        );

    private static Resource BucketPolicy(Value.MapOf statement) =>
        Checking.Aws("aws_s3_bucket_policy", "b", ("bucket", Ref(Bucket, "id")), ("policy", Document(statement)));

    private static Resource Block(params (string, Value)[] flags) =>
        Checking.Aws("aws_s3_bucket_public_access_block", "b", [("bucket", Ref(Bucket, "id")), .. flags]);
}
