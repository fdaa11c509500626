using System.Text.RegularExpressions;

namespace Infrar.Core.Compose;

/// <summary>Reads image references.</summary>
internal static partial class ComposeImages
{
    /// <summary>The reference with each variable replaced by its default, where it states one.</summary>
    internal static string Filled(string image) => Default().Replace(image, "$1");

    /// <summary>Last part of the path, without tag and digest.</summary>
    internal static string ProductOf(string image)
    {
        var path = image.Split('@')[0];
        var last = path[(path.LastIndexOf('/') + 1)..];
        return last.Split(':')[0].ToLowerInvariant();
    }

    /// <summary>Major version that the tag begins with, 1 or 2 digits; null when it begins otherwise.</summary>
    internal static string? MajorOf(string image)
    {
        var match = Major().Match(image.Split('@')[0]);
        return match.Success ? match.Groups[1].Value : null;
    }

    /// <summary>Whether a container of it keeps data, so that running it as a plain container loses something.</summary>
    internal static bool KeepsData(string product) =>
        product
            is "mysql"
                or "mariadb"
                or "mongo"
                or "mongodb"
                or "rabbitmq"
                or "kafka"
                or "cassandra"
                or "elasticsearch"
                or "opensearch"
                or "clickhouse-server"
                or "neo4j"
                or "couchdb"
                or "influxdb"
                or "mssql"
                or "memcached"
                or "nats"
                or "meilisearch"
                or "qdrant";

    [GeneratedRegex(@"\$\{[A-Za-z_][A-Za-z0-9_]*:?-([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Default();

    [GeneratedRegex(@":(?:pg|v|RELEASE\.)?([0-9]{1,2})(?:[^0-9][^/]*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Major();
}
