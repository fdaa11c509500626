using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.CheckCase;

namespace Infrar.Providers.Tests.Checks;

/// <summary>Resources of the clouds beside AWS, right and wrong.</summary>
internal static class OtherCloudCases
{
    private static readonly Value Unknown = new Value.Unknown();
    private static readonly Requirements ThreeNines = new() { AvailabilityPercent = 99.9m };
    private static readonly Resource Valkey = Of(
        "digitalocean_database_cluster",
        ("engine", "valkey"),
        ("node_count", 2)
    );

    internal static CheckCase[] All { get; } =
    [
        Fails("ENC020", "a plain address of a managed cache", App(("env", Variable("redis://cache:25061"))), Valkey),
        Passes("ENC020", "an encrypted address", App(("env", Variable("rediss://cache:25061"))), Valkey),
        NearMiss(
            "ENC020",
            "a plain address where no managed cache is",
            App(("env", Variable("redis://cache:6379"))),
            Of("digitalocean_database_cluster", ("engine", "pg"), ("node_count", 2))
        ),
        Fails("AVA014", "one node", Of("digitalocean_database_cluster", ("engine", "pg"), ("node_count", 1))) with
        {
            Required = ThreeNines,
            Severity = Severity.High,
        },
        Passes("AVA014", "two nodes", Of("digitalocean_database_cluster", ("engine", "pg"), ("node_count", 2))),
        NearMiss("AVA014", "as many as a variable says", Of("digitalocean_database_cluster", ("node_count", Unknown))),
        Fails("BAK013", "a Space without versions", Of("digitalocean_spaces_bucket", ("acl", "private"))),
        Passes(
            "BAK013",
            "a Space with versions",
            Of("digitalocean_spaces_bucket", ("versioning", Block(("enabled", true))))
        ),
        NearMiss(
            "BAK013",
            "a Space of which it is not known",
            Of("digitalocean_spaces_bucket", ("versioning", Unknown))
        ),
        Fails("OPS021", "the tag latest", App(("image", Block(("repository", "api"), ("tag", "latest"))))),
        Passes("OPS021", "a version", App(("image", Block(("repository", "api"), ("tag", "1.4.2"))))),
        NearMiss(
            "OPS021",
            "latest with a digest, which decides",
            App(("image", Block(("repository", "api"), ("tag", "latest"), ("digest", "sha256:00"))))
        ),
        Fails("PUB001", "a Space that anybody lists", Of("digitalocean_spaces_bucket", ("acl", "public-read"))),
        Passes("PUB001", "a private Space", Of("digitalocean_spaces_bucket", ("acl", "private"))),
        NearMiss("PUB001", "a Space of which it is not known", Of("digitalocean_spaces_bucket", ("acl", Unknown))),
        Fails("AVA015", "a load balancer before one server", Of("hcloud_server", ("backups", true)), Balanced()),
        Passes(
            "AVA015",
            "a load balancer before two",
            Of("hcloud_server", ("backups", true)),
            Of("hcloud_server", ("backups", true)) with
            {
                Name = "second",
            },
            Balanced()
        ),
        NearMiss("AVA015", "a server that nothing is led to", Of("hcloud_server", ("backups", true))),
        Fails("AVA016", "a volume without protection", Of("hcloud_volume", ("size", 20))),
        Passes("AVA016", "a volume with it", Of("hcloud_volume", ("delete_protection", true))),
        NearMiss("AVA016", "a volume of which it is not known", Of("hcloud_volume", ("delete_protection", Unknown))),
        Fails("BAK014", "a server with a volume and no copy", Of("hcloud_server", ("backups", false)), Volume()),
        Passes("BAK014", "a server with a copy", Of("hcloud_server", ("backups", true)), Volume()),
        NearMiss("BAK014", "a server that holds no data", Of("hcloud_server", ("backups", false))),
        Fails("ENC021", "a zone that is encrypted half the way", Zone("ssl", "flexible")) with
        {
            Severity = Severity.High,
        },
        Fails("ENC021", "a zone that takes TLS 1.0", Zone("min_tls_version", "1.0")) with
        {
            Severity = Severity.Medium,
        },
        Passes("ENC021", "a zone that is encrypted all the way", Zone("ssl", "strict")),
        NearMiss("ENC021", "another setting that is off", Zone("rocket_loader", "off")),
        Fails("ENC022", "an instance that takes both", Sql(Network(("ssl_mode", "ALLOW_UNENCRYPTED_AND_ENCRYPTED")))),
        Passes("ENC022", "an instance that takes TLS alone", Sql(Network(("ssl_mode", "ENCRYPTED_ONLY")))),
        NearMiss("ENC022", "an instance that says nothing", Sql(("tier", "db-f1-micro"))),
        Fails("BAK015", "an instance without backups", Sql(("tier", "db-f1-micro"))),
        Passes("BAK015", "an instance with backups", Sql(("backup_configuration", Block(("enabled", true))))),
        NearMiss(
            "BAK015",
            "a replica",
            Of(
                "google_sql_database_instance",
                ("master_instance_name", "main"),
                ("settings", Block(("tier", "db-f1-micro")))
            )
        ),
        Fails("AVA017", "an instance in one zone", Sql(("availability_type", "ZONAL"))) with
        {
            Required = ThreeNines,
            Severity = Severity.High,
        },
        Passes("AVA017", "an instance in two", Sql(("availability_type", "REGIONAL"))),
        NearMiss("AVA017", "an instance of which it is not known", Sql(("availability_type", Unknown))),
        Fails("PUB002", "a bucket for all users", Member("allUsers")),
        Passes("PUB002", "a bucket for one account", Member("serviceAccount:web@shop.iam.gserviceaccount.com")),
        NearMiss("PUB002", "a group whose name sounds like it", Member("group:allUsers@shop.example")),
        Fails(
            "PUB003",
            "the whole internet",
            Sql(Network(("ipv4_enabled", true), ("authorized_networks", Block(("value", "0.0.0.0/0")))))
        ),
        Passes("PUB003", "one office", Sql(Network(("authorized_networks", Block(("value", "192.0.2.0/24")))))),
        NearMiss(
            "PUB003",
            "the whole internet without a public address",
            Sql(Network(("ipv4_enabled", false), ("authorized_networks", Block(("value", "0.0.0.0/0")))))
        ),
        Fails("ENC023", "an account over HTTP", Of("azurerm_storage_account", ("https_traffic_only_enabled", false))),
        Fails("ENC023", "an account over TLS 1.0", Of("azurerm_storage_account", ("min_tls_version", "TLS1_0"))),
        Passes("ENC023", "an account over TLS 1.2", Of("azurerm_storage_account", ("min_tls_version", "TLS1_2"))),
        NearMiss(
            "ENC023",
            "an account that says nothing, which is right",
            Of("azurerm_storage_account", ("name", "shop"))
        ),
        Fails("ENC024", "a cache with a plain port", Of("azurerm_redis_cache", ("non_ssl_port_enabled", true))),
        Passes("ENC024", "a cache without", Of("azurerm_redis_cache", ("non_ssl_port_enabled", false))),
        NearMiss("ENC024", "a cache that says nothing, which is right", Of("azurerm_redis_cache", ("name", "shop"))),
        Fails("ENC025", "a server over TLS 1.0", Of("azurerm_mssql_server", ("minimum_tls_version", "1.0"))),
        Fails("ENC025", "PostgreSQL told to take plain connections", Parameter("require_secure_transport", "off")),
        Passes("ENC025", "a server over TLS 1.2", Of("azurerm_mssql_server", ("minimum_tls_version", "1.2"))),
        NearMiss("ENC025", "another setting that is off", Parameter("log_connections", "off")),
        Fails("PUB004", "a container for anybody", Container("blob")),
        Passes("PUB004", "a private container", Container("private")),
        NearMiss(
            "PUB004",
            "a container in an account that forbids it",
            Container("blob"),
            Of("azurerm_storage_account", ("allow_nested_items_to_be_public", false))
        ),
    ];

    private static Resource Of(string type, params (string Name, Value Value)[] settings) =>
        new()
        {
            Type = type,
            Name = "main",
            Provider = type.Split('_')[0],
            Attributes = Map(settings),
        };

    private static Resource App(params (string, Value)[] service) =>
        Of("digitalocean_app", ("spec", Block(("name", "shop"), ("service", Block([("name", "api"), .. service])))));

    private static Value.Blocks Variable(string value) => Block(("key", "REDIS_URL"), ("value", value));

    private static Resource Balanced() =>
        Of("hcloud_load_balancer_target", ("type", "server"), ("server_id", Ref("hcloud_server.main", "id")));

    private static Resource Volume() => Of("hcloud_volume", ("server_id", Ref("hcloud_server.main", "id")));

    private static Resource Zone(string setting, string value) =>
        Of("cloudflare_zone_setting", ("zone_id", "0123"), ("setting_id", setting), ("value", value));

    private static Resource Sql(params (string, Value)[] settings) =>
        Of("google_sql_database_instance", ("settings", Block(settings)));

    private static (string, Value) Network(params (string, Value)[] settings) => ("ip_configuration", Block(settings));

    private static Resource Member(string member) =>
        Of("google_storage_bucket_iam_member", ("role", "roles/storage.objectViewer"), ("member", member));

    private static Resource Parameter(string name, string value) =>
        Of("azurerm_postgresql_flexible_server_configuration", ("name", name), ("value", value));

    private static Resource Container(string access) =>
        Of(
            "azurerm_storage_container",
            ("storage_account_id", Ref("azurerm_storage_account.main", "id")),
            ("container_access_type", access)
        );
}
