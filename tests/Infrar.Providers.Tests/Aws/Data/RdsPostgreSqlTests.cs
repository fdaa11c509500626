using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Data;
using static Infrar.Providers.Tests.Aws.Data.DataSystem;

namespace Infrar.Providers.Tests.Aws.Data;

public sealed class RdsPostgreSqlTests
{
    private const string Primary = "aws_db_instance.database";

    private static PostgreSql Production { get; } =
        Database with
        {
            Title = "Platform database",
            Database = "infrar",
            User = "infrar_owner",
            Storage = new(100, 500, 3000, 125, "gp3"),
            Availability = Availability.MultiZone,
            FailoverWithin = TimeSpan.FromSeconds(60),
            BackupWindow = "01:00-02:00",
            MaintenanceWindow = "sun:03:00-sun:04:00",
            IdentityAuthentication = true,
            MonitoringInterval = TimeSpan.FromSeconds(60),
            QueryInsights = true,
            DeletionProtection = true,
            Replicas = [new("reporting", ""), new("overseas", "us-east-1")],
            PasswordSecret = "secrets/database/master-password",
        };

    private static SecretStore Keeper { get; } =
        Secrets with
        {
            Entries = [new("database/master-password", 90, false, "Administering user of the database.")],
        };

    [Fact]
    public void A_database_with_every_setting_is_written_out() =>
        Place(Production, Keeper).MatchGolden("rds-postgresql", "database", "secrets");

    [Fact]
    public void A_database_with_hardly_any_setting_is_written_out() =>
        Place(
                Database with
                {
                    Cpu = 2,
                    MemoryMiB = 1024,
                    Storage = new(20, null, null, null, ""),
                    BackupRetentionDays = 7,
                }
            )
            .MatchGolden("rds-postgresql-staging", "database");

    [Theory]
    [InlineData(2, 1024, "db.t3.micro")]
    [InlineData(2, 4096, "db.t3.medium")]
    [InlineData(3, 4096, "db.t3.xlarge")]
    [InlineData(8, 65536, "db.r6g.2xlarge")]
    public void The_smallest_class_that_fits_is_taken(int cpu, int memoryMiB, string expected) =>
        Assert.Equal(
            expected,
            Place(Database with { Cpu = cpu, MemoryMiB = memoryMiB }).At(Primary)["instance_class"].AsText()
        );

    [Fact]
    public void A_stated_class_is_taken_unless_it_is_too_small()
    {
        var system = Of(Database);

        Assert.Equal(
            "db.m6g.large",
            Place(system.Assigning("database", a => a with { Size = "db.m6g.large" }))
                .At(Primary)["instance_class"]
                .AsText()
        );
        Assert.Contains(
            "db.t3.micro (2 vCPU, 1024 MiB) is too small",
            Assert.Single(ObstaclesOf(system.Assigning("database", a => a with { Size = "db.t3.micro" })))
        );
    }

    [Theory]
    // Below 400 GiB AWS refuses to be told what the disk has anyway.
    [InlineData(100, null, null, null, null)]
    [InlineData(100, 3000, 125, null, null)]
    [InlineData(399, 3000, 125, null, null)]
    // From 400 GiB on the floor is higher, and what lies below it comes by itself.
    [InlineData(400, 3000, 125, null, null)]
    [InlineData(400, 12000, 500, null, null)]
    [InlineData(400, 16000, null, 16000, 500)]
    [InlineData(400, null, 1000, 12000, 1000)]
    public void A_gp3_disk_is_told_only_what_is_above_its_floor(
        int sizeGiB,
        int? iops,
        int? throughput,
        int? iopsAsked,
        int? throughputAsked
    )
    {
        var instance = Place(Database with { Storage = new(sizeGiB, null, iops, throughput, "gp3") }).At(Primary);

        Assert.Equal(iopsAsked, (int?)instance["iops"].AsNumber());
        Assert.Equal(throughputAsked, (int?)instance["storage_throughput"].AsNumber());
    }

    [Theory]
    [InlineData(100, 3001, null, "gp3", "need 400 GiB")]
    [InlineData(100, null, 126, "gp3", "need 400 GiB")]
    [InlineData(400, 64001, null, "gp3", "at most 64000 IOPS")]
    [InlineData(400, 12000, 4000, "gp3", "need 16000 IOPS")]
    [InlineData(19, null, null, "gp3", "20 to 65536 GiB")]
    [InlineData(100, 301, null, "gp2", "300 IOPS and no more")]
    [InlineData(100, null, null, "io2", "needs its IOPS stated")]
    [InlineData(100, 3000, 250, "io2", "gp3 disks only")]
    [InlineData(100, null, null, "standard", "no disk type 'standard'")]
    public void A_disk_that_cannot_be_had_is_refused(
        int sizeGiB,
        int? iops,
        int? throughput,
        string type,
        string reason
    ) =>
        Assert.Contains(
            reason,
            Assert.Single(ObstaclesOf(Database with { Storage = new(sizeGiB, null, iops, throughput, type) }))
        );

    [Fact]
    public void A_growth_limit_too_close_to_the_size_is_refused()
    {
        Assert.Empty(ObstaclesOf(Database with { Storage = new(100, 110, null, null, "") }));
        Assert.Contains(
            "10 % above its size",
            Assert.Single(ObstaclesOf(Database with { Storage = new(100, 109, null, null, "") }))
        );
    }

    [Fact]
    public void Rds_keeps_the_password_unless_there_are_replicas()
    {
        var alone = Place(Database);
        var replicated = Place(Database with { Replicas = [new("reporting", "")] });

        Assert.True(alone.At(Primary)["manage_master_user_password"].AsFlag());
        Assert.Empty(alone.Variables.Where(v => v.Name == "database_password"));
        Assert.Same(Value.None, replicated.At(Primary)["manage_master_user_password"]);
        Assert.Equal(new Value.Variable("database_password"), replicated.At(Primary)["password_wo"]);
        Assert.True(Assert.Single(replicated.Variables, v => v.Name == "database_password").Sensitive);
        Assert.Contains("aws_secretsmanager_secret.database_master", replicated.Addresses());
    }

    [Fact]
    public void The_password_is_kept_in_the_entry_that_the_manifest_names()
    {
        var kept = Place(Database with { PasswordSecret = "secrets/database/master-password" }, Keeper);
        var replicated = Place(Production, Keeper);

        Assert.DoesNotContain("aws_secretsmanager_secret.secrets_database_master_password", kept.Addresses());
        Assert.Equal(
            Values.Ref(Primary, "master_user_secret[0].secret_arn"),
            SiteOf(kept.System).Endpoint("secrets", "database/master-password")
        );
        Assert.Equal(
            Values.Ref("aws_secretsmanager_secret.secrets_database_master_password", "id"),
            replicated.At("aws_secretsmanager_secret_version.database_master")["secret_id"]
        );
    }

    [Fact]
    public void No_password_is_written_where_it_would_be_kept_in_state()
    {
        var placement = Place(Production, Keeper);

        Assert.All(placement.Graph.OfType("aws_db_instance"), r => Assert.Same(Value.None, r["password"]));
        Assert.All(
            placement.Graph.OfType("aws_secretsmanager_secret_version"),
            r => Assert.Same(Value.None, r["secret_string"])
        );
    }

    [Fact]
    public void A_replica_elsewhere_has_its_own_provider_key_and_settings()
    {
        var placement = Place(Production, Keeper);

        var replica = placement.At("aws_db_instance.database_overseas");
        Assert.Equal("us_east_1", replica.ProviderAlias);
        Assert.Equal("us-east-1", replica.Region);
        Assert.Equal(Values.Ref(Primary, "arn"), replica["replicate_source_db"]);
        Assert.Equal(Values.Ref("aws_kms_key.database_us_east_1", "arn"), replica["kms_key_id"]);
        Assert.Equal("us_east_1", placement.At("aws_kms_key.database_us_east_1").ProviderAlias);
        Assert.Equal("us_east_1", placement.At("aws_db_parameter_group.database_overseas").ProviderAlias);
        Assert.Same(Value.None, replica["db_subnet_group_name"]);
        Assert.Same(Value.None, replica["vpc_security_group_ids"]);
        Assert.Contains(placement.Configurations, c => c is { Provider: "aws", Alias: "us_east_1" });
        Assert.Contains(placement.Notes, n => n.Contains("default VPC", StringComparison.Ordinal));
    }

    [Fact]
    public void A_replica_nearby_shares_key_group_and_settings()
    {
        var replica = Place(Production, Keeper).At("aws_db_instance.database_reporting");

        Assert.Equal("", replica.ProviderAlias);
        Assert.Equal(Values.Ref(Primary, "identifier"), replica["replicate_source_db"]);
        Assert.Same(Value.None, replica["kms_key_id"]);
        Assert.Equal(Values.Ref("aws_db_parameter_group.database", "name"), replica["parameter_group_name"]);
        Assert.Equal(
            Values.Ref("aws_security_group.database", "id"),
            Assert.Single(replica["vpc_security_group_ids"].Items())
        );
    }

    [Theory]
    [InlineData(true, "1")]
    [InlineData(false, "0")]
    public void Unencrypted_connections_are_refused_exactly_when_asked(bool encrypted, string value) =>
        Assert.Equal(
            value,
            Place(Database with { EncryptionInTransit = encrypted })
                .At("aws_db_parameter_group.database")["parameter.value"]
                .AsText()
        );

    [Fact]
    public void What_rds_does_not_do_is_refused()
    {
        Assert.Contains("0 to 35 days", Assert.Single(ObstaclesOf(Database with { BackupRetentionDays = 36 })));
        Assert.Contains(
            "at least 1 day",
            Assert.Single(ObstaclesOf(Database with { BackupRetentionDays = 0, Replicas = [new("reporting", "")] }))
        );
        Assert.Contains(
            "not every 45 s",
            Assert.Single(ObstaclesOf(Database with { MonitoringInterval = TimeSpan.FromSeconds(45) }))
        );
        Assert.Contains("PostgreSQL 9.6", Assert.Single(ObstaclesOf(Database with { Version = "9.6" })));
        Assert.Contains("'admin'", Assert.Single(ObstaclesOf(Database with { User = "admin" })));
        Assert.Contains("two zones", Assert.Single(ObstaclesOf(Of(Database) with { Network = new() { Zones = 1 } })));
        Assert.Contains(
            "add a read replica",
            Assert.Single(ObstaclesOf(Of(Database).Assigning("database", a => a with { Region = "us-east-1" })))
        );
    }

    [Fact]
    public void A_failover_quicker_than_aws_promises_is_pointed_out() =>
        Assert.Contains(
            Place(Production, Keeper).Notes,
            n =>
                n.Contains("within 60 s", StringComparison.Ordinal)
                && n.Contains("60 to 120 s", StringComparison.Ordinal)
        );

    [Fact]
    public void The_url_names_everything_but_the_password()
    {
        var url = Assert.IsType<Value.Template>(SiteOf(Of(Production, Keeper)).Endpoint("database", "url"));

        Assert.Equal(
            [
                "postgresql://infrar_owner@",
                Values.Ref(Primary, "address"),
                ":",
                Values.Ref(Primary, "port"),
                "/infrar?sslmode=require",
            ],
            url.Parts
        );
    }

    [Fact]
    public void Backups_up_to_the_size_are_assumed_and_more_is_stated()
    {
        var placement = Place(Database);

        Assert.Equal(UsageRange.Exactly(100), placement.UseOf(Primary, "backup_storage_gb"));
        Assert.Equal(
            UsageRange.Exactly(250),
            placement.UseOf(Primary, "backup_storage_gb", ("database", "backupGB", 250))
        );
    }

    [Fact]
    public void Replication_is_billed_only_to_other_regions()
    {
        var placement = Place(Production, Keeper);
        const string Overseas = "aws_db_instance.database_overseas";

        Assert.Null(placement.UseOf(Overseas, "replica_transfer_gb"));
        Assert.Equal(
            UsageRange.Exactly(40),
            placement.UseOf(Overseas, "replica_transfer_gb", ("database", "replicaTransferGB", 40))
        );
        Assert.DoesNotContain(placement.UsageRules, r => r.Key == "replica_transfer_gb" && r.Address != Overseas);
    }

    [Fact]
    public void Logs_are_made_before_the_instance_and_kept_as_long_as_others()
    {
        var placement = Place(Of(Database) with { Monitoring = new() { LogRetentionDays = 45 } });

        Assert.Equal(
            ["aws_cloudwatch_log_group.database_postgresql", "aws_cloudwatch_log_group.database_upgrade"],
            placement.At(Primary).DependsOn
        );
        Assert.Equal(60, placement.At("aws_cloudwatch_log_group.database_postgresql")["retention_in_days"].AsNumber());
    }

    [Fact]
    public void Cloud_identities_may_sign_in_only_where_they_can()
    {
        var offering = new RdsPostgreSql();
        var site = SiteOf(Of(Production, Keeper));

        Assert.Equal(["rds-db:connect"], Assert.Single(offering.Grants(Production, Platform, site)).Actions);
        Assert.Empty(offering.Grants(Database, Platform, site));
    }
}
