using System.Text;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.Checking;

namespace Infrar.Providers.Tests.Checks.Secrets;

public sealed class PlainSecretTests
{
    private const string Password = "correct-horse-7";

    [Fact]
    public void SEC001_finds_a_password_in_a_container_and_never_shows_it() =>
        AssertHidden(Finds("SEC001", "aws_ecs_task_definition.t", Task("DB_PASSWORD", Password)));

    [Fact]
    public void SEC001_finds_a_password_within_an_address() =>
        AssertHidden(
            Finds("SEC001", "aws_ecs_task_definition.t", Task("DATABASE_URL", $"postgresql://shop:{Password}@db/shop"))
        );

    [Fact]
    public void SEC001_finds_one_in_a_function_and_in_a_build()
    {
        AssertHidden(Finds("SEC001", "aws_lambda_function.f", Function(("API_KEY", Password))));
        AssertHidden(Finds("SEC001", "aws_codebuild_project.b", Build(("name", "NPM_TOKEN"), ("value", Password))));
    }

    [Fact]
    public void SEC001_finds_one_that_is_copied_from_a_secret()
    {
        var secret = Checking.Aws("aws_secretsmanager_secret_version", "s", ("secret_id", "s")) with { IsData = true };

        var finding = Assert.Single(
            Run("SEC001", new([secret, Function(("DB", Ref(secret, "secret_string")))]), new())
        );

        Assert.Equal("aws_lambda_function.f", finding.Resource);
    }

    [Fact]
    public void SEC001_passes_harmless_settings_and_what_the_build_reads_from_the_store()
    {
        Passes("SEC001", Task("DATABASE_HOST", "db.example.org"));
        Passes("SEC001", Task("PASSWORD_FILE", "/run/secrets/db"));
        Passes("SEC001", Function(("SECRET_ARN", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a")));
        Passes("SEC001", Build(("name", "NPM_TOKEN"), ("value", "/shop/npm-token-name"), ("type", "PARAMETER_STORE")));
    }

    [Fact]
    public void SEC001_says_nothing_of_a_value_that_is_not_known() =>
        Passes("SEC001", Function(("DB_PASSWORD", new Value.Variable("password"))));

    [Fact]
    public void SEC002_finds_a_password_in_a_start_script_encoded_or_not()
    {
        var script = $"#!/bin/sh\nexport DB_PASSWORD={Password}\nstart";

        AssertHidden(Finds("SEC002", "aws_instance.m", Checking.Aws("aws_instance", "m", ("user_data", script))));
        AssertHidden(
            Finds(
                "SEC002",
                "aws_launch_template.m",
                Checking.Aws(
                    "aws_launch_template",
                    "m",
                    ("user_data", Convert.ToBase64String(Encoding.UTF8.GetBytes(script)))
                )
            )
        );
    }

    [Fact]
    public void SEC002_passes_a_script_that_reads_the_secret_itself() =>
        Passes(
            "SEC002",
            Checking.Aws(
                "aws_instance",
                "m",
                (
                    "user_data",
                    "#!/bin/sh\nexport DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id a)\nexport TOKEN_TTL=3600\n"
                )
            )
        );

    [Fact]
    public void SEC003_finds_an_unsealed_secret_in_the_parameter_store()
    {
        AssertHidden(Finds("SEC003", "aws_ssm_parameter.p", Parameter("/shop/db_password", "String")));
        Finds(
            "SEC003",
            "aws_ssm_parameter.p",
            Checking.Aws("aws_ssm_parameter", "p", ("name", "/shop/api-key"), ("type", "String"))
        );
    }

    [Fact]
    public void SEC003_passes_a_sealed_one_and_a_plain_setting()
    {
        Passes("SEC003", Parameter("/shop/db_password", "SecureString"));
        Passes("SEC003", Parameter("/shop/log_level", "String"));
    }

    [Fact]
    public void SEC004_finds_a_literal_password_and_one_that_the_state_holds()
    {
        AssertHidden(
            Finds("SEC004", "aws_db_instance.d", Checking.Aws("aws_db_instance", "d", ("password", Password)))
        );
        var random = new Resource
        {
            Type = "random_password",
            Name = "r",
            Provider = "random",
            Attributes = Map(("length", 32)),
        };
        Assert.Equal(
            Severity.Medium,
            Finds(
                "SEC004",
                "aws_rds_cluster.c",
                random,
                Checking.Aws("aws_rds_cluster", "c", ("master_password", Ref(random, "result")))
            ).Severity
        );
    }

    [Fact]
    public void SEC004_passes_a_password_that_the_service_keeps_or_that_is_written_only()
    {
        Passes("SEC004", Checking.Aws("aws_db_instance", "d", ("manage_master_user_password", true)));
        Passes("SEC004", Checking.Aws("aws_db_instance", "d", ("password_wo_version", 1)));
    }

    private static void AssertHidden(Finding finding)
    {
        Assert.Equal(Severity.High, finding.Severity);
        var shown = string.Join(
            '\n',
            [finding.Message, finding.Mend, finding.Name, .. finding.Proof.Select(p => p.Fact)]
        );
        Assert.DoesNotContain(Password, shown, StringComparison.Ordinal);
    }

    private static Resource Task(string name, string value) =>
        Checking.Aws(
            "aws_ecs_task_definition",
            "t",
            ("family", "t"),
            (
                "container_definitions",
                new Value.Json(
                    List(
                        Map(
                            ("name", "a"),
                            ("image", "a:1"),
                            ("environment", List(Map(("name", name), ("value", value))))
                        )
                    )
                )
            )
        );

    private static Resource Function(params (string Name, Value Value)[] variables) =>
        Checking.Aws(
            "aws_lambda_function",
            "f",
            ("function_name", "f"),
            ("environment", Block(("variables", Map(variables))))
        );

    private static Resource Build(params (string Name, Value Value)[] variable) =>
        Checking.Aws(
            "aws_codebuild_project",
            "b",
            ("name", "b"),
            ("environment", Block(("environment_variable", Block(variable))))
        );

    private static Resource Parameter(string name, string type) =>
        Checking.Aws("aws_ssm_parameter", "p", ("name", name), ("type", type), ("value", Password));
}
