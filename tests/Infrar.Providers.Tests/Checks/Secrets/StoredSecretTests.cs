using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Tests.Checks.Privileges;
using Infrar.Providers.Tests.Example;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.Checking;

namespace Infrar.Providers.Tests.Checks.Secrets;

public sealed class StoredSecretTests
{
    private const string Account = "111122223333";

    private static readonly Resource Secret = Checking.Aws("aws_secretsmanager_secret", "s", ("name", "a"));

    [Fact]
    public void SEC005_finds_a_secret_that_nothing_rotates() =>
        Assert.Equal(Severity.Low, Finds("SEC005", "aws_secretsmanager_secret.s", Secret).Severity);

    [Fact]
    public void SEC005_passes_one_that_is_rotated() => Passes("SEC005", Secret, Rotation(30));

    [Fact]
    public void SEC005_is_not_content_with_another_secret_s_rotation() =>
        Finds(
            "SEC005",
            "aws_secretsmanager_secret.t",
            Secret,
            Rotation(30),
            Checking.Aws("aws_secretsmanager_secret", "t", ("name", "b"))
        );

    [Fact]
    public void SEC005_finds_an_entry_whose_rotation_the_manifest_asks_for_and_no_other()
    {
        var placement = InfrarsOwnPlacement.Place("production", "pages-aws");

        Assert.Empty(Placed.Run("SEC005", placement));
        var finding = Assert.Single(
            Placed.Run(
                "SEC005",
                placement.Change("aws_secretsmanager_secret_rotation.vault_database_application_password", _ => null)
            )
        );
        Assert.Equal(Severity.High, finding.Severity);
        Assert.Equal("vault", finding.Component);
    }

    [Fact]
    public void SEC006_finds_a_rotation_that_is_too_rare() =>
        Finds("SEC006", "aws_secretsmanager_secret_rotation.s", Secret, Rotation(91));

    [Fact]
    public void SEC006_passes_ninety_days() => Passes("SEC006", Secret, Rotation(90));

    [Fact]
    public void SEC006_takes_what_the_manifest_asks_for_over_the_usual()
    {
        var placement = InfrarsOwnPlacement
            .Place("production", "pages-aws")
            .Change(
                "aws_secretsmanager_secret_rotation.vault_database_application_password",
                r => r.Set("rotation_rules", Block(("automatically_after_days", 120)))
            );

        Assert.Equal(Severity.Medium, Assert.Single(Placed.Run("SEC006", placement)).Severity);
    }

    [Fact]
    public void SEC007_finds_a_secret_without_the_key_that_the_manifest_asks_for()
    {
        var placement = InfrarsOwnPlacement.Place("production", "pages-aws");

        Assert.Empty(Placed.Run("SEC007", placement));
        Assert.Equal(
            "aws_secretsmanager_secret.vault_jwt_signing_key",
            Assert
                .Single(
                    Placed.Run(
                        "SEC007",
                        placement.Change(
                            "aws_secretsmanager_secret.vault_jwt_signing_key",
                            s =>
                                s with
                                {
                                    Attributes = new([.. s.Attributes.Entries.Where(e => e.Key != "kms_key_id")]),
                                }
                        )
                    )
                )
                .Resource
        );
    }

    [Fact]
    public void SEC007_asks_nothing_of_somebody_else_s_plan() => Passes("SEC007", Secret);

    [Fact]
    public void SEC008_finds_a_secret_that_is_gone_at_once() =>
        Finds(
            "SEC008",
            "aws_secretsmanager_secret.s",
            Checking.Aws("aws_secretsmanager_secret", "s", ("name", "a"), ("recovery_window_in_days", 0))
        );

    [Fact]
    public void SEC008_passes_seven_days_and_the_default()
    {
        Passes("SEC008", Checking.Aws("aws_secretsmanager_secret", "s", ("name", "a"), ("recovery_window_in_days", 7)));
        Passes("SEC008", Secret);
    }

    [Fact]
    public void SEC010_finds_a_placeholder_for_the_account() =>
        Assert.Equal(
            Severity.Critical,
            Finds(
                "SEC010",
                "aws_ecs_task_definition.t",
                Task("arn:aws:secretsmanager:eu-west-1:xxx:secret:db")
            ).Severity
        );

    [Fact]
    public void SEC010_finds_a_secret_of_another_region() =>
        Assert.Equal(
            Severity.Medium,
            Finds(
                "SEC010",
                "aws_ecs_task_definition.t",
                Task($"arn:aws:secretsmanager:us-east-1:{Account}:secret:db-AbCd12")
            ).Severity
        );

    [Fact]
    public void SEC010_passes_a_secret_of_the_task_s_region_and_a_parameter()
    {
        Passes("SEC010", Task($"arn:aws:secretsmanager:eu-west-1:{Account}:secret:db-AbCd12"));
        Passes("SEC010", Task($"arn:aws:ssm:eu-west-1:{Account}:parameter/db"));
        Passes("SEC010", Task("/shop/db"));
    }

    [Fact]
    public void SEC010_finds_in_a_placement_a_secret_that_the_system_does_not_make()
    {
        var placement = InfrarsOwnPlacement.Place("staging", "pages-aws");

        Assert.Empty(Placed.Run("SEC010", placement));
        Assert.Equal(
            Severity.High,
            Assert
                .Single(Placed.Run("SEC010", placement.Change("aws_ecs_task_definition.platform", WithStranger)))
                .Severity
        );
    }

    private static Resource WithStranger(Resource task) =>
        task.Set(
            "container_definitions",
            Task($"arn:aws:secretsmanager:eu-west-1:{Account}:secret:infrar/db-password")["container_definitions"]
        );

    private static Resource Rotation(int days) =>
        Checking.Aws(
            "aws_secretsmanager_secret_rotation",
            "s",
            ("secret_id", Ref(Secret, "id")),
            ("rotation_rules", Block(("automatically_after_days", days)))
        );

    private static Resource Task(string from) =>
        Checking.Aws(
            "aws_ecs_task_definition",
            "t",
            ("family", "t"),
            (
                "container_definitions",
                new Value.Json(
                    List(
                        Map(("name", "a"), ("image", "a:1"), ("secrets", List(Map(("name", "P"), ("valueFrom", from)))))
                    )
                )
            )
        );
}
