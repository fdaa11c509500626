using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>An S3 bucket: what it holds in each storage class, requests, moves between classes, data sent out.</summary>
internal sealed class BucketRule : PricingRule
{
    /// <summary>Storage classes: usage key, name in price data and lifecycle rules, and for people.</summary>
    private static readonly (string Key, string Class, string Title)[] _classes =
    [
        ("standard", "STANDARD", "Standard"),
        ("standard_infrequent_access", "STANDARD_IA", "Standard-IA"),
        ("one_zone_infrequent_access", "ONEZONE_IA", "One Zone-IA"),
        ("glacier_instant_retrieval", "GLACIER_IR", "Glacier Instant Retrieval"),
        ("glacier_flexible_retrieval", "GLACIER", "Glacier Flexible Retrieval"),
        ("glacier_deep_archive", "DEEP_ARCHIVE", "Glacier Deep Archive"),
    ];

    /// <inheritdoc/>
    public override string ResourceType => "aws_s3_bucket";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var moved = ClassesOfLifecycle(resource, meter);
        foreach (var (key, name, title) in _classes)
        {
            BillStorage(resource, meter, key, name, title, isExpected: name == "STANDARD" || moved.Contains(name));
            BillRequests(resource, meter, key, name, title);
        }

        BillGlacierRetrieval(resource, meter);
        BillIntelligentTiering(resource, meter, moved.Contains("INTELLIGENT_TIERING"));

        meter.BillUsageIfStated("Object tags", new("AmazonS3", resource.Region, "tag-month"), "object_tags");
        Traffic.Bill(resource, meter);
    }

    private static void BillStorage(
        Resource bucket,
        Meter meter,
        string key,
        string name,
        string title,
        bool isExpected
    )
    {
        var query = new PriceQuery("AmazonS3", bucket.Region, "GB-month", ("storageClass", name));
        if (isExpected)
        {
            meter.BillUsage($"Storage ({title})", query, $"{key}.storage_gb");
        }
        else
        {
            meter.BillUsageIfStated($"Storage ({title})", query, $"{key}.storage_gb");
        }
    }

    private static void BillRequests(Resource bucket, Meter meter, string key, string name, string title)
    {
        foreach (
            var (group, what, request) in (ReadOnlySpan<(string, string, string)>)
                [
                    ("Tier1", "PUT, COPY, POST, LIST requests", "monthly_tier_1_requests"),
                    ("Tier2", "GET and other requests", "monthly_tier_2_requests"),
                    ("lifecycle", "Lifecycle transitions into", "monthly_lifecycle_transition_requests"),
                ]
        )
        {
            meter.BillUsageIfStated(
                group == "lifecycle" ? $"{what} {title}" : $"{what} ({title})",
                new("AmazonS3", bucket.Region, "request", ("storageClass", name), ("group", group)),
                $"{key}.{request}"
            );
        }

        meter.BillUsageIfStated(
            $"Retrieval ({title})",
            new("AmazonS3", bucket.Region, "GB", ("storageClass", name))
            {
                // Two speeds of one class differ in their names alone; people ask for the standard one.
                Description = name == "GLACIER" ? "S3 Glacier Flexible standard retrieval" : "",
            },
            $"{key}.monthly_data_retrieval_gb"
        );
    }

    /// <summary>Retrieval from Glacier by speed, under the names that Infracost has for it.</summary>
    private static void BillGlacierRetrieval(Resource bucket, Meter meter)
    {
        foreach (var speed in (ReadOnlySpan<string>)["standard", "expedited"])
        {
            meter.BillUsageIfStated(
                $"Retrieval (Glacier Flexible Retrieval, {speed})",
                new("AmazonS3", bucket.Region, "GB", ("storageClass", "GLACIER"))
                {
                    Description = $"S3 Glacier Flexible {speed} retrieval",
                },
                $"glacier_flexible_retrieval.{speed}_data_retrieval_gb"
            );
            meter.BillUsageIfStated(
                $"Retrieval requests (Glacier Flexible Retrieval, {speed})",
                new("AmazonS3", bucket.Region, "request", ("storageClass", "GLACIER"), ("group", $"restore-{speed}")),
                $"glacier_flexible_retrieval.{speed}_data_retrieval_requests"
            );
        }
    }

    private static void BillIntelligentTiering(Resource bucket, Meter meter, bool isExpected)
    {
        const string Prefix = "intelligent_tiering";
        meter.BillUsageIfStated(
            "Lifecycle transitions into Intelligent-Tiering",
            new("AmazonS3", bucket.Region, "request", ("storageClass", "INTELLIGENT_TIERING"), ("group", "lifecycle")),
            $"{Prefix}.monthly_lifecycle_transition_requests"
        );
        foreach (
            var (what, key) in (ReadOnlySpan<(string, string)>)
                [
                    ("Storage (Intelligent-Tiering, frequent access)", $"{Prefix}.frequent_access_storage_gb"),
                    ("Storage (Intelligent-Tiering, infrequent access)", $"{Prefix}.infrequent_access_storage_gb"),
                    ("Objects monitored (Intelligent-Tiering)", $"{Prefix}.monitored_objects"),
                ]
        )
        {
            if (isExpected || meter.Usage(key) is not null)
            {
                NotInBook.Say(meter, bucket, what, "AmazonS3, Intelligent-Tiering", key);
            }
        }
    }

    /// <summary>Classes that lifecycle rules of the bucket move files to, stated beside the bucket or in it.</summary>
    private static HashSet<string> ClassesOfLifecycle(Resource bucket, Meter meter) =>
        [
            .. meter
                .Graph.ReferrersOf(bucket.Address)
                .Where(r => r.Type == "aws_s3_bucket_lifecycle_configuration")
                .SelectMany(r => r["rule"].Items())
                .Concat(bucket["lifecycle_rule"].Items().Where(r => r.At("enabled").AsFlag() is not false))
                .Where(r => r.At("status").AsText() is not "Disabled")
                .SelectMany(r => r.At("transition").Items())
                .Select(t => t.At("storage_class").AsText())
                .OfType<string>(),
        ];
}
