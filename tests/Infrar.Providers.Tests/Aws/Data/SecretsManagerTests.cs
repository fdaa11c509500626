using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using Infrar.Providers.Aws;
using Infrar.Providers.Aws.Data;
using static Infrar.Providers.Tests.Aws.Data.DataSystem;

namespace Infrar.Providers.Tests.Aws.Data;

public sealed class SecretsManagerTests
{
    private static SecretStore Store { get; } =
        Secrets with
        {
            Prefix = "/infrar/production",
            OwnKey = true,
            Entries =
            [
                new("database/master-password", 90, false, "Administering user of the database."),
                new("database/application-password", 90, false, "The platform's own user."),
                new("users/{project_id}/aws-credentials", null, true, "A tenant's AWS credentials."),
                new("users/{project_id}/gcp-credentials", null, true, "A tenant's Google credentials."),
                new("api-keys/stripe-secret-key", null, false, ""),
                new("jwt/signing-key", null, false, "Signs sessions."),
            ],
        };

    private static PostgreSql Kept { get; } = Database with { PasswordSecret = "secrets/database/master-password" };

    [Fact]
    public void A_tree_of_secrets_is_written_out() => Place(Kept, Store).MatchGolden("secrets-manager", "secrets");

    [Fact]
    public void Names_follow_the_prefix()
    {
        Assert.Equal(
            "/infrar/production/jwt/signing-key",
            Place(Store).At("aws_secretsmanager_secret.secrets_jwt_signing_key")["name"].AsText()
        );
        Assert.Equal(
            "/infrar/production/jwt/signing-key",
            Place(Store with { Prefix = "" }).At("aws_secretsmanager_secret.secrets_jwt_signing_key")["name"].AsText()
        );
    }

    [Fact]
    public void No_secret_gets_a_value() =>
        Assert.Empty(Place(Kept, Store).Graph.OfType("aws_secretsmanager_secret_version"));

    [Fact]
    public void Rds_rotates_what_it_keeps_and_a_function_everything_else()
    {
        var placement = Place(Kept, Store);

        var kept = placement.At("aws_secretsmanager_secret_rotation.secrets_database_master_password");
        Assert.Equal(Values.Ref("aws_db_instance.database", "master_user_secret[0].secret_arn"), kept["secret_id"]);
        Assert.Same(Value.None, kept["rotation_lambda_arn"]);
        Assert.Equal(90, kept["rotation_rules.automatically_after_days"].AsNumber());

        var other = placement.At("aws_secretsmanager_secret_rotation.secrets_database_application_password");
        Assert.Equal(new Value.Variable("rotation_lambda_arn"), other["rotation_lambda_arn"]);
        Assert.Contains(
            placement.Notes,
            n => n.Contains("'secrets/database/application-password'", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Entries_of_tenants_are_no_resources()
    {
        Assert.DoesNotContain(Place(Store).Addresses(), a => a.Contains("users", StringComparison.Ordinal));
        Assert.Same(Value.None, SiteOf(Of(Store)).Endpoint("secrets", "users/{project_id}/aws-credentials"));
    }

    [Fact]
    public void An_injected_master_password_names_the_member_that_holds_it()
    {
        var site = SiteOf(Of(Kept, Store));

        Assert.Equal(
            [Values.Ref("aws_db_instance.database", "master_user_secret[0].secret_arn"), ":password::"],
            Assert.IsType<Value.Template>(SecretsManager.ValueFrom(Store, "database/master-password", site)).Parts
        );
        Assert.Equal(
            Values.Ref("aws_secretsmanager_secret.secrets_jwt_signing_key", "arn"),
            SecretsManager.ValueFrom(Store, "jwt/signing-key", site)
        );
    }

    [Fact]
    public void A_worker_reads_what_it_names_and_what_tenants_have()
    {
        var worker = Executor with
        {
            Uses = ["secrets"],
            Secrets = Ordinal.Empty.Add("SIGNING_KEY", "secrets/jwt/signing-key"),
        };

        var grants = Grants(worker);

        Assert.Equal(["ReadSecrets", "UnsealSecrets", "ReadTenantsSecrets", "UnsealTenantsSecrets"], Sids(grants));
        Assert.Equal([Values.Ref("aws_secretsmanager_secret.secrets_jwt_signing_key", "arn")], grants[0].Resources);
        Assert.Equal(["kms:Decrypt"], grants[1].Actions);
        Assert.Equal(
            ["arn:aws:secretsmanager:eu-west-1:", ":secret:/infrar/production/users/*"],
            Assert
                .IsType<Value.Template>(Assert.Single(grants[2].Resources))
                .Parts.OfType<Value.Text>()
                .Select(t => t.Content)
        );
    }

    [Fact]
    public void Only_a_service_makes_secrets_of_tenants()
    {
        var service = Platform with { Uses = ["secrets"] };

        Assert.Contains("secretsmanager:CreateSecret", Grants(service).SelectMany(g => g.Actions));
        Assert.DoesNotContain("secretsmanager:CreateSecret", Grants(Executor).SelectMany(g => g.Actions));
    }

    [Fact]
    public void A_user_that_names_no_entry_reads_all_of_them()
    {
        var read = Grants(Executor)[0].Resources;

        Assert.Equal(4, read.Length);
        Assert.Contains(Values.Ref("aws_db_instance.database", "master_user_secret[0].secret_arn"), read);
    }

    [Fact]
    public void Nothing_is_granted_on_all_secrets() =>
        Assert.All(Grants(Platform).SelectMany(g => g.Resources), r => Assert.NotEqual("*", r.AsText()));

    [Fact]
    public void Reads_are_spread_over_the_secrets_and_tenants_answered_for_once()
    {
        var placement = Place(Kept, Store);

        Assert.Equal(
            UsageRange.Exactly(10_000),
            placement.UseOf(
                "aws_secretsmanager_secret.secrets_jwt_signing_key",
                "monthly_requests",
                ("secrets", "reads", 30_000)
            )
        );
        Assert.Single(placement.UsageRules, r => r.Key == "tenant_secrets");
    }

    [Fact]
    public void A_recovery_window_that_aws_does_not_have_is_refused()
    {
        var system = Of(Store).Assigning("secrets", a => a with { Options = Values.Map(("recoveryDays", 3)) });

        Assert.Contains("7 to 30 days", Assert.Single(ObstaclesOf(system)));
    }

    private static System.Collections.Immutable.ImmutableArray<PolicyStatement> Grants(Component user) =>
        new SecretsManager().Grants(Store, user, SiteOf(Of(Kept, Store)));

    private static IEnumerable<string> Sids(IEnumerable<PolicyStatement> grants) => grants.Select(g => g.Sid);
}
