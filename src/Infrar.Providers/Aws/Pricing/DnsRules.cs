using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>A hosted zone, and queries that are stated for it as a whole.</summary>
internal sealed class HostedZoneRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_route53_zone";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        meter.BillFixed("Hosted zone", new("AmazonRoute53", "global", "zone-month"), 1m, "1 zone");
        DnsQueries.Bill(meter);
    }
}

/// <summary>A namespace of service discovery that names are looked up in: the hosted zone that it is, and queries.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html states what is billed.</remarks>
internal sealed class ServiceNamespaceRule(string resourceType) : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => resourceType;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        meter.BillFixed(
            "Hosted zone of the namespace",
            new("AmazonRoute53", "global", "zone-month"),
            1m,
            "1 zone that Cloud Map keeps"
        );
        DnsQueries.Bill(meter);
    }
}

/// <summary>A record: free itself; queries are billed unless it is an alias of something at AWS.</summary>
internal sealed class DnsRecordRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_route53_record";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (!resource["alias"].IsSet())
        {
            DnsQueries.Bill(meter);
        }
    }
}

/// <summary>Queries by the way they are answered.</summary>
internal static class DnsQueries
{
    /// <summary>Bills the queries that are stated.</summary>
    internal static void Bill(Meter meter)
    {
        Line("DNS queries, standard", "standard", "monthly_standard_queries");
        Line("DNS queries, by latency", "latency", "monthly_latency_based_queries");
        Line("DNS queries, by location", "geo", "monthly_geo_queries");

        void Line(string description, string type, string key) =>
            meter.BillUsageIfStated(description, new("AmazonRoute53", "global", "query", ("queryType", type)), key);
    }
}

/// <summary>A health check, by whether what it probes is at AWS, with its optional features.</summary>
internal sealed class HealthCheckRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_route53_health_check";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var endpoint = IsAtAws(resource, meter) ? "aws" : "external";
        meter.BillFixed(
            endpoint == "aws" ? "Health check" : "Health check of an endpoint elsewhere",
            new("AmazonRoute53", "global", "check-month", ("endpoint", endpoint), ("feature", "")),
            1m,
            "1 health check"
        );

        var features = FeaturesOf(resource).ToArray();
        meter.BillFixed(
            "Health check optional features",
            new("AmazonRoute53", "global", "check-month", ("endpoint", endpoint), ("feature", "true")),
            features.Length,
            string.Join(" + ", features)
        );
    }

    private static IEnumerable<string> FeaturesOf(Resource check)
    {
        var type = check["type"].AsText() ?? "";
        if (type.StartsWith("HTTPS", StringComparison.Ordinal))
        {
            yield return "HTTPS";
        }

        if (type.EndsWith("_STR_MATCH", StringComparison.Ordinal))
        {
            yield return "string matching";
        }

        if (check["request_interval"].AsNumber() == 10m)
        {
            yield return "10 s interval";
        }

        if (check["measure_latency"].AsFlag() is true)
        {
            yield return "latency measurement";
        }
    }

    /// <summary>Whether the endpoint is at AWS: it refers to a resource there, or a record of its name is an alias.</summary>
    private static bool IsAtAws(Resource check, Meter meter)
    {
        if (check["type"].AsText() is "CALCULATED" or "CLOUDWATCH_METRIC" or "RECOVERY_CONTROL")
        {
            return true;
        }

        var name = check["fqdn"];
        if (meter.Graph.Follow(name) is { } target)
        {
            return target.Type is not "aws_route53_record" || target["alias"].IsSet();
        }

        return name.AsText() is { } text
            && (
                text.EndsWith(".amazonaws.com", StringComparison.Ordinal)
                || meter.Graph.OfType("aws_route53_record").Any(r => r["name"].AsText() == text && r["alias"].IsSet())
            );
    }
}
