using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using static Infrar.Providers.Tests.Aws.Data.DataSystem;

namespace Infrar.Providers.Tests.Aws.Data;

public sealed class OperationsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static SystemDescription Watched { get; } =
        Of(Database, Cache with { Replicas = 1 }, Uploads, Registry, Platform) with
        {
            AuditTrail = true,
            Monitoring = new()
            {
                Alarms =
                [
                    new("platform", AlarmSignal.ErrorRate, 5m, Minute, 5),
                    new("platform", AlarmSignal.Latency, 500m, Minute, 3),
                    new("platform", AlarmSignal.Cpu, 85m, TimeSpan.FromSeconds(90), 2),
                    new("platform", AlarmSignal.Memory, 85m, 5 * Minute, 2),
                    new("database", AlarmSignal.Cpu, 80m, 5 * Minute, 2),
                    new("database", AlarmSignal.Memory, 90m, 5 * Minute, 2),
                    new("database", AlarmSignal.FreeStorage, 10m, 5 * Minute, 1),
                    new("cache", AlarmSignal.Memory, 80m, 5 * Minute, 2),
                ],
                CustomMetrics = ["deployments", "plan_duration"],
                Dashboard = true,
                Notify = ["ops@infrar.io", "on-call@infrar.io"],
            },
            Requirements = new() { MonthlyBudget = 1200m },
        };

    [Fact]
    public void Alarms_trail_and_budget_are_written_out() =>
        Place(Watched).MatchGolden("operations", "monitoring", "audit", "budget");

    [Fact]
    public void Every_alarm_is_made_and_heard()
    {
        var placement = Place(Watched);

        var alarms = placement.Graph.OfType("aws_cloudwatch_metric_alarm").ToList();
        Assert.Equal(Watched.Monitoring.Alarms.Length, alarms.Count);
        Assert.All(
            alarms,
            a => Assert.Equal(Values.Ref("aws_sns_topic.alarms", "arn"), Assert.Single(a["alarm_actions"].Items()))
        );
        Assert.Equal(2, placement.Graph.OfType("aws_sns_topic_subscription").Count());
    }

    [Theory]
    [InlineData("platform_latency", 0.5)]
    [InlineData("platform_cpu", 85)]
    [InlineData("database_free_storage", 10737418240)]
    public void Thresholds_are_in_the_unit_of_the_metric(string alarm, double threshold) =>
        Assert.Equal(
            (decimal)threshold,
            Place(Watched).At($"aws_cloudwatch_metric_alarm.{alarm}")["threshold"].AsNumber()
        );

    [Fact]
    public void A_full_disk_fires_below_and_everything_else_above()
    {
        var placement = Place(Watched);

        Assert.All(
            placement.Graph.OfType("aws_cloudwatch_metric_alarm"),
            a =>
                Assert.Equal(
                    a.Name == "database_free_storage" ? "LessThanThreshold" : "GreaterThanThreshold",
                    a["comparison_operator"].AsText()
                )
        );
    }

    [Fact]
    public void Periods_are_rounded_up_to_whole_minutes() =>
        Assert.Equal(120, Place(Watched).At("aws_cloudwatch_metric_alarm.platform_cpu")["period"].AsNumber());

    [Fact]
    public void What_aws_does_not_measure_is_said_and_not_made()
    {
        var placement = Place(
            Watched with
            {
                Monitoring = new() { Alarms = [new("uploads", AlarmSignal.Cpu, 80m, Minute, 1)], Notify = ["a@b.c"] },
            }
        );

        Assert.Empty(placement.Graph.OfType("aws_cloudwatch_metric_alarm"));
        Assert.Contains(
            placement.Notes,
            n => n.Contains("does not measure cpu of 'uploads'", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Own_metrics_are_answered_for_by_the_dashboard() =>
        Assert.Equal(UsageRange.Exactly(2), Place(Watched).UseOf("aws_cloudwatch_dashboard.main", "custom_metrics"));

    [Fact]
    public void Nothing_is_watched_unless_it_is_asked_for()
    {
        string[] operations =
        [
            "aws_cloudwatch_metric_alarm",
            "aws_cloudwatch_dashboard",
            "aws_sns_topic",
            "aws_cloudtrail",
            "aws_budgets_budget",
        ];

        var placement = Place(Database, Uploads);

        Assert.DoesNotContain(placement.Graph.Resources, r => operations.Contains(r.Type));
    }

    [Fact]
    public void The_trail_waits_for_the_policy_that_lets_it_write()
    {
        var placement = Place(Watched);

        Assert.Contains("aws_s3_bucket_policy.audit_trail", placement.At("aws_cloudtrail.main").DependsOn);
        Assert.True(placement.At("aws_s3_bucket_public_access_block.audit_trail")["restrict_public_buckets"].AsFlag());
    }

    [Fact]
    public void A_budget_in_a_currency_that_aws_does_not_count_in_is_said_and_not_made()
    {
        var placement = Place(Watched with { Currency = "EUR" });

        Assert.Empty(placement.Graph.OfType("aws_budgets_budget"));
        Assert.Contains(placement.Notes, n => n.Contains("stated in EUR", StringComparison.Ordinal));
    }

    [Fact]
    public void Calls_to_keys_are_spread_over_all_keys()
    {
        var placement = Place(Watched);
        var keys = placement.Graph.OfType("aws_kms_key").ToList();

        Assert.Equal(2, keys.Count);
        Assert.All(
            keys,
            k =>
                Assert.Equal(
                    UsageRange.Exactly(50),
                    placement.UseOf(k.Address, "monthly_requests", (UsageProfile.WholeSystem, "keyRequests", 100))
                )
        );
    }

    [Fact]
    public void Every_key_is_changed_each_year_and_hard_to_lose() =>
        Assert.All(
            Place(Watched).Graph.OfType("aws_kms_key"),
            k =>
            {
                Assert.True(k["enable_key_rotation"].AsFlag());
                Assert.Equal(30, k["deletion_window_in_days"].AsNumber());
            }
        );

    [Fact]
    public void Every_reference_leads_to_a_resource_of_the_placement()
    {
        var placement = Place(Watched);
        var known = placement.Addresses().ToImmutableHashSet(StringComparer.Ordinal);

        Assert.All(placement.Graph.Resources.SelectMany(ResourceGraph.ReferencesOf), to => Assert.Contains(to, known));
    }

    [Fact]
    public void The_same_system_gives_the_same_resources() =>
        Assert.Equal(Place(Watched).Addresses(), Place(Watched).Addresses());
}
