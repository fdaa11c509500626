using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>A Lambda function: requests, and memory for as long as they take.</summary>
internal sealed class LambdaFunctionRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_lambda_function";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var architecture = resource["architectures"].Items().FirstOrDefault()?.AsText() == "arm64" ? "arm64" : "x86";
        BillRequests(resource, meter, architecture);
        SayOptions(resource, meter);
    }

    private static void BillRequests(Resource resource, Meter meter, string architecture)
    {
        meter.BillUsage(
            "Requests",
            new("AWSLambda", resource.Region, "request", ("arch", architecture)),
            "monthly_requests"
        );
        if (
            meter.Usage("monthly_requests") is not { } requests
            || meter.Usage("request_duration_ms") is not { } duration
        )
        {
            meter.Unpriced(
                "Duration",
                "It depends on use, and no usage states monthly_requests and request_duration_ms."
            );
            return;
        }

        // 128 MB is the provider's default for memory_size.
        var memory = (resource["memory_size"].AsNumber() ?? 128m) / 1024m;
        meter.Bill(
            "Duration",
            new("AWSLambda", resource.Region, "GB-second", ("arch", architecture)),
            new(
                requests.Least * duration.Least * memory / 1000m,
                requests.Expected * duration.Expected * memory / 1000m,
                requests.Most * duration.Most * memory / 1000m
            ),
            QuantityOrigin.Usage,
            $"monthly_requests × request_duration_ms ÷ 1000 × {EstimateJson.Exact(memory)} GB"
        );
    }

    /// <summary>What a function may have beyond memory, and is billed for by the second.</summary>
    private static void SayOptions(Resource resource, Meter meter)
    {
        const decimal IncludedStorageMB = 512m;
        if (resource["ephemeral_storage.size"].AsNumber() is > IncludedStorageMB and var size)
        {
            NotInBook.Say(
                meter,
                resource,
                $"Ephemeral storage beyond 512 MB ({EstimateJson.Exact(size - IncludedStorageMB)} MB)",
                "AWSLambda, GB-second of ephemeral storage"
            );
        }

        var isJava = resource["runtime"].AsText()?.StartsWith("java", StringComparison.Ordinal) is true;
        if (resource["snap_start.apply_on"].AsText() == "PublishedVersions" && !isJava)
        {
            NotInBook.Say(meter, resource, "SnapStart", "AWSLambda, snapshots cached and restored");
        }
    }
}
