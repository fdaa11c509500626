using Amazon.S3;
using Amazon.S3.Model;

namespace Infrar.Platform.Parts.Files;

/// <summary>A retention as rules that the server applies by itself.</summary>
internal static class S3Lifecycle
{
    /// <summary>Replaces the bucket's rules; called only when an administrator asks, for the bucket may hold rules of its own.</summary>
    internal static Task WriteAsync(
        IAmazonS3 client,
        string bucket,
        FileRetention retention,
        CancellationToken cancellationToken
    ) =>
        client.PutLifecycleConfigurationAsync(
            new PutLifecycleConfigurationRequest
            {
                BucketName = bucket,
                Configuration = new LifecycleConfiguration { Rules = [.. Rules(retention)] },
            },
            cancellationToken
        );

    private static IEnumerable<LifecycleRule> Rules(FileRetention retention)
    {
        yield return Rule(
            "infrar-unfinished",
            rule =>
                rule.AbortIncompleteMultipartUpload = new()
                {
                    DaysAfterInitiation = Days(FileRetention.UnfinishedAfter),
                }
        );
        if (retention.ExpireAfter is { } expire)
        {
            yield return Rule("infrar-expire", rule => rule.Expiration = new() { Days = Days(expire) });
        }
        if (retention.ColdAfter is { } cold)
        {
            // The one cold class that is read at once; deeper ones must be asked for and waited on.
            yield return Rule(
                "infrar-cold",
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
