using Amazon.S3;
using Amazon.S3.Model;

namespace Infrar.Platform.Parts.Files;

/// <summary>A retention as rules that the server applies by itself.</summary>
internal static class S3Lifecycle
{
    private const string Prefix = "infrar-";

    /// <summary>Puts our rules in the place of those that we had; rules of others stay.</summary>
    internal static async Task WriteAsync(
        IAmazonS3 client,
        string bucket,
        FileRetention retention,
        CancellationToken cancellationToken
    )
    {
        var others = (await ReadAsync(client, bucket, cancellationToken)).Where(rule =>
            rule.Id?.StartsWith(Prefix, StringComparison.Ordinal) is not true
        );
        await client.PutLifecycleConfigurationAsync(
            new PutLifecycleConfigurationRequest
            {
                BucketName = bucket,
                Configuration = new LifecycleConfiguration { Rules = [.. others, .. Rules(retention)] },
            },
            cancellationToken
        );
    }

    private static async Task<List<LifecycleRule>> ReadAsync(
        IAmazonS3 client,
        string bucket,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return (await client.GetLifecycleConfigurationAsync(bucket, cancellationToken)).Configuration?.Rules ?? [];
        }
        catch (AmazonS3Exception none) when (none.ErrorCode is "NoSuchLifecycleConfiguration")
        {
            return [];
        }
    }

    private static IEnumerable<LifecycleRule> Rules(FileRetention retention)
    {
        yield return Rule(
            Prefix + "unfinished",
            rule =>
                rule.AbortIncompleteMultipartUpload = new()
                {
                    DaysAfterInitiation = Days(FileRetention.UnfinishedAfter),
                }
        );
        if (retention.ExpireAfter is { } expire)
        {
            yield return Rule(Prefix + "expire", rule => rule.Expiration = new() { Days = Days(expire) });
        }
        if (retention.ColdAfter is { } cold)
        {
            // The one cold class that is read at once; deeper ones must be asked for and waited on.
            yield return Rule(
                Prefix + "cold",
                rule =>
                    rule.Transitions = [
                        new() { Days = Days(cold), StorageClass = S3StorageClass.GlacierInstantRetrieval },
                    ]
            );
        }
    }

    private static LifecycleRule Rule(string id, Action<LifecycleRule> set)
    {
        var rule = new LifecycleRule
        {
            Id = id,
            Status = LifecycleRuleStatus.Enabled,
            Filter = new() { LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = "" } },
        };
        set(rule);
        return rule;
    }

    private static int Days(TimeSpan age) => (int)Math.Ceiling(age.TotalDays);
}
