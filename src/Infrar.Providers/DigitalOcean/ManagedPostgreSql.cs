using System.Collections.Immutable;
using System.Globalization;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.DigitalOcean;

/// <summary>DigitalOcean Managed PostgreSQL.</summary>
internal sealed class ManagedPostgreSql : Offering
{
    // Managed PostgreSQL keeps daily backups for seven days, on every plan.
    private const int BackupDays = 7;

    /// <inheritdoc/>
    public override string Id => "digitalocean/managed-postgresql";

    /// <inheritdoc/>
    public override string Title => "DigitalOcean Managed PostgreSQL";

    /// <inheritdoc/>
    // Nodes and size are changed by hand; trusted sources and parameters are one's own, keys are not.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "docs.digitalocean.com/products/databases/postgresql",
            Elasticity = Elasticity.ByHand,
            Control = [ControlAspect.Network, ControlAspect.Software, ControlAspect.Region],
            Isolation = [IsolationAspect.PrivateNetwork, IsolationAspect.EncryptedAtRest],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.PostgreSql];

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site)
    {
        var database = (PostgreSql)component;
        var chosen = site.AssignmentOf(database).Size;
        if (DatabaseSizes.For(chosen, database.Cpu, database.MemoryMiB) is null)
        {
            yield return DatabaseSizes.Missing(chosen);
        }

        var regions = site.Catalog.FindProvider("digitalocean")?.Regions;
        foreach (var replica in database.Replicas)
        {
            if (replica.Region.Length > 0 && regions is not null && !regions.ContainsKey(replica.Region))
            {
                yield return $"DigitalOcean has no region '{replica.Region}' for replica '{replica.Name}'. Name one of: "
                    + $"{string.Join(", ", regions.Keys)}.";
            }
        }
    }

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site)
    {
        var database = (PostgreSql)component;
        var cluster = Address(database);
        return attribute switch
        {
            "host" => Ref(cluster, "private_host"),
            "port" => Ref(cluster, "port"),
            "name" => database.Database.Length > 0 ? database.Database : Ref(cluster, "database"),
            "user" => database.User.Length > 0 ? database.User : Ref(cluster, "user"),
            "url" => Template(
                "postgres://",
                Ref(cluster, "private_host"),
                ":",
                Ref(cluster, "port"),
                $"/{database.Database}"
            ),
            _ => Value.None,
        };
    }

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var database = (PostgreSql)component;
        var size = DatabaseSizes.For(site.AssignmentOf(database).Size, database.Cpu, database.MemoryMiB) ?? "";
        var cluster = site.Add(Cluster(database, size, site));
        if (database.Database.Length > 0)
        {
            Add("digitalocean_database_db", database.TofuName(), ("name", database.Database));
        }

        if (database.User.Length > 0)
        {
            Add("digitalocean_database_user", database.TofuName(), ("name", database.User));
        }

        if (database.BackupWindow.Split(':', '-') is [var hour, var minute, ..])
        {
            Add(
                "digitalocean_database_postgresql_config",
                database.TofuName(),
                ("backup_hour", Number(hour)),
                ("backup_minute", Number(minute))
            );
        }

        foreach (var replica in database.Replicas)
        {
            Add(
                "digitalocean_database_replica",
                $"{database.TofuName()}_{TofuNames.TofuName(replica.Name)}",
                ("name", replica.Name),
                ("region", replica.Region.Length > 0 ? replica.Region : site.RegionOf(database)),
                ("size", size)
            );
        }

        NoteUnmet(database, site);

        void Add(string type, string name, params (string, Value)[] attributes) =>
            site.Add(
                Make(type, name, database, site) with
                {
                    Attributes = Map([("cluster_id", Ref(cluster, "id")), .. attributes]),
                }
            );
    }

    /// <summary>The password that DigitalOcean made for the database's user; it stands in the state, never in the configuration.</summary>
    internal static Value Password(PostgreSql database) =>
        database.User.Length > 0
            ? Ref($"digitalocean_database_user.{database.TofuName()}", "password")
            : Ref(Address(database), "password");

    private static Resource Cluster(PostgreSql database, string size, Site site) =>
        Make("digitalocean_database_cluster", database.TofuName(), database, site) with
        {
            Attributes = Map(
                ("name", site.NameAtProvider(database)),
                ("engine", "pg"),
                ("version", database.Version),
                ("size", size),
                ("region", site.RegionOf(database)),
                // The second node is a standby that takes over by itself.
                ("node_count", database.Availability == Availability.MultiZone ? 2 : 1),
                (
                    "storage_size_mib",
                    database.Storage.SizeGiB > 0
                        ? (database.Storage.SizeGiB * 1024).ToString(CultureInfo.InvariantCulture)
                        : Value.None
                ),
                (
                    "private_network_uuid",
                    site.RegionOf(database) == site.SettingsOf("digitalocean").Region
                        ? Ref("digitalocean_vpc.main", "id")
                        : Value.None
                ),
                ("tags", List(site.System.Name, site.System.Environment)),
                ("maintenance_window", Window(database.MaintenanceWindow))
            ),
            Lifecycle = database.DeletionProtection ? Map(("prevent_destroy", true)) : Value.MapOf.Empty,
        };

    /// <summary>From <c>sun:03:00-sun:04:00</c> to day and hour; DigitalOcean's windows last four hours.</summary>
    private static Value Window(string window)
    {
        string[] days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        return
            window.Split('-')[0].Split(':') is [var day, var hour, var minute]
            && Array.Find(days, d => d.StartsWith(day, StringComparison.Ordinal)) is { } name
            ? Block(("day", name), ("hour", $"{hour}:{minute}:00"))
            : Value.None;
    }

    private static void NoteUnmet(PostgreSql database, Site site)
    {
        if (database.BackupRetentionDays > BackupDays)
        {
            site.Note(
                $"DigitalOcean keeps backups of {database.Title} for {BackupDays} days, not {database.BackupRetentionDays}."
            );
        }

        if (database.Storage is { Iops: not null } or { ThroughputMiBps: not null } or { MaxSizeGiB: not null })
        {
            site.Note(
                $"DigitalOcean chooses the disk of {database.Title}: its IOPS, throughput and growth limit are not set."
            );
        }

        if (database.IdentityAuthentication)
        {
            site.Note($"{database.Title} knows passwords only: DigitalOcean has no sign-in by identity.");
        }
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static string Address(PostgreSql database) => $"digitalocean_database_cluster.{database.TofuName()}";

    /// <summary>A resource of a managed database.</summary>
    internal static Resource Make(
        string type,
        string name,
        Component component,
        Site site,
        string concern = "database"
    ) =>
        new()
        {
            Type = type,
            Name = name,
            Provider = "digitalocean",
            Region = site.RegionOf(component),
            Component = component.Name,
            Concern = concern,
            Attributes = Value.MapOf.Empty,
        };
}
