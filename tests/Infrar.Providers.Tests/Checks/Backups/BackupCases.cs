using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.CheckCase;

namespace Infrar.Providers.Tests.Checks.Backups;

/// <summary>How data can be brought back, right and wrong.</summary>
internal static class BackupCases
{
    private static readonly Requirements LastDay = new() { RecoveryPoint = TimeSpan.FromHours(24) };
    private static readonly Requirements LastMinute = new() { RecoveryPoint = TimeSpan.FromMinutes(1) };

    internal static CheckCase[] All { get; } =
    [
        Fails("BAK001", "a database that keeps none", Database(("backup_retention_period", 0))),
        Passes("BAK001", "a database that keeps a week", Database(("backup_retention_period", 7))),
        NearMiss(
            "BAK001",
            "a replica, which is not what is backed up",
            Database(("replicate_source_db", "other"), ("backup_retention_period", 0))
        ),
        Fails("BAK002", "a day", Database(("backup_retention_period", 1))),
        Fails("BAK002", "a cluster's own day", Made("aws_rds_cluster", "main", ("engine", "aurora-postgresql"))),
        Passes("BAK002", "a week", Database(("backup_retention_period", 7))),
        NearMiss("BAK002", "none at all, which another check says", Database(("backup_retention_period", 0))),
        Fails("BAK003", "no backup where a day may be lost", Database(("backup_retention_period", 0))) with
        {
            Required = LastDay,
            Severity = Severity.High,
        },
        Fails("BAK003", "backups where only a minute may be lost", Database(("backup_retention_period", 7))) with
        {
            Required = LastMinute,
            Severity = Severity.Medium,
        },
        Passes("BAK003", "backups where a day may be lost", Database(("backup_retention_period", 1))) with
        {
            Required = LastDay,
        },
        NearMiss("BAK003", "no backup where nothing is required", Database(("backup_retention_period", 0))),
        Fails("BAK004", "a bucket without versions", Bucket()),
        Fails("BAK004", "a bucket whose versions are suspended", Bucket(), Versioning("Suspended")),
        Passes("BAK004", "a bucket with versions", Bucket(), Versioning("Enabled")),
        NearMiss(
            "BAK004",
            "a bucket that says so itself, as older configurations do",
            Made("aws_s3_bucket", "files", ("bucket", "files"), ("versioning", Block(("enabled", true))))
        ),
        Fails("BAK005", "a database that skips its last copy", Database(("skip_final_snapshot", true))) with
        {
            Severity = Severity.Medium,
        },
        Fails("BAK005", "a last copy without a name", Database(("skip_final_snapshot", false))) with
        {
            Severity = Severity.Low,
        },
        Passes("BAK005", "a last copy with a name", Database(("final_snapshot_identifier", "main-final"))),
        NearMiss(
            "BAK005",
            "a replica, whose source is the copy",
            Database(("replicate_source_db", "other"), ("skip_final_snapshot", true))
        ),
        Fails("BAK006", "a rule that deletes before it archives", Lifecycle(Rule("old", expire: 30, archive: 90))),
        Fails(
            "BAK006",
            "two rules that do so together",
            Lifecycle(Rule("delete", expire: 30), Rule("archive", archive: 60, prefix: "reports/"))
        ),
        Fails("BAK006", "a move that S3 refuses", Lifecycle(Rule("cool", archive: 7, to: "STANDARD_IA"))),
        Passes("BAK006", "a rule that archives first", Lifecycle(Rule("old", expire: 400, archive: 30))),
        NearMiss(
            "BAK006",
            "two rules over different files",
            Lifecycle(Rule("delete", expire: 30, prefix: "tmp/"), Rule("archive", archive: 60, prefix: "reports/"))
        ),
        NearMiss("BAK006", "a young move that S3 takes", Lifecycle(Rule("cool", archive: 7, to: "GLACIER"))),
        Fails("BAK007", "a cache without snapshots", Cache(("snapshot_retention_limit", 0))),
        Passes("BAK007", "a cache with one", Cache(("snapshot_retention_limit", 1))),
        NearMiss(
            "BAK007",
            "a cache of which it is not known",
            Cache(("snapshot_retention_limit", new Value.Unknown()))
        ),
        Fails("BAK008", "a table without recovery", Made("aws_dynamodb_table", "orders", ("hash_key", "id"))),
        Passes(
            "BAK008",
            "a table with recovery",
            Made("aws_dynamodb_table", "orders", ("point_in_time_recovery", Block(("enabled", true))))
        ),
        NearMiss("BAK008", "a table that holds locks", Made("aws_dynamodb_table", "locks", ("hash_key", "LockID"))),
        Fails("BAK009", "a file system that nothing backs up", Files()),
        Passes("BAK009", "a file system with a policy", Files(), FilePolicy("ENABLED")),
        NearMiss("BAK009", "a file system that a plan may select", Files(), Made("aws_backup_selection", "all")),
        Fails(
            "BAK010",
            "a bucket that goes with its files",
            Made("aws_s3_bucket", "files", ("force_destroy", true))
        ) with
        {
            Severity = Severity.Medium,
        },
        Fails("BAK010", "a repository with its images", Made("aws_ecr_repository", "app", ("force_delete", true))) with
        {
            Severity = Severity.Low,
        },
        Passes("BAK010", "a bucket that must be empty", Made("aws_s3_bucket", "files", ("force_destroy", false))),
        NearMiss(
            "BAK010",
            "a bucket of which it is not known",
            Made("aws_s3_bucket", "files", ("force_destroy", new Value.Unknown()))
        ),
        Fails("BAK011", "a secret that goes at once", Secret(("recovery_window_in_days", 0))),
        Passes("BAK011", "a secret that waits", Secret(("recovery_window_in_days", 7))),
        NearMiss("BAK011", "a secret that says nothing and waits a month", Secret()),
        Fails("BAK012", "a key that goes after a week", Made("aws_kms_key", "main", ("deletion_window_in_days", 7))),
        Passes("BAK012", "a key that waits a month", Made("aws_kms_key", "main", ("deletion_window_in_days", 30))),
        NearMiss("BAK012", "a key that says nothing and waits a month", Made("aws_kms_key", "main")),
    ];

    private static Resource Database(params (string, Value)[] settings) => Made("aws_db_instance", "main", settings);

    private static Resource Cache(params (string, Value)[] settings) =>
        Made("aws_elasticache_replication_group", "main", settings);

    private static Resource Secret(params (string, Value)[] settings) =>
        Made("aws_secretsmanager_secret", "key", [("name", "key"), .. settings]);

    private static Resource Bucket() => Made("aws_s3_bucket", "files", ("bucket", "files"));

    private static Resource Versioning(string status) =>
        Made(
            "aws_s3_bucket_versioning",
            "files",
            ("bucket", Ref("aws_s3_bucket.files", "id")),
            ("versioning_configuration", Block(("status", status)))
        );

    private static Resource Lifecycle(params Value.MapOf[] rules) =>
        Made("aws_s3_bucket_lifecycle_configuration", "files", ("bucket", "files"), ("rule", Values.Blocks(rules)));

    private static Value.MapOf Rule(
        string id,
        int? expire = null,
        int? archive = null,
        string to = "GLACIER",
        string prefix = ""
    ) =>
        Map(
            ("id", id),
            ("status", "Enabled"),
            ("filter", Block(("prefix", prefix))),
            ("expiration", expire is { } days ? Block(("days", days)) : Value.None),
            ("transition", archive is { } age ? Block(("days", age), ("storage_class", to)) : Value.None)
        );

    private static Resource Files() => Made("aws_efs_file_system", "files", ("encrypted", true));

    private static Resource FilePolicy(string status) =>
        Made(
            "aws_efs_backup_policy",
            "files",
            ("file_system_id", Ref("aws_efs_file_system.files", "id")),
            ("backup_policy", Block(("status", status)))
        );
}
