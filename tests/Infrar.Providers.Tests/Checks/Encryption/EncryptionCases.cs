using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.CheckCase;

namespace Infrar.Providers.Tests.Checks.Encryption;

/// <summary>How data lies and travels, right and wrong.</summary>
internal static class EncryptionCases
{
    private static readonly Resource Public = Made("aws_lb", "main", ("internal", false));
    private static readonly Resource Encrypted = Made(
        "aws_elasticache_replication_group",
        "cache",
        ("engine", "redis"),
        ("transit_encryption_enabled", true)
    );

    internal static CheckCase[] All { get; } =
    [
        Fails("ENC001", "a database that does not ask for encryption", Database()),
        Fails("ENC001", "a cluster that refuses it", Made("aws_rds_cluster", "main", ("storage_encrypted", false))),
        Passes("ENC001", "an encrypted database", Database(("storage_encrypted", true))),
        NearMiss("ENC001", "a replica, which lies as its source does", Database(("replicate_source_db", "main"))),
        NearMiss("ENC001", "encryption that a variable decides", Database(("storage_encrypted", new Value.Unknown()))),
        Fails("ENC002", "a Redis that does not ask for it", Cache(("engine", "redis"))),
        Passes("ENC002", "a Redis that does", Cache(("engine", "redis"), ("at_rest_encryption_enabled", "true"))),
        NearMiss("ENC002", "a Valkey, which is encrypted by itself", Cache(("engine", "valkey"))),
        Fails("ENC003", "a cache that speaks plainly", Cache(("transit_encryption_enabled", false))),
        Fails(
            "ENC003",
            "a cache that still takes plain connections",
            Cache(("transit_encryption_enabled", true), ("transit_encryption_mode", "preferred"))
        ) with
        {
            Severity = Severity.Low,
        },
        Passes(
            "ENC003",
            "a cache that requires TLS",
            Cache(("transit_encryption_enabled", true), ("transit_encryption_mode", "required"))
        ),
        NearMiss("ENC003", "a member of a global cache", Cache(("global_replication_group_id", "main"))),
        Fails("ENC004", "a volume that refuses encryption", Made("aws_ebs_volume", "data", ("encrypted", false))),
        Fails(
            "ENC004",
            "a server whose disk refuses it",
            Made("aws_instance", "web", ("root_block_device", Block(("encrypted", false))))
        ),
        Passes("ENC004", "an encrypted volume", Made("aws_ebs_volume", "data", ("encrypted", true))),
        NearMiss(
            "ENC004",
            "a volume in an account that encrypts by default",
            Made("aws_ebs_volume", "data", ("size", 20)),
            Made("aws_ebs_encryption_by_default", "main", ("enabled", true))
        ),
        NearMiss(
            "ENC004",
            "a disk that leaves it to the account",
            Made("aws_instance", "web", ("root_block_device", Block(("volume_size", 20))))
        ),
        Fails("ENC005", "a file system without encryption", Made("aws_efs_file_system", "files", ("encrypted", false))),
        Passes("ENC005", "an encrypted file system", Made("aws_efs_file_system", "files", ("encrypted", true))),
        NearMiss(
            "ENC005",
            "a file system of which it is not known",
            Made("aws_efs_file_system", "files", ("encrypted", new Value.Unknown()))
        ),
        Fails("ENC006", "a queue that turns it off", Made("aws_sqs_queue", "jobs", ("sqs_managed_sse_enabled", false))),
        Fails("ENC006", "a stream without it", Made("aws_kinesis_stream", "events", ("shard_count", 1))),
        Passes("ENC006", "a stream with it", Made("aws_kinesis_stream", "events", ("encryption_type", "KMS"))),
        NearMiss(
            "ENC006",
            "a queue with a key in place of it",
            Made("aws_sqs_queue", "jobs", ("sqs_managed_sse_enabled", false), ("kms_master_key_id", "alias/jobs"))
        ),
        NearMiss("ENC006", "a queue that says nothing", Made("aws_sqs_queue", "jobs", ("name", "jobs"))),
        Fails("ENC007", "a key that stays", Made("aws_kms_key", "main", ("description", "Data"))),
        Passes("ENC007", "a key that changes", Made("aws_kms_key", "main", ("enable_key_rotation", true))),
        NearMiss(
            "ENC007",
            "a key that signs, which AWS cannot rotate",
            Made("aws_kms_key", "main", ("customer_master_key_spec", "ECC_NIST_P256"), ("key_usage", "SIGN_VERIFY"))
        ),
        Fails("ENC008", "a public listener that serves over HTTP", Listener("HTTP", "forward"), Public),
        Passes("ENC008", "a listener that serves over HTTPS", Listener("HTTPS", "forward"), Public),
        NearMiss("ENC008", "a listener that only redirects", Listener("HTTP", "redirect"), Public),
        NearMiss(
            "ENC008",
            "a listener inside the network",
            Listener("HTTP", "forward"),
            Made("aws_lb", "main", ("internal", true))
        ),
        Fails("ENC009", "a public classic load balancer over HTTP", Classic(false, "http")),
        Passes("ENC009", "one over HTTPS", Classic(false, "https")),
        NearMiss("ENC009", "one inside the network", Classic(true, "HTTP")),
        Fails("ENC010", "a policy that takes TLS 1.0", Listening("HTTPS", "ELBSecurityPolicy-2016-08")),
        Fails("ENC010", "a policy of TLS 1.3 that takes 1.1", Listening("TLS", "ELBSecurityPolicy-TLS13-1-1-2021-06")),
        Passes("ENC010", "a policy from TLS 1.2", Listening("HTTPS", "ELBSecurityPolicy-TLS13-1-2-2021-06")),
        NearMiss("ENC010", "a listener without TLS, which has no policy", Listener("HTTP", "redirect"), Public),
        Fails(
            "ENC011",
            "paths that are delivered over HTTP",
            Distribution(("default_cache_behavior", Viewers("allow-all")))
        ),
        Passes("ENC011", "a redirect", Distribution(("default_cache_behavior", Viewers("redirect-to-https")))),
        NearMiss("ENC011", "HTTPS alone", Distribution(("default_cache_behavior", Viewers("https-only")))),
        Fails("ENC012", "TLS 1.1", Distribution(("viewer_certificate", Certificate("TLSv1.1_2016")))),
        Passes("ENC012", "TLS 1.2", Distribution(("viewer_certificate", Certificate("TLSv1.2_2021")))),
        NearMiss(
            "ENC012",
            "CloudFront's own certificate, where it has no effect",
            Distribution(
                (
                    "viewer_certificate",
                    Block(("cloudfront_default_certificate", true), ("minimum_protocol_version", "TLSv1"))
                )
            )
        ),
        Fails("ENC013", "an origin over HTTP", Distribution(("origin", Origin("http-only", "TLSv1.2")))),
        Fails("ENC013", "an origin over TLS 1.0", Distribution(("origin", Origin("https-only", "TLSv1")))) with
        {
            Severity = Severity.Low,
        },
        Passes("ENC013", "an origin over TLS 1.2", Distribution(("origin", Origin("https-only", "TLSv1.2")))),
        NearMiss(
            "ENC013",
            "a bucket's website, which speaks HTTP alone",
            Distribution(("origin", Origin("http-only", "TLSv1.2", "shop.s3-website-eu-west-1.amazonaws.com")))
        ),
        Fails(
            "ENC014",
            "PostgreSQL told to take plain connections",
            Parametrised("postgres"),
            Parameters("rds.force_ssl", "0")
        ),
        Passes("ENC014", "PostgreSQL told not to", Parametrised("postgres"), Parameters("rds.force_ssl", "1")),
        NearMiss("ENC014", "MySQL with PostgreSQL's setting", Parametrised("mysql"), Parameters("rds.force_ssl", "0")),
        Fails(
            "ENC015",
            "a plain address of an encrypted cache",
            Task("REDIS_URL", "redis://cache.internal:6379"),
            Encrypted
        ),
        Passes("ENC015", "an encrypted address", Task("REDIS_URL", "rediss://cache.internal:6379"), Encrypted),
        NearMiss(
            "ENC015",
            "a plain address where one cache of two takes it",
            Task("REDIS_URL", "redis://cache.internal:6379"),
            Encrypted,
            Cache(("transit_encryption_enabled", false))
        ),
        Fails(
            "ENC016",
            "an address that turns TLS off",
            Task("DATABASE_URL", "postgres://db/shop?sslmode=disable")
        ) with
        {
            Severity = Severity.Medium,
        },
        Fails("ENC016", "an address that says nothing of it", Task("DATABASE_URL", "postgresql://db/shop")) with
        {
            Severity = Severity.Low,
        },
        Passes("ENC016", "an address that asks for it", Task("DATABASE_URL", "postgres://db/shop?sslmode=verify-full")),
        NearMiss("ENC016", "an address of another protocol", Task("API_URL", "https://db/shop")),
        Fails("ENC017", "a bucket without a policy", Bucket()),
        Fails(
            "ENC017",
            "a bucket whose policy denies something else",
            Bucket(),
            Policy("Deny", "s3:TlsVersion", "1.2")
        ),
        Passes("ENC017", "a bucket that refuses plain HTTP", Bucket(), Policy("Deny", "aws:SecureTransport", "false")),
        NearMiss(
            "ENC017",
            "a policy that is not known",
            Bucket(),
            Made(
                "aws_s3_bucket_policy",
                "files",
                ("bucket", Ref("aws_s3_bucket.files", "id")),
                ("policy", new Value.Unknown())
            )
        ),
        Fails("ENC018", "a domain that encrypts nothing between nodes", Search(true, false)),
        Passes("ENC018", "a domain that encrypts everything", Search(true, true)),
        NearMiss("ENC018", "a domain of which it is not known", Search(true, new Value.Unknown())),
        Fails("ENC019", "a cluster that takes both", Kafka("TLS_PLAINTEXT")),
        Passes("ENC019", "a cluster that takes TLS alone", Kafka("TLS")),
        NearMiss("ENC019", "a cluster that says nothing, and takes TLS alone", Made("aws_msk_cluster", "events")),
    ];

    private static Resource Database(params (string, Value)[] settings) => Made("aws_db_instance", "main", settings);

    private static Resource Cache(params (string, Value)[] settings) =>
        Made("aws_elasticache_replication_group", "main", settings);

    private static Resource Distribution(params (string, Value)[] settings) =>
        Made("aws_cloudfront_distribution", "web", settings);

    private static Resource Bucket() => Made("aws_s3_bucket", "files", ("bucket", "files"));

    private static Resource Listener(string protocol, string action) =>
        Made(
            "aws_lb_listener",
            "main",
            ("load_balancer_arn", Ref("aws_lb.main", "arn")),
            ("protocol", protocol),
            (
                "default_action",
                Block(
                    ("type", action),
                    ("redirect", action == "redirect" ? Block(("protocol", "HTTPS"), ("port", "443")) : Value.None)
                )
            )
        );

    private static Resource Listening(string protocol, string policy) =>
        Made("aws_lb_listener", "main", ("protocol", protocol), ("ssl_policy", policy));

    private static Resource Classic(bool isInternal, string protocol) =>
        Made(
            "aws_elb",
            "main",
            ("internal", isInternal),
            ("listener", Block(("lb_port", 80), ("lb_protocol", protocol), ("instance_port", 80)))
        );

    private static Value.Blocks Viewers(string policy) => Block(("viewer_protocol_policy", policy));

    private static Value.Blocks Certificate(string version) =>
        Block(("acm_certificate_arn", "arn:aws:acm:us-east-1:1:certificate/1"), ("minimum_protocol_version", version));

    private static Value.Blocks Origin(string policy, string protocol, string domain = "api.shop.example") =>
        Block(
            ("origin_id", "api"),
            ("domain_name", domain),
            (
                "custom_origin_config",
                Block(("origin_protocol_policy", policy), ("origin_ssl_protocols", List((Value)protocol)))
            )
        );

    private static Resource Parametrised(string engine) =>
        Database(("engine", engine), ("parameter_group_name", Ref("aws_db_parameter_group.main", "name")));

    private static Resource Parameters(string name, string value) =>
        Made(
            "aws_db_parameter_group",
            "main",
            ("family", "postgres15"),
            ("parameter", Block(("name", name), ("value", value)))
        );

    private static Resource Task(string variable, string value) =>
        Made(
            "aws_ecs_task_definition",
            "api",
            (
                "container_definitions",
                new Value.Json(
                    List(
                        Map(
                            ("name", "api"),
                            ("image", "shop/api:1"),
                            ("environment", List(Map(("name", variable), ("value", value))))
                        )
                    )
                )
            )
        );

    private static Resource Policy(string effect, string condition, string value) =>
        Made(
            "aws_s3_bucket_policy",
            "files",
            ("bucket", Ref("aws_s3_bucket.files", "id")),
            (
                "policy",
                new Value.Json(
                    Map(
                        ("Version", "2012-10-17"),
                        (
                            "Statement",
                            List(
                                Map(
                                    ("Effect", effect),
                                    ("Principal", "*"),
                                    ("Action", "s3:*"),
                                    ("Resource", "arn:aws:s3:::files/*"),
                                    ("Condition", Map(("Bool", Map((condition, value)))))
                                )
                            )
                        )
                    )
                )
            )
        );

    private static Resource Search(bool atRest, Value between) =>
        Made(
            "aws_opensearch_domain",
            "search",
            ("encrypt_at_rest", Block(("enabled", atRest))),
            ("node_to_node_encryption", Block(("enabled", between))),
            ("domain_endpoint_options", Block(("enforce_https", true)))
        );

    private static Resource Kafka(string brokers) =>
        Made(
            "aws_msk_cluster",
            "events",
            ("encryption_info", Block(("encryption_in_transit", Block(("client_broker", brokers)))))
        );
}
