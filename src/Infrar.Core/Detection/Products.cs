using System.Collections.Frozen;
using Infrar.Core.Manifests;

namespace Infrar.Core.Detection;

/// <summary>What a client library or a variable speaks of.</summary>
internal static class Products
{
    private static readonly FrozenSet<string> PostgreSql = Words(
        "pg postgres postgres.js pg-promise slonik @neondatabase/serverless psycopg2 psycopg2-binary psycopg asyncpg pg8000 npgsql "
            + "npgsql.entityframeworkcore.postgresql aspire.npgsql aspire.npgsql.entityframeworkcore.postgresql marten postgresql "
            + "github.com/lib/pq github.com/jackc/pgx github.com/jackc/pgx/v4 github.com/jackc/pgx/v5 gorm.io/driver/postgres "
            + "quarkus-jdbc-postgresql tokio-postgres postgrex"
    );

    private static readonly FrozenSet<string> Redis = Words(
        "redis ioredis bullmq bull bee-queue connect-redis @redis/client hiredis django-redis rq stackexchange.redis "
            + "microsoft.extensions.caching.stackexchangeredis aspire.stackexchange.redis github.com/go-redis/redis/v8 "
            + "github.com/redis/go-redis/v9 github.com/gomodule/redigo github.com/hibiken/asynq jedis lettuce-core "
            + "spring-boot-starter-data-redis sidekiq resque predis/predis laravel/horizon redix deadpool-redis"
    );

    private static readonly FrozenSet<string> Files = Words(
        "@aws-sdk/client-s3 multer-s3 minio django-storages awssdk.s3 github.com/aws/aws-sdk-go-v2/service/s3 "
            + "github.com/minio/minio-go/v7 aws-sdk-s3 league/flysystem-aws-s3-v3 ex_aws_s3 rust-s3 spring-cloud-aws-starter-s3"
    );

    private static readonly FrozenDictionary<string, string> Unmet = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["MySQL"] =
            "mysql mysql2 mysqlclient pymysql pomelo.entityframeworkcore.mysql mysqlconnector mysql.data github.com/go-sql-driver/mysql "
            + "gorm.io/driver/mysql mysql-connector-java mysql-connector-j trilogy myxql",
        ["MongoDB"] =
            "mongodb mongoose pymongo mongoengine motor mongodb.driver go.mongodb.org/mongo-driver spring-boot-starter-data-mongodb mongoid",
        ["SQL Server"] =
            "mssql tedious microsoft.entityframeworkcore.sqlserver microsoft.data.sqlclient pyodbc mssql-jdbc",
        ["RabbitMQ"] =
            "amqplib pika rabbitmq.client masstransit.rabbitmq eventbusrabbitmq aspire.rabbitmq.client github.com/rabbitmq/amqp091-go "
            + "github.com/streadway/amqp spring-boot-starter-amqp bunny lapin",
        ["Kafka"] =
            "kafkajs kafka-python confluent-kafka confluent.kafka github.com/segmentio/kafka-go spring-kafka ruby-kafka rdkafka",
        ["Elasticsearch"] =
            "@elastic/elasticsearch elasticsearch nest elastic.clients.elasticsearch github.com/elastic/go-elasticsearch/v8 searchkick "
            + "spring-boot-starter-data-elasticsearch opensearch-py @opensearch-project/opensearch",
        ["Memcached"] = "memcached memjs pymemcache pylibmc dalli github.com/bradfitz/gomemcache",
        ["Cassandra"] = "cassandra-driver github.com/gocql/gocql spring-boot-starter-data-cassandra",
        ["NATS"] = "nats nats-py github.com/nats-io/nats.go nats.net",
    }
        .SelectMany(p => p.Value.Split(' '), (p, library) => (library, p.Key))
        .ToFrozenDictionary(p => p.library, p => p.Key, StringComparer.Ordinal);

    /// <summary>The data component that a library is a client of; null for none.</summary>
    internal static ComponentKind? Needed(string library) =>
        PostgreSql.Contains(library) ? ComponentKind.PostgreSql
        : Redis.Contains(library) ? ComponentKind.Redis
        : Files.Contains(library) ? ComponentKind.ObjectStore
        : null;

    /// <summary>A product that a library is a client of and that the manifest has no kind for; null for none.</summary>
    internal static string? UnmetBy(string library) => Unmet.GetValueOrDefault(library);

    /// <summary>The data component that a variable's name speaks of; null for none.</summary>
    internal static ComponentKind? NeededBy(string variable) =>
        variable.StartsWith("POSTGRES", StringComparison.Ordinal) || variable is "PGHOST" or "PGDATABASE"
            ? ComponentKind.PostgreSql
        : variable.StartsWith("REDIS_", StringComparison.Ordinal) ? ComponentKind.Redis
        : variable.StartsWith("S3_", StringComparison.Ordinal)
        || variable is "AWS_S3_BUCKET" or "AWS_BUCKET" or "AWS_STORAGE_BUCKET_NAME" or "AWS_S3_BUCKET_NAME"
            ? ComponentKind.ObjectStore
        : null;

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
