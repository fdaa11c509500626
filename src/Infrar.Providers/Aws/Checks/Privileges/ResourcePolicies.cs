using System.Collections.Immutable;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Where resources state who may use them.</summary>
internal static class ResourcePolicies
{
    /// <summary>Resource types and their attribute; buckets first.</summary>
    public static ImmutableArray<(string Type, string Setting)> Settings { get; } =
    [
        ("aws_s3_bucket_policy", "policy"),
        ("aws_s3_bucket", "policy"),
        ("aws_kms_key", "policy"),
        ("aws_kms_key_policy", "policy"),
        ("aws_sns_topic", "policy"),
        ("aws_sns_topic_policy", "policy"),
        ("aws_sqs_queue", "policy"),
        ("aws_sqs_queue_policy", "policy"),
        ("aws_ecr_repository_policy", "policy"),
        ("aws_secretsmanager_secret", "policy"),
        ("aws_secretsmanager_secret_policy", "policy"),
        ("aws_efs_file_system_policy", "policy"),
        ("aws_backup_vault_policy", "policy"),
        ("aws_opensearch_domain", "access_policies"),
        ("aws_opensearch_domain_policy", "access_policies"),
        ("aws_cloudwatch_event_bus_policy", "policy"),
        ("aws_dynamodb_resource_policy", "policy"),
    ];

    /// <summary>The types.</summary>
    public static ImmutableArray<string> Types { get; } = [.. Settings.Select(s => s.Type)];

    /// <summary>Whether a type is a bucket or its policy.</summary>
    public static bool IsBucket(string type) => type.StartsWith("aws_s3_bucket", StringComparison.Ordinal);
}
