using System.Text;
using Infrar.Core.Checks;
using Infrar.Core.Plans;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.Checking;
using static Infrar.Providers.Tests.Checks.Privileges.Policies;

namespace Infrar.Providers.Tests.Checks.Privileges;

public sealed class WidePolicyTests
{
    private const string Bucket = "arn:aws:s3:::a";
    private const string Files = "arn:aws:s3:::a/*";

    [Fact]
    public void IAM001_finds_everything_on_everything() =>
        Assert.Equal(Severity.Critical, Finds("IAM001", "aws_iam_policy.p", Policy(Allow("*", "*"))).Severity);

    [Fact]
    public void IAM001_finds_the_administrator_policy_of_AWS() =>
        Finds(
            "IAM001",
            "aws_iam_role_policy_attachment.a",
            Role("ec2.amazonaws.com"),
            Attached("arn:aws:iam::aws:policy/AdministratorAccess")
        );

    [Fact]
    public void IAM001_finds_it_in_a_data_source_that_writes_the_policy()
    {
        var document = Checking.Aws(
            "aws_iam_policy_document",
            "d",
            ("statement", Blocks([Map(("actions", List("*")), ("resources", List("*")))]))
        ) with
        {
            IsData = true,
        };
        var policy = Checking.Aws("aws_iam_policy", "p", ("name", "p"), ("policy", Ref(document, "json")));

        // In a plan the data source stands only where it is read during apply.
        Assert.Equal("aws_iam_policy.p", Assert.Single(Run("IAM001", new([document, policy]), new())).Resource);
    }

    [Fact]
    public void IAM001_finds_it_in_a_data_source_that_a_plan_reads_during_apply()
    {
        const string Plan = """
            {
              "format_version": "1.2",
              "terraform_version": "1.11.4",
              "resource_changes": [
                {
                  "address": "data.aws_iam_policy_document.d", "mode": "data", "type": "aws_iam_policy_document",
                  "name": "d", "provider_name": "registry.opentofu.org/hashicorp/aws",
                  "change": {
                    "actions": ["read"], "before": null,
                    "after": { "statement": [{ "actions": ["*"], "effect": "Allow", "resources": ["*"] }] },
                    "after_unknown": { "id": true, "json": true, "statement": [{ "actions": [false], "resources": [false] }] }
                  }
                },
                {
                  "address": "aws_iam_policy.p", "mode": "managed", "type": "aws_iam_policy", "name": "p",
                  "provider_name": "registry.opentofu.org/hashicorp/aws",
                  "change": {
                    "actions": ["create"], "before": null, "after": { "name": "p" },
                    "after_unknown": { "arn": true, "policy": true }
                  }
                }
              ],
              "configuration": {
                "root_module": {
                  "resources": [
                    {
                      "address": "aws_iam_policy.p", "mode": "managed", "type": "aws_iam_policy", "name": "p",
                      "provider_config_key": "aws",
                      "expressions": {
                        "name": { "constant_value": "p" },
                        "policy": { "references": ["data.aws_iam_policy_document.d.json", "data.aws_iam_policy_document.d"] }
                      }
                    },
                    {
                      "address": "data.aws_iam_policy_document.d", "mode": "data", "type": "aws_iam_policy_document",
                      "name": "d", "provider_config_key": "aws",
                      "expressions": { "statement": [{ "actions": { "constant_value": ["*"] }, "resources": { "constant_value": ["*"] } }] }
                    }
                  ]
                }
              }
            }
            """;

        var reading = PlanReader.Read(Encoding.UTF8.GetBytes(Plan), "plan.json", AllProviders.Catalog);

        Assert.Equal("aws_iam_policy.p", Assert.Single(Run("IAM001", reading.Plan!.After, new())).Resource);
    }

    [Fact]
    public void IAM001_passes_everything_on_one_bucket_and_everything_denied()
    {
        Passes("IAM001", Policy(Allow("s3:*", Bucket), Allow("*", Files)));
        Passes("IAM001", Policy(Allow("*", "*").With("Effect", "Deny")));
        Passes("IAM001", Role("ec2.amazonaws.com"), Attached("arn:aws:iam::aws:policy/ReadOnlyAccess"));
    }

    [Fact]
    public void IAM001_says_nothing_of_a_policy_that_is_not_known() =>
        Passes("IAM001", Checking.Aws("aws_iam_policy", "p", ("name", "p"), ("policy", new Value.Variable("policy"))));

    [Fact]
    public void IAM002_finds_a_whole_service_and_NotAction()
    {
        Finds("IAM002", "aws_iam_policy.p", Policy(Allow("s3:*", Bucket)));
        Finds(
            "IAM002",
            "aws_iam_policy.p",
            Policy(Map(("Effect", "Allow"), ("NotAction", List("iam:*")), ("Resource", "*")))
        );
        Finds(
            "IAM002",
            "aws_iam_role_policy_attachment.a",
            Role("ec2.amazonaws.com"),
            Attached("arn:aws:iam::aws:policy/AmazonS3FullAccess")
        );
    }

    [Fact]
    public void IAM002_passes_part_of_a_service_and_a_whole_one_denied()
    {
        Passes("IAM002", Policy(Allow("s3:Get*", Files)));
        Passes("IAM002", Policy(Allow("s3:*", "*").With("Effect", "Deny")));
        Passes(
            "IAM002",
            Role("ec2.amazonaws.com"),
            Attached("arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy")
        );
    }

    [Fact]
    public void IAM003_finds_an_action_on_every_resource_and_rates_reading_secrets_higher()
    {
        Assert.Equal(
            Severity.Medium,
            Finds("IAM003", "aws_iam_policy.p", Policy(Allow("sqs:SendMessage", "*"))).Severity
        );
        Assert.Equal(
            Severity.High,
            Finds("IAM003", "aws_iam_policy.p", Policy(Allow("secretsmanager:GetSecretValue", "*"))).Severity
        );
        Assert.Equal(Severity.High, Finds("IAM003", "aws_iam_policy.p", Policy(Allow("kms:Decrypt", "*"))).Severity);
    }

    [Fact]
    public void IAM003_passes_what_takes_no_resource_and_what_a_tag_narrows_down()
    {
        Passes("IAM003", Policy(Allow(["ecr:GetAuthorizationToken", "cloudwatch:PutMetricData"], "*")));
        Passes("IAM003", Policy(Allow("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q")));
        Passes(
            "IAM003",
            Policy(Allow("sqs:SendMessage", "*").With("Condition", If("StringEquals", "aws:ResourceTag/System", "a")))
        );
    }

    [Fact]
    public void IAM004_finds_every_role_handed_on() =>
        Finds("IAM004", "aws_iam_policy.p", Policy(Allow("iam:PassRole", "*")));

    [Fact]
    public void IAM004_rates_it_lower_where_the_service_is_named() =>
        Assert.Equal(
            Severity.Medium,
            Finds(
                "IAM004",
                "aws_iam_policy.p",
                Policy(
                    Allow("iam:PassRole", "arn:aws:iam::111122223333:role/*")
                        .With("Condition", If("StringEquals", "iam:PassedToService", "ecs-tasks.amazonaws.com"))
                )
            ).Severity
        );

    [Fact]
    public void IAM004_passes_a_role_that_is_named() =>
        Passes("IAM004", Policy(Allow("iam:PassRole", "arn:aws:iam::111122223333:role/task")));

    [Fact]
    public void IAM008_finds_a_placeholder_in_place_of_the_account() =>
        Finds(
            "IAM008",
            "aws_iam_policy.p",
            Policy(Allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:xxx:secret:/a/*"))
        );

    [Fact]
    public void IAM008_finds_a_number_that_is_too_short() =>
        Finds("IAM008", "aws_iam_policy.p", Policy(Allow("sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789:q")));

    [Fact]
    public void IAM008_passes_accounts_wildcards_and_ARNs_without_an_account() =>
        Passes(
            "IAM008",
            Policy(
                Allow("sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789012:q", "arn:aws:sqs:*:*:q"),
                Allow("s3:GetObject", Files),
                Allow("iam:GetPolicy", "arn:aws:iam::aws:policy/ReadOnlyAccess")
            )
        );

    [Fact]
    public void IAM009_finds_files_granted_on_the_bucket_and_listing_granted_on_files()
    {
        Finds("IAM009", "aws_iam_policy.p", Policy(Allow("s3:GetObject", Bucket)));
        Finds("IAM009", "aws_iam_policy.p", Policy(Allow(["s3:GetObject", "s3:ListBucket"], Files)));
    }

    [Fact]
    public void IAM009_passes_each_on_its_kind_and_both_on_both() =>
        Passes(
            "IAM009",
            Policy(
                Allow("s3:GetObject", Files),
                Allow("s3:ListBucket", Bucket),
                Allow(["s3:GetObject", "s3:ListBucket"], Bucket, Files),
                Allow("s3:GetObject", "arn:aws:s3:::*")
            )
        );

    [Fact]
    public void IAM010_finds_a_principal_in_the_policy_of_a_role() =>
        Finds(
            "IAM010",
            "aws_iam_role_policy.r",
            Role("ecs-tasks.amazonaws.com"),
            Held("r", Allow("s3:GetObject", Files).With("Principal", Map(("AWS", "arn:aws:iam::111122223333:root"))))
        );

    [Fact]
    public void IAM010_passes_one_in_the_policy_of_a_bucket() =>
        Passes(
            "IAM010",
            Role("ecs-tasks.amazonaws.com"),
            Held("r", Allow("s3:GetObject", Files)),
            Checking.Aws(
                "aws_s3_bucket_policy",
                "b",
                ("bucket", "a"),
                (
                    "policy",
                    Document(
                        Allow("s3:GetObject", Files).With("Principal", Map(("AWS", "arn:aws:iam::111122223333:root")))
                    )
                )
            )
        );

    private static Resource Attached(string arn) =>
        Checking.Aws(
            "aws_iam_role_policy_attachment",
            "a",
            ("role", Ref("aws_iam_role.r", "name")),
            ("policy_arn", arn)
        );
}
