using System.Collections.Immutable;
using Infrar.Core.Placements;
using Infrar.Providers.Aws.Operations;

namespace Infrar.Providers.Aws.Data;

/// <summary>The data and operations half of AWS, for its provider to list.</summary>
internal static class AwsData
{
    /// <summary>Offerings that keep something.</summary>
    public static ImmutableArray<Offering> Offerings { get; } =
    [new RdsPostgreSql(), new ElastiCacheRedis(), new S3(), new SecretsManager(), new Ecr()];

    /// <summary>What looks across components, in the order that it runs; keys come last, when all are made.</summary>
    public static ImmutableArray<Action<Site>> Completers { get; } =
    [AwsMonitoring.Complete, AwsAudit.Complete, AwsBudget.Complete, EncryptionKeys.Complete];
}
