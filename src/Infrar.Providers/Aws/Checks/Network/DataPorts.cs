using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Ports that data services answer on where none is stated.</summary>
internal static class DataPorts
{
    /// <summary>The port; 0 where it cannot be told.</summary>
    public static int Of(Resource resource) =>
        resource["port"].AsNumber() is { } stated and > 0 and <= 65535 ? (int)stated
        : resource["port"] is not (Value.Null or Value.Unknown) ? 0
        : resource.Type switch
        {
            "aws_redshift_cluster" => 5439,
            "aws_docdb_cluster" => 27017,
            "aws_neptune_cluster" => 8182,
            "aws_opensearch_domain" => 443,
            "aws_elasticache_replication_group" => 6379,
            "aws_elasticache_cluster" or "aws_elasticache_serverless_cache" => resource["engine"].AsText() switch
            {
                "memcached" => 11211,
                "redis" or "valkey" => 6379,
                _ => 0,
            },
            _ => OfEngine(resource["engine"].AsText() ?? ""),
        };

    // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html, Port.
    private static int OfEngine(string engine) =>
        engine switch
        {
            "postgres" or "aurora-postgresql" => 5432,
            "mysql" or "mariadb" or "aurora-mysql" => 3306,
            _ when engine.StartsWith("oracle", StringComparison.Ordinal) => 1521,
            _ when engine.StartsWith("sqlserver", StringComparison.Ordinal) => 1433,
            _ => 0,
        };
}
