using static Infrar.Core.Manifests.Language.Shapes;

namespace Infrar.Core.Manifests.Language;

/// <summary>What the manifest may say of databases, caches, files, secrets and images.</summary>
internal static class DataShapes
{
    private const string Time = "([01][0-9]|2[0-3]):[0-5][0-9]";
    private const string Weekday = "(mon|tue|wed|thu|fri|sat|sun)";

    private static Field Availability =>
        Optional(
            "availability",
            Choice(
                "Whether a standby in a second zone takes over by itself; `single-zone` by default.",
                "single-zone",
                "multi-zone"
            )
        );

    private static Field Encryption =>
        Optional(
            "encryption",
            Fields(
                "What lies and travels encrypted.",
                Optional("atRest", Flag("Whether data lies encrypted; true by default.")),
                Optional("inTransit", Flag("Whether unencrypted connections are refused; true by default."))
            )
        );

    internal static ObjectShape PostgreSql { get; } =
        ComponentShapes.Of(
            ComponentKind.PostgreSql,
            "A PostgreSQL database.",
            Optional("version", Text("Major version; `15` by default.", "[0-9]{1,2}", "a major version, like '15'")),
            Optional("database", Text("Name of the first database.", "[a-z_][a-z0-9_]{0,62}", "like 'app_production'")),
            Optional("user", Text("Name of the administering user.", "[a-z_][a-z0-9_]{0,62}", "like 'app'")),
            Optional(
                "passwordSecret",
                Text("`component/entry` of the administering user's password; made by the platform by default.")
            ),
            Required("cpu", Number("Virtual processors.", 0.1m, 256)),
            Required("memory", Memory("Memory, for example `4 GiB`.")),
            Required(
                "storage",
                Fields(
                    "Its disk.",
                    Required("size", Disk("Size at the start, whole GiB.")),
                    Optional("maxSize", Disk("Growth limit, whole GiB; no growth by default.")),
                    Optional("iops", Whole("Operations a second that are provided.", 100, 256_000)),
                    Optional(
                        "throughput",
                        new QuantityShape(Dimension.Throughput, 1, 10_000)
                        {
                            Description = "Bytes a second that are provided, for example `125 MiB/s`.",
                            Step = 1,
                        }
                    ),
                    Optional("type", Text("Disk type, for example `gp3`; the platform's own by default."))
                )
            ),
            Availability,
            Optional("failoverWithin", Duration("Longest fail-over that is acceptable.", 1, 86_400)),
            Optional(
                "backups",
                Fields(
                    "Automatic daily backups.",
                    Optional("retention", Days("How long they are kept; `0d`, the default, makes none.", 0, 3650)),
                    Optional("window", Text("When they are made, UTC.", $"{Time}-{Time}", "'HH:MM-HH:MM'"))
                )
            ),
            Optional(
                "replicas",
                ListOf(
                    "Read-only copies.",
                    Fields(
                        "A read-only copy.",
                        Required("name", Name("Name, unique in the component.")),
                        Optional("region", Region("Region; the database's own by default."))
                    ),
                    15
                )
            ),
            Optional(
                "maintenance",
                Fields(
                    "Weekly maintenance.",
                    Optional(
                        "window",
                        Text("When it may happen, UTC.", $"{Weekday}:{Time}-{Weekday}:{Time}", "'sun:03:00-sun:04:00'")
                    ),
                    Optional("minorUpgrades", Flag("Whether minor versions are applied then; true by default."))
                )
            ),
            Encryption,
            Optional(
                "identityAuthentication",
                Flag("Whether cloud identities can sign in in place of passwords; false by default.")
            ),
            Optional(
                "monitoring",
                Fields(
                    "What the platform watches.",
                    Optional(
                        "interval",
                        Duration("Granularity of operating-system metrics; none by default.", 1, 3600)
                    ),
                    Optional("queryInsights", Flag("Whether query statistics are kept; false by default."))
                )
            ),
            Optional("deletionProtection", Flag("Whether the platform refuses to delete it; false by default."))
        );

    internal static ObjectShape Redis { get; } =
        ComponentShapes.Of(
            ComponentKind.Redis,
            "A Redis-compatible cache.",
            Optional("version", Text("Major version; `7` by default.", "[0-9]{1,2}", "a major version, like '7'")),
            Required("memory", Memory("Memory per node.")),
            Optional("replicas", Whole("Copies beside the primary; 0 by default.", 0, 5)),
            Availability,
            Encryption,
            Optional(
                "backups",
                Fields(
                    "Automatic daily snapshots.",
                    Optional("retention", Days("How long they are kept; `0d`, the default, makes none.", 0, 35))
                )
            )
        );

    internal static ObjectShape ObjectStore { get; } =
        ComponentShapes.Of(
            ComponentKind.ObjectStore,
            "Files by name: S3 and what speaks it.",
            Optional(
                "bucket",
                Text(
                    "Bucket name; system, environment and component joined by dashes by default.",
                    "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
                    "3 to 63 lower-case letters, digits and dashes"
                )
            ),
            Optional("versioning", Flag("Whether older versions of a file are kept; false by default.")),
            Optional(
                "encryption",
                Fields(
                    "What lies encrypted.",
                    Optional("atRest", Flag("Whether files lie encrypted; true by default."))
                )
            ),
            Optional("publicAccess", Flag("Whether anybody may read without credentials; false by default.")),
            Optional(
                "lifecycle",
                ListOf(
                    "What happens to old files.",
                    Fields(
                        "What happens to files of a certain age.",
                        Required("name", Text("Name, unique in the store.", "[A-Za-z0-9_.-]{1,255}", "like 'expire'")),
                        Optional("expireAfter", Days("Age at deletion; never by default.", 1, 36_500)),
                        Optional(
                            "archiveAfter",
                            Days("Age at the move to archive storage; never by default.", 0, 36_500)
                        ),
                        Optional("prefix", Text("Only files whose names start so; all by default."))
                    )
                )
            )
        );

    internal static ObjectShape Secrets { get; } =
        ComponentShapes.Of(
            ComponentKind.Secrets,
            "Sealed credentials, readable by named components only.",
            Optional(
                "prefix",
                Text("Prefix of every entry's name; `/system/environment` by default.", "/[A-Za-z0-9/_.-]*", "a path")
            ),
            Optional("ownKey", Flag("Whether entries are sealed with a key of the system's own; false by default.")),
            Optional(
                "entries",
                MapOf(
                    "Credentials by path under the prefix.",
                    Text("Path.", "[A-Za-z0-9_.{}-]+(/[A-Za-z0-9_.{}-]+)*", "a path, like 'database/password'"),
                    Fields(
                        "A credential, or one for each tenant.",
                        Optional(
                            "rotateAfter",
                            Days("Time between automatic rotations; people rotate it by default.", 1, 1000)
                        ),
                        Optional("perTenant", Flag("Whether the system makes one for each tenant; false by default.")),
                        Optional("description", Text("What it is, for people."))
                    )
                )
            )
        );

    internal static ObjectShape ContainerRegistry { get; } =
        ComponentShapes.Of(
            ComponentKind.ContainerRegistry,
            "Container images by name and tag.",
            Optional(
                "repositories",
                ListOf(
                    "Image repositories; one for each workload without an image of its own by default.",
                    Text("Repository.", "[a-z0-9]+([._/-][a-z0-9]+)*", "lower case, like 'team/api'")
                )
            ),
            Optional("immutableTags", Flag("Whether a tag can never be moved; false by default.")),
            Optional("scanOnPush", Flag("Whether images are scanned when pushed; true by default.")),
            Optional("keepImages", Whole("Images kept per repository; all by default.", 1, 10_000))
        );
}
