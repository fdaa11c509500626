using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using Infrar.Providers.Tests.Checks.Privileges;
using Infrar.Providers.Tests.Example;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.Checking;

namespace Infrar.Providers.Tests.Checks.Residency;

public sealed class DataResidencyTests
{
    private static readonly Requirements Europe = new() { Residency = ["EU"] };

    [Fact]
    public void RES001_finds_data_outside() =>
        Finds(
            "RES001",
            "aws_db_instance.d",
            Europe,
            In("us-east-1", Checking.Aws("aws_db_instance", "d", ("identifier", "d")))
        );

    [Fact]
    public void RES001_finds_data_in_a_country_near_by() =>
        Finds(
            "RES001",
            "aws_s3_bucket.b",
            Europe,
            In("eu-west-2", Checking.Aws("aws_s3_bucket", "b", ("bucket", "b")))
        );

    [Fact]
    public void RES001_passes_data_inside_and_what_holds_none()
    {
        Passes("RES001", Europe, Checking.Aws("aws_db_instance", "d", ("identifier", "d")));
        Passes(
            "RES001",
            Europe,
            In("us-east-1", Checking.Aws("aws_acm_certificate", "c", ("domain_name", "a.example.org")))
        );
        Passes("RES001", In("us-east-1", Checking.Aws("aws_db_instance", "d", ("identifier", "d"))));
    }

    [Fact]
    public void RES001_finds_the_replica_that_the_planning_document_puts_in_America() =>
        Assert.Equal(
            ["aws_db_instance.database_reader"],
            Placed.Run("RES001", InfrarsOwnPlacement.Place("production", "pages-aws")).Select(f => f.Resource)
        );

    [Fact]
    public void RES001_finds_components_for_which_no_resource_stands() =>
        Assert.Contains(
            Placed.Run("RES001", InfrarsOwnPlacement.Place("production", "railway-aws")),
            f => f is { Resource: "", Component: "database", Location: not null }
        );

    [Fact]
    public void RES001_passes_a_placement_in_the_residency() =>
        Assert.Empty(Placed.Run("RES001", InfrarsOwnPlacement.Place("production", "hetzner")));

    [Fact]
    public void RES002_finds_copies_that_leave()
    {
        Finds(
            "RES002",
            "aws_dynamodb_table.t",
            Europe,
            Checking.Aws("aws_dynamodb_table", "t", ("name", "t"), ("replica", Block(("region_name", "us-east-1"))))
        );
        Finds(
            "RES002",
            "aws_secretsmanager_secret.s",
            Europe,
            Checking.Aws("aws_secretsmanager_secret", "s", ("name", "s"), ("replica", Block(("region", "ap-south-1"))))
        );
        Finds("RES002", "aws_backup_plan.p", Europe, Plan("arn:aws:backup:us-west-2:111122223333:backup-vault:far"));
        Finds(
            "RES002",
            "aws_s3_bucket_replication_configuration.c",
            Europe,
            In("us-east-1", Checking.Aws("aws_s3_bucket", "far", ("bucket", "far"))),
            Replication()
        );
    }

    [Fact]
    public void RES002_passes_copies_that_stay_and_those_of_which_nothing_is_required()
    {
        Passes(
            "RES002",
            Europe,
            Checking.Aws("aws_dynamodb_table", "t", ("name", "t"), ("replica", Block(("region_name", "eu-central-1")))),
            Plan("arn:aws:backup:eu-north-1:111122223333:backup-vault:near"),
            Checking.Aws("aws_s3_bucket", "far", ("bucket", "far")),
            Replication()
        );
        Passes("RES002", Plan("arn:aws:backup:us-west-2:111122223333:backup-vault:far"));
    }

    private static Resource In(string region, Resource resource) => resource with { Region = region };

    private static Resource Plan(string vault) =>
        Checking.Aws(
            "aws_backup_plan",
            "p",
            ("name", "p"),
            (
                "rule",
                Block(
                    ("rule_name", "daily"),
                    ("target_vault_name", "near"),
                    ("copy_action", Block(("destination_vault_arn", vault)))
                )
            )
        );

    private static Resource Replication() =>
        Checking.Aws(
            "aws_s3_bucket_replication_configuration",
            "c",
            ("bucket", "near"),
            ("role", "arn:aws:iam::111122223333:role/r"),
            (
                "rule",
                Block(
                    ("id", "all"),
                    ("status", "Enabled"),
                    ("destination", Block(("bucket", Ref("aws_s3_bucket.far", "arn"))))
                )
            )
        );
}
