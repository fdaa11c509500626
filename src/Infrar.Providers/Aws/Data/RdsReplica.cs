using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Network;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Data;

/// <summary>A read replica of a database at RDS, in its region or another.</summary>
internal static class RdsReplica
{
    /// <summary>Address of a replica. Depends on names alone.</summary>
    public static string AddressOf(ReadReplica replica, PostgreSql database) =>
        $"aws_db_instance.{NameOf(replica, database)}";

    /// <summary>Region of a replica: its own, else its database's.</summary>
    public static string RegionOf(ReadReplica replica, PostgreSql database, Site site) =>
        replica.Region.Length > 0 ? replica.Region : site.RegionOf(database);

    /// <summary>Makes a replica.</summary>
    /// <param name="replica">What is asked for.</param>
    /// <param name="database">The database that it copies.</param>
    /// <param name="scope">The database's scope.</param>
    /// <param name="parameters">The database's settings, for a replica in its region.</param>
    /// <param name="monitoringRole">Role that delivers operating-system metrics; null for none.</param>
    public static void Place(
        ReadReplica replica,
        PostgreSql database,
        ResourceScope scope,
        Resource parameters,
        Resource? monitoringRole
    )
    {
        var site = scope.Site;
        var name = NameOf(replica, database);
        var region = RegionOf(replica, database, site);
        var isRemote = region != scope.Region;
        var there = scope with { Region = region };
        var key = isRemote ? RemoteKey(database, there) : RdsPostgreSql.KeyOf(database);
        var identifier = AwsNaming.ResourceName(site, $"{database.Name}-{replica.Name}", RdsInstance.MaxIdentifier);

        there.AddAfter(
            RdsInstance.AddLogGroups(there, name, identifier),
            "aws_db_instance",
            name,
            [
                ("identifier", identifier),
                // In its own region the source goes by identifier, elsewhere only its ARN names it.
                ("replicate_source_db", Ref(RdsPostgreSql.AddressOf(database), isRemote ? "arn" : "identifier")),
                ("instance_class", RdsPostgreSql.ClassOf(database, site)),
                ("max_allocated_storage", database.Storage.MaxSizeGiB is { } max ? max : Value.None),
                ("storage_type", RdsDisk.For(database.Storage).Type),
                ("storage_encrypted", database.EncryptionAtRest),
                // In its own region it inherits the key, and stating it would be refused.
                ("kms_key_id", isRemote ? key : Value.None),
                ("iam_database_authentication_enabled", database.IdentityAuthentication),
                ("multi_az", false),
                ("vpc_security_group_ids", isRemote ? Value.None : SecurityGroups.IdsOf(database.Name, site)),
                ("publicly_accessible", false),
                (
                    "parameter_group_name",
                    Ref(isRemote ? RdsInstance.AddParameterGroup(there, name, database) : parameters, "name")
                ),
                .. RdsInstance.CommonArguments(database, monitoringRole, key),
                // RDS takes no final snapshot of a replica: its primary has everything.
                ("skip_final_snapshot", true),
            ]
        );

        RdsInstance.StateMonitoring(AddressOf(replica, database), database, site);
        if (isRemote)
        {
            var remote = database.Replicas.Count(r => RegionOf(r, database, site) != scope.Region);
            site.Use(
                AddressOf(replica, database),
                "replica_transfer_gb",
                p => p.Of(database.Name, "replicaTransferGB") is { } whole ? Shares.Of(whole, remote) : null
            );
            site.Note(
                $"The read replica '{replica.Name}' of '{database.Name}' lies in {region}, outside the network of {scope.Region}: it takes that region's default VPC, default subnets and default security group, which the system's workloads do not reach until the networks are joined."
            );
        }
    }

    private static string NameOf(ReadReplica replica, PostgreSql database) =>
        $"{AwsNaming.TofuName(database)}_{AwsNaming.TofuName(replica.Name)}";

    // Keys do not leave their region, so a sealed replica elsewhere is sealed with a key from there.
    private static Value RemoteKey(PostgreSql database, ResourceScope there) =>
        database.EncryptionAtRest
            ? EncryptionKeys.Ensure(there, $"database-{there.Region}", $"Read replicas in {there.Region}.")
            : Value.None;
}
