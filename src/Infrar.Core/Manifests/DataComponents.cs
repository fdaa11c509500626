using System.Collections.Immutable;

namespace Infrar.Core.Manifests;

/// <summary>How far a data store survives the loss of a zone.</summary>
public enum Availability
{
    /// <summary>One zone; its loss is an outage.</summary>
    SingleZone,

    /// <summary>A standby in a second zone takes over by itself.</summary>
    MultiZone,
}

/// <summary>A PostgreSQL database.</summary>
public sealed record PostgreSql : Component
{
    /// <inheritdoc/>
    public override ComponentKind Kind => ComponentKind.PostgreSql;

    /// <summary>Major version, for example <c>15</c>.</summary>
    public string Version { get; init; } = "15";

    /// <summary>Name of the first database.</summary>
    public string Database { get; init; } = "";

    /// <summary>Name of the administering user.</summary>
    public string User { get; init; } = "";

    /// <summary>Virtual processors.</summary>
    public decimal Cpu { get; init; }

    /// <summary>Memory, MiB.</summary>
    public int MemoryMiB { get; init; }

    /// <summary>Disk.</summary>
    public required DatabaseStorage Storage { get; init; }

    /// <summary>Zones.</summary>
    public Availability Availability { get; init; }

    /// <summary>Longest fail-over that is acceptable; null when not stated.</summary>
    public TimeSpan? FailoverWithin { get; init; }

    /// <summary>Days that automatic daily backups are kept, 0–35 on most platforms; 0 is none.</summary>
    public int BackupRetentionDays { get; init; }

    /// <summary>Daily backup window <c>HH:MM-HH:MM</c> UTC; empty for the platform's own.</summary>
    public string BackupWindow { get; init; } = "";

    /// <summary>Read replicas.</summary>
    public ImmutableArray<ReadReplica> Replicas { get; init; } = [];

    /// <summary>Weekly maintenance window <c>ddd:HH:MM-ddd:HH:MM</c> UTC, lower case; empty for the platform's own.</summary>
    public string MaintenanceWindow { get; init; } = "";

    /// <summary>Whether minor versions are applied in the window.</summary>
    public bool MinorUpgrades { get; init; } = true;

    /// <summary>Whether data lies encrypted.</summary>
    public bool EncryptionAtRest { get; init; } = true;

    /// <summary>Whether unencrypted connections are refused.</summary>
    public bool EncryptionInTransit { get; init; } = true;

    /// <summary>Whether cloud identities can sign in in place of passwords.</summary>
    public bool IdentityAuthentication { get; init; }

    /// <summary>Granularity of operating-system metrics; null for none.</summary>
    public TimeSpan? MonitoringInterval { get; init; }

    /// <summary>Whether query statistics are kept by the platform.</summary>
    public bool QueryInsights { get; init; }

    /// <summary>Whether the platform refuses to delete it.</summary>
    public bool DeletionProtection { get; init; }

    /// <summary><c>component/entry</c> of the secret that holds the administering user's password; empty for one made by the platform.</summary>
    public string PasswordSecret { get; init; } = "";
}

/// <summary>A database's disk.</summary>
/// <param name="SizeGiB">Size at the start, GiB.</param>
/// <param name="MaxSizeGiB">Growth limit, GiB; null for no growth.</param>
/// <param name="Iops">Operations a second that are provided; null for the platform's own.</param>
/// <param name="ThroughputMiBps">MiB a second that are provided; null for the platform's own.</param>
/// <param name="Type">Disk type as stated, for example <c>gp3</c>; empty for the platform's own.</param>
public sealed record DatabaseStorage(int SizeGiB, int? MaxSizeGiB, int? Iops, int? ThroughputMiBps, string Type);

/// <summary>A read-only copy of a database.</summary>
/// <param name="Name">Name, unique in the component.</param>
/// <param name="Region">Region as stated; empty for the database's own.</param>
public sealed record ReadReplica(string Name, string Region);

/// <summary>A Redis-compatible cache.</summary>
public sealed record Redis : Component
{
    /// <inheritdoc/>
    public override ComponentKind Kind => ComponentKind.Redis;

    /// <summary>Major version, for example <c>7</c>.</summary>
    public string Version { get; init; } = "7";

    /// <summary>Memory per node, MiB.</summary>
    public int MemoryMiB { get; init; }

    /// <summary>Copies beside the primary, 0–5.</summary>
    public int Replicas { get; init; }

    /// <summary>Zones; MultiZone also means automatic fail-over.</summary>
    public Availability Availability { get; init; }

    /// <summary>Whether data lies encrypted.</summary>
    public bool EncryptionAtRest { get; init; } = true;

    /// <summary>Whether connections are encrypted.</summary>
    public bool EncryptionInTransit { get; init; } = true;

    /// <summary>Days that daily snapshots are kept; 0 is none.</summary>
    public int BackupRetentionDays { get; init; }
}

/// <summary>Files by name.</summary>
public sealed record ObjectStore : Component
{
    /// <inheritdoc/>
    public override ComponentKind Kind => ComponentKind.ObjectStore;

    /// <summary>Bucket name as stated; empty for <c>system-environment-component</c>.</summary>
    public string Bucket { get; init; } = "";

    /// <summary>Whether older versions of a file are kept.</summary>
    public bool Versioning { get; init; }

    /// <summary>Whether data lies encrypted.</summary>
    public bool EncryptionAtRest { get; init; } = true;

    /// <summary>Whether anybody may read without credentials.</summary>
    public bool PublicAccess { get; init; }

    /// <summary>What happens to old files, in manifest order.</summary>
    public ImmutableArray<LifecycleRule> Lifecycle { get; init; } = [];
}

/// <summary>What happens to files of a certain age.</summary>
/// <param name="Name">Name, unique in the store.</param>
/// <param name="ExpireAfterDays">Age at deletion, days; null for never.</param>
/// <param name="ArchiveAfterDays">Age at the move to archive storage, days; null for never.</param>
/// <param name="Prefix">Only names that start so; empty for all.</param>
public sealed record LifecycleRule(string Name, int? ExpireAfterDays, int? ArchiveAfterDays, string Prefix);

/// <summary>Sealed credentials.</summary>
public sealed record SecretStore : Component
{
    /// <inheritdoc/>
    public override ComponentKind Kind => ComponentKind.Secrets;

    /// <summary>Prefix of every entry's name, for example <c>/infrar/production</c>; empty for <c>/system/environment</c>.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Entries in manifest order.</summary>
    public ImmutableArray<SecretEntry> Entries { get; init; } = [];

    /// <summary>Whether entries are sealed with a key of the system's own, not the platform's shared one.</summary>
    public bool OwnKey { get; init; }
}

/// <summary>One credential, or a family of them.</summary>
/// <param name="Name">Path under the prefix, for example <c>database/master-password</c>.</param>
/// <param name="RotateAfterDays">Days between automatic rotations; null when people rotate it.</param>
/// <param name="PerTenant">Whether one exists for each <c>{project_id}</c>, made by the system while it runs.</param>
/// <param name="Description">For people.</param>
public sealed record SecretEntry(string Name, int? RotateAfterDays, bool PerTenant, string Description);

/// <summary>Container images by name and tag.</summary>
public sealed record ContainerRegistry : Component
{
    /// <inheritdoc/>
    public override ComponentKind Kind => ComponentKind.ContainerRegistry;

    /// <summary>Image repositories; empty for one per workload without an image of its own.</summary>
    public ImmutableArray<string> Repositories { get; init; } = [];

    /// <summary>Whether a tag can never be moved.</summary>
    public bool ImmutableTags { get; init; }

    /// <summary>Whether images are scanned when pushed.</summary>
    public bool ScanOnPush { get; init; } = true;

    /// <summary>Images kept per repository; null for all.</summary>
    public int? KeepImages { get; init; }
}
