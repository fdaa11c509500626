using Infrar.Core.Checks;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Tests.Example;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.Privileges.Policies;

namespace Infrar.Providers.Tests.Checks.Privileges;

/// <summary>Placements whose derived policies are changed by hand: staging's platform has one, executors in production too.</summary>
public sealed class PlacedPolicyTests
{
    private const string Policy = "aws_iam_role_policy.task_platform";

    private static Placement Staging => InfrarsOwnPlacement.Place("staging", "pages-aws");

    [Theory]
    [InlineData("IAM001")]
    [InlineData("IAM002")]
    [InlineData("IAM003")]
    [InlineData("IAM004")]
    [InlineData("IAM005")]
    [InlineData("IAM006")]
    [InlineData("IAM007")]
    [InlineData("IAM008")]
    [InlineData("IAM009")]
    [InlineData("IAM012")]
    [InlineData("IAM013")]
    [InlineData("SEC009")]
    public void What_is_derived_is_neither_too_wide_nor_too_narrow(string check) =>
        Assert.Empty(Placed.Run(check, Staging));

    [Fact]
    public void IAM005_finds_an_action_that_nothing_asks_for()
    {
        var finding = Assert.Single(
            Placed.Run("IAM005", WithStatement(Allow("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q")))
        );

        Assert.Equal((Policy, Severity.Medium, "platform"), (finding.Resource, finding.Severity, finding.Component));
    }

    [Fact]
    public void IAM005_finds_a_pattern_that_reaches_what_is_not_used()
    {
        var finding = Assert.Single(
            Placed.Run("IAM005", WithStatement(Allow("s3:GetObject", "arn:aws:s3:::infrar-*")))
        );

        Assert.Contains("aws_s3_bucket.audit_trail", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("aws_s3_bucket.uploads", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IAM005_passes_part_of_what_is_used()
    {
        var pattern = Allow("s3:GetObject")
            .With("Resource", Template(Ref("aws_s3_bucket.uploads", "arn"), "/incoming/*"));

        // Narrower than the use asks for, so that it opens nothing more.
        Assert.Empty(Placed.Run("IAM005", WithStatement(pattern)));
    }

    [Fact]
    public void IAM006_finds_each_use_that_the_stated_policy_leaves_out() =>
        Assert.Equal(
            ["artifacts", "builder", "database", "executor", "logs", "metrics", "uploads", "vault"],
            Placed
                .Run("IAM006", InfrarsOwnPlacement.Place("production", "pages-aws"))
                .Select(f => f.Subject)
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void IAM006_finds_one_use_that_a_changed_policy_leaves_out()
    {
        var withoutUploads = Staging.Change(
            Policy,
            p => p.Set("policy", Document([.. StatementsOf(p).Where(s => !IsOfUploads(s["Sid"].AsText()))]))
        );

        Assert.Equal("uploads", Assert.Single(Placed.Run("IAM006", withoutUploads)).Subject);
    }

    [Fact]
    public void IAM006_says_nothing_of_a_policy_that_is_not_known() =>
        Assert.Empty(Placed.Run("IAM006", Staging.Change(Policy, p => p.Set("policy", new Value.Variable("policy")))));

    [Fact]
    public void IAM007_finds_a_derived_execution_role_without_its_policy() =>
        Assert.NotEmpty(Placed.Run("IAM007", Staging.Change("aws_iam_role_policy.execution_platform", _ => null)));

    [Fact]
    public void IAM008_finds_a_region_where_nothing_lies()
    {
        var elsewhere = Allow(
            "secretsmanager:GetSecretValue",
            "arn:aws:secretsmanager:us-east-1:111122223333:secret:/infrar/staging/*"
        );

        var finding = Assert.Single(Placed.Run("IAM008", WithStatement(elsewhere)));

        Assert.Contains("us-east-1", finding.Message, StringComparison.Ordinal);
        Assert.Contains("eu-west-1", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IAM008_finds_a_name_that_nothing_has_and_passes_one_that_something_has()
    {
        Assert.Single(Placed.Run("IAM008", WithStatement(Allow("s3:GetObject", "arn:aws:s3:::infrar-uploads/*"))));
        Assert.Empty(
            Placed.Run("IAM008", WithStatement(Allow("s3:GetObject", "arn:aws:s3:::infrar-staging-uploads/*")))
        );
    }

    [Fact]
    public void IAM010_finds_the_principal_that_the_strategy_states() =>
        Assert.Equal(
            Severity.Medium,
            Assert.Single(Placed.Run("IAM010", InfrarsOwnPlacement.Place("production", "aws"))).Severity
        );

    [Fact]
    public void SEC009_finds_secrets_that_a_role_does_not_use()
    {
        // The role that starts tasks injects one secret and now may read all.
        var placement = Staging.Change(
            "aws_iam_role_policy.execution_platform",
            p => p.Set("policy", Document([.. StatementsOf(p), Allow("secretsmanager:GetSecretValue", "*")]))
        );

        var finding = Assert.Single(Placed.Run("SEC009", placement));

        Assert.Equal("aws_iam_role.execution_platform", finding.Resource);
        Assert.Contains("vault_jwt_signing_key", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("vault_database_application_password", finding.Message, StringComparison.Ordinal);
    }

    private static Placement WithStatement(Value.MapOf statement) =>
        Staging.Change(Policy, p => p.Set("policy", Document([.. StatementsOf(p), statement])));

    private static bool IsOfUploads(string? sid) => sid is "ListUploads" or "ReadWriteUploads";

    private static Value.MapOf[] StatementsOf(Resource policy) =>
        [.. ((Value.MapOf)((Value.Json)policy["policy"]).Content)["Statement"].Items().OfType<Value.MapOf>()];
}
