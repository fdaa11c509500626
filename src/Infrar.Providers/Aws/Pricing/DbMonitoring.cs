using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>What watching an RDS instance costs, and support for a version past its end.</summary>
internal static class DbMonitoring
{
    /// <summary>Bills Performance Insights, Enhanced Monitoring and extended support.</summary>
    internal static void Bill(DbInstanceRule.Instance db, string instanceClass, Meter meter)
    {
        BillInsights(db, instanceClass, meter);
        if (db.Resource["monitoring_interval"].AsNumber() > 0m)
        {
            meter.BillUsage(
                "Enhanced Monitoring logs",
                LogGroupRule.Ingestion(db.Region, "STANDARD"),
                "enhanced_monitoring_gb"
            );
        }

        BillExtendedSupport(db, instanceClass, meter);
    }

    private static void BillInsights(DbInstanceRule.Instance db, string instanceClass, Meter meter)
    {
        if (db.Resource["database_insights_mode"].AsText() == "advanced")
        {
            meter.Unpriced("Database Insights, advanced", "The price book has no price for it.");
        }

        // Seven days are free.
        var days = db.Resource["performance_insights_retention_period"].AsNumber() ?? 7m;
        if (db.Resource["performance_insights_enabled"].AsFlag() is true && days > 7m)
        {
            BillByProcessor(
                db,
                instanceClass,
                meter,
                "Performance Insights retention",
                new(
                    "AmazonRDS",
                    db.Region,
                    "vCPU-month",
                    ("instanceType", instanceClass),
                    ("feature", $"performance-insights-{EstimateJson.Exact(days)}d")
                ),
                1m
            );
        }

        if (meter.Usage("monthly_additional_performance_insights_requests") is { Most: > 0m })
        {
            meter.Unpriced("Performance Insights requests", "The price book has no price for them.");
        }
    }

    /// <summary>Versions past their standard support on RDS are billed per processor unless opted out of.</summary>
    private static void BillExtendedSupport(DbInstanceRule.Instance db, string instanceClass, Meter meter)
    {
        if (
            PastStandardSupport(db) is not { } major
            || db["engine_lifecycle_support"].AsText() == "open-source-rds-extended-support-disabled"
        )
        {
            return;
        }

        BillByProcessor(
            db,
            instanceClass,
            meter,
            $"Extended support of version {major}, years 1 and 2",
            new(
                "AmazonRDS",
                db.Region,
                "vCPU-hour",
                ("resource", "extended-support"),
                ("engineVersion", major),
                ("year", "")
            ),
            Meter.HoursPerMonth
        );
    }

    /// <summary>The major version, where standard support of it has ended.</summary>
    /// <remarks>
    /// https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html and
    /// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html
    /// </remarks>
    private static string? PastStandardSupport(DbInstanceRule.Instance db)
    {
        var parts = (db["engine_version"].AsText() ?? "").Split('.');
        return (db.Engine, parts) switch
        {
            ("PostgreSQL", ["11" or "12" or "13", ..]) => parts[0],
            ("MySQL", ["5", "7", ..] or ["8", "0", ..]) => $"{parts[0]}.{parts[1]}",
            _ => null,
        };
    }

    private static void BillByProcessor(
        DbInstanceRule.Instance db,
        string instanceClass,
        Meter meter,
        string description,
        PriceQuery query,
        decimal each
    )
    {
        if (ProcessorsOf(instanceClass) is not { } processors)
        {
            meter.Unpriced(description, $"The number of processors of {instanceClass} is not known.");
            return;
        }

        // A standby is billed like the primary.
        var instances = db.DeploymentOption == "Multi-AZ" ? 2m : 1m;
        meter.BillFixed(
            description,
            query,
            instances * processors * each,
            $"{EstimateJson.Exact(instances)} instances × {EstimateJson.Exact(processors)} vCPU × {EstimateJson.Exact(each)}"
        );
    }

    /// <summary>Virtual processors by the size in an instance class: up to large 2, then doubling with xlarge.</summary>
    internal static decimal? ProcessorsOf(string instanceClass)
    {
        var size = instanceClass.Split('.')[^1];
        return size switch
        {
            "micro" or "small" or "medium" or "large" => 2m,
            "xlarge" => 4m,
            _ when size.EndsWith("xlarge", StringComparison.Ordinal) && int.TryParse(size[..^6], out var times) => 4m
                * times,
            _ => null,
        };
    }
}
