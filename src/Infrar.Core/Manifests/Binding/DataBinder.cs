using Infrar.Core.Diagnostics;

namespace Infrar.Core.Manifests.Binding;

/// <summary>Makes records of databases, caches, files, secrets and images.</summary>
internal static class DataBinder
{
    internal static Component PostgreSql(string name, SourceLocation at, StatedFields fields) =>
        new PostgreSql
        {
            Name = name,
            Title = fields.Text("title", name),
            Location = at,
            Version = fields.Text("version", "15"),
            Database = fields.Text("database"),
            User = fields.Text("user"),
            PasswordSecret = fields.Text("passwordSecret"),
            Cpu = fields.Number("cpu") ?? 0,
            MemoryMiB = fields.Mebibytes("memory") ?? 0,
            Storage = Storage(fields["storage"]),
            Availability = AvailabilityOf(fields),
            FailoverWithin = fields.Time("failoverWithin"),
            BackupRetentionDays = fields["backups"].Days("retention") ?? 0,
            BackupWindow = fields["backups"].Text("window"),
            Replicas = fields.Maps("replicas", r => new ReadReplica(r.Text("name"), r.Text("region"))),
            MaintenanceWindow = fields["maintenance"].Text("window"),
            MinorUpgrades = fields["maintenance"].Flag("minorUpgrades", true),
            EncryptionAtRest = fields["encryption"].Flag("atRest", true),
            EncryptionInTransit = fields["encryption"].Flag("inTransit", true),
            IdentityAuthentication = fields.Flag("identityAuthentication"),
            MonitoringInterval = fields["monitoring"].Time("interval"),
            QueryInsights = fields["monitoring"].Flag("queryInsights"),
            DeletionProtection = fields.Flag("deletionProtection"),
        };

    internal static Component Redis(string name, SourceLocation at, StatedFields fields) =>
        new Redis
        {
            Name = name,
            Title = fields.Text("title", name),
            Location = at,
            Version = fields.Text("version", "7"),
            MemoryMiB = fields.Mebibytes("memory") ?? 0,
            Replicas = fields.Whole("replicas") ?? 0,
            Availability = AvailabilityOf(fields),
            EncryptionAtRest = fields["encryption"].Flag("atRest", true),
            EncryptionInTransit = fields["encryption"].Flag("inTransit", true),
            BackupRetentionDays = fields["backups"].Days("retention") ?? 0,
        };

    internal static Component ObjectStore(string name, SourceLocation at, StatedFields fields) =>
        new ObjectStore
        {
            Name = name,
            Title = fields.Text("title", name),
            Location = at,
            Bucket = fields.Text("bucket"),
            Versioning = fields.Flag("versioning"),
            EncryptionAtRest = fields["encryption"].Flag("atRest", true),
            PublicAccess = fields.Flag("publicAccess"),
            Lifecycle = fields.Maps(
                "lifecycle",
                r => new LifecycleRule(r.Text("name"), r.Days("expireAfter"), r.Days("archiveAfter"), r.Text("prefix"))
            ),
        };

    internal static Component Secrets(string name, SourceLocation at, StatedFields fields) =>
        new SecretStore
        {
            Name = name,
            Title = fields.Text("title", name),
            Location = at,
            Prefix = fields.Text("prefix"),
            OwnKey = fields.Flag("ownKey"),
            Entries = [.. fields.Entries("entries").Select(e => Entry(e.Key, fields["entries"][e.Key]))],
        };

    internal static Component ContainerRegistry(string name, SourceLocation at, StatedFields fields) =>
        new ContainerRegistry
        {
            Name = name,
            Title = fields.Text("title", name),
            Location = at,
            Repositories = fields.Texts("repositories"),
            ImmutableTags = fields.Flag("immutableTags"),
            ScanOnPush = fields.Flag("scanOnPush", true),
            KeepImages = fields.Whole("keepImages"),
        };

    private static SecretEntry Entry(string name, StatedFields fields) =>
        new(name, fields.Days("rotateAfter"), fields.Flag("perTenant"), fields.Text("description"));

    private static DatabaseStorage Storage(StatedFields fields) =>
        new(
            fields.Gibibytes("size") ?? 0,
            fields.Gibibytes("maxSize"),
            fields.Whole("iops"),
            fields.MebibytesPerSecond("throughput"),
            fields.Text("type")
        );

    private static Availability AvailabilityOf(StatedFields fields) =>
        fields.Text("availability") is "multi-zone" ? Availability.MultiZone : Availability.SingleZone;
}
