using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Network;
using static System.FormattableString;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Data;

/// <summary>PostgreSQL, run by Amazon RDS.</summary>
internal sealed class RdsPostgreSql : Offering, IGrantsAccess
{
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.Failover.html
    private static readonly TimeSpan SlowestFailover = TimeSpan.FromSeconds(120);

    /// <inheritdoc/>
    public override string Id => "aws/rds-postgresql";

    /// <inheritdoc/>
    public override string Title => "Amazon RDS for PostgreSQL";

    /// <inheritdoc/>
    // Disks grow by themselves, the machine by a change of class; 15 replicas beside the primary are the quota.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "docs.aws.amazon.com/AmazonRDS/latest/UserGuide",
            Elasticity = Elasticity.ByHand,
            MaxCopies = 16,
            Control = [ControlAspect.Network, ControlAspect.Software, ControlAspect.Region, ControlAspect.Keys],
            Isolation =
            [
                IsolationAspect.PrivateNetwork,
                IsolationAspect.Identities,
                IsolationAspect.EncryptedAtRest,
                IsolationAspect.AuditLog,
            ],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.PostgreSql];

    /// <summary>Address of the primary. Depends on names alone.</summary>
    public static string AddressOf(Component database) => $"aws_db_instance.{AwsNaming.TofuName(database)}";

    /// <summary>ARN of the key that seals it; none when it lies unsealed.</summary>
    public static Value KeyOf(PostgreSql database) =>
        database.EncryptionAtRest ? EncryptionKeys.Arn("database") : Value.None;

    /// <summary>The class that its assignment states, else the smallest that fits.</summary>
    public static string ClassOf(PostgreSql database, Site site) =>
        site.AssignmentOf(database) is { Size: not "" } assigned
            ? assigned.Size
            : RdsInstanceClass.Smallest(database.Cpu, database.MemoryMiB)?.Name ?? "";

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site) =>
        RdsObstacles.Of((PostgreSql)component, site);

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site)
    {
        var database = (PostgreSql)component;
        var address = AddressOf(database);
        return attribute switch
        {
            "host" => Ref(address, "address"),
            "port" => Ref(address, "port"),
            "arn" => Ref(address, "arn"),
            "name" => DatabaseName(database, site),
            "user" => User(database, site),
            "secret" => MasterPassword.SecretArn(database, site),
            "password" => MasterPassword.ValueFrom(database, site),
            // Without the password: that comes from the secret, or from the signer of IAM tokens.
            "url" => Template(
                $"postgresql://{User(database, site)}@",
                Ref(address, "address"),
                ":",
                Ref(address, "port"),
                $"/{DatabaseName(database, site).Content}{(database.EncryptionInTransit ? "?sslmode=require" : "")}"
            ),
            _ => ReplicaEndpoint(database, attribute),
        };
    }

    /// <inheritdoc/>
    public ImmutableArray<PolicyStatement> Grants(Component target, Component user, Site site) =>
        target is PostgreSql { IdentityAuthentication: true }
            ?
            [
                new(
                    $"SignInTo{Sids.Of(target)}",
                    ["rds-db:connect"],
                    // Which of the database's users are meant is said in the database: those with the role rds_iam.
                    [
                        Template(
                            $"arn:aws:rds-db:{site.RegionOf(target)}:",
                            AwsAccount.Id,
                            ":dbuser:",
                            Ref(AddressOf(target), "resource_id"),
                            "/*"
                        ),
                    ]
                ),
            ]
            : [];

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var database = (PostgreSql)component;
        var scope = ResourceScope.Of(database, site, "database");
        var name = AwsNaming.TofuName(database);

        if (database.EncryptionAtRest)
        {
            EncryptionKeys.Ensure(scope, "database", "Databases, their query statistics and master passwords.");
        }

        scope.Add(
            "aws_db_subnet_group",
            name,
            ("name", AwsNaming.ResourceName(site, database.Name)),
            ("description", $"Private subnets of {database.Name}."),
            ("subnet_ids", Zones.PrivateSubnetIds(site))
        );
        var parameters = RdsInstance.AddParameterGroup(scope, name, database);
        var role = RdsInstance.AddMonitoringRole(scope, database);
        var logs = RdsInstance.AddLogGroups(scope, name, IdentifierOf(database, site));

        scope.AddAfter(logs, "aws_db_instance", name, Arguments(database, site, parameters, role));
        MasterPassword.Place(database, site);
        foreach (var replica in database.Replicas)
        {
            RdsReplica.Place(replica, database, scope, parameters, role);
        }

        StateUse(database, site);
        NoteFailover(database, site);
    }

    private static IEnumerable<(string Name, Value Value)> Arguments(
        PostgreSql database,
        Site site,
        Resource parameters,
        Resource? monitoringRole
    )
    {
        var disk = RdsDisk.For(database.Storage);
        return
        [
            ("identifier", IdentifierOf(database, site)),
            ("engine", "postgres"),
            ("engine_version", database.Version),
            ("instance_class", ClassOf(database, site)),
            ("allocated_storage", database.Storage.SizeGiB),
            ("max_allocated_storage", database.Storage.MaxSizeGiB is { } max ? max : Value.None),
            ("storage_type", disk.Type),
            ("iops", disk.Iops is { } iops ? iops : Value.None),
            ("storage_throughput", disk.ThroughputMiBps is { } throughput ? throughput : Value.None),
            ("storage_encrypted", database.EncryptionAtRest),
            ("kms_key_id", KeyOf(database)),
            ("db_name", DatabaseName(database, site)),
            ("username", User(database, site)),
            .. MasterPassword.Arguments(database, site),
            ("iam_database_authentication_enabled", database.IdentityAuthentication),
            ("multi_az", database.Availability is Availability.MultiZone),
            ("db_subnet_group_name", Ref($"aws_db_subnet_group.{AwsNaming.TofuName(database)}", "name")),
            ("vpc_security_group_ids", SecurityGroups.IdsOf(database.Name, site)),
            ("publicly_accessible", false),
            ("parameter_group_name", Ref(parameters, "name")),
            ("backup_retention_period", database.BackupRetentionDays),
            ("backup_window", TextOrNone(database.BackupWindow)),
            ("maintenance_window", TextOrNone(database.MaintenanceWindow)),
            .. RdsInstance.CommonArguments(database, monitoringRole, KeyOf(database)),
            ("skip_final_snapshot", false),
            (
                "final_snapshot_identifier",
                AwsNaming.ResourceName(site, $"{database.Name}-final", RdsInstance.MaxIdentifier)
            ),
        ];
    }

    private static void StateUse(PostgreSql database, Site site)
    {
        var address = AddressOf(database);

        // Backups up to the size of the database are free, and a profile that says nothing of them means just that.
        var free = UsageRange.Exactly(database.BackupRetentionDays > 0 ? database.Storage.SizeGiB : 0);
        site.Use(address, "backup_storage_gb", p => p.Of(database.Name, "backupGB") ?? free);
        RdsInstance.StateMonitoring(address, database, site);
    }

    private static void NoteFailover(PostgreSql database, Site site)
    {
        if (database.FailoverWithin is not { } within || within >= SlowestFailover)
        {
            return;
        }

        site.Note(
            database.Availability is Availability.MultiZone
                ? Invariant(
                    $"'{database.Name}' asks for a fail-over within {within.TotalSeconds} s; AWS speaks of typically 60 to {SlowestFailover.TotalSeconds} s for a database with one standby, so that it may take longer."
                )
                : $"'{database.Name}' asks for a quick fail-over but lies in a single zone, where nothing takes over."
        );
    }

    private static string IdentifierOf(PostgreSql database, Site site) =>
        AwsNaming.ResourceName(site, database.Name, RdsInstance.MaxIdentifier);

    private static Value.Text DatabaseName(PostgreSql database, Site site) =>
        new(database.Database.Length > 0 ? database.Database : AwsNaming.TofuName(site.System.Name));

    private static string User(PostgreSql database, Site site) =>
        database.User.Length > 0 ? database.User : AwsNaming.TofuName(site.System.Name);

    private static Value TextOrNone(string text) => text.Length > 0 ? text : Value.None;

    // "reporting.host" is the host of the replica named reporting.
    private static Value ReplicaEndpoint(PostgreSql database, string attribute) =>
        database.Replicas.FirstOrDefault(r => attribute == $"{r.Name}.host") is { } replica
            ? Ref(RdsReplica.AddressOf(replica, database), "address")
            : Value.None;
}
