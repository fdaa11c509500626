using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Data;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Operations;

/// <summary>Alarms, who hears of them, and the dashboard.</summary>
internal static class AwsMonitoring
{
    /// <summary>Makes them for what is placed at AWS, once all of it is.</summary>
    public static void Complete(Site site)
    {
        var monitoring = site.System.Monitoring;
        var scope = new ResourceScope(site, "", AwsRegions.Home(site), "monitoring");
        var alarms = monitoring
            .Alarms.Where(a => site.OfferingOf(site.System[a.Component]).Provider == "aws")
            .ToImmutableArray();
        if (alarms.Length > 0)
        {
            var listeners = AddTopic(scope, monitoring.Notify);
            foreach (var alarm in alarms)
            {
                AddAlarm(scope, alarm, listeners);
            }
        }

        if (monitoring.Dashboard)
        {
            AwsDashboard.Add(scope);
        }
        else if (monitoring.CustomMetrics.Length > 0)
        {
            site.Note(
                "CloudWatch bills each metric that the system writes; without a dashboard no resource stands for them, and the estimate leaves them out."
            );
        }
    }

    private static Value AddTopic(ResourceScope scope, ImmutableArray<string> addresses)
    {
        if (addresses.IsEmpty)
        {
            scope.Site.Note("Alarms are made and nobody hears of them: the manifest names no address to notify.");
            return Value.None;
        }

        var topic = scope.Add(
            "aws_sns_topic",
            "alarms",
            ("name", AwsNaming.ResourceName(scope.Site, "alarms")),
            ("display_name", $"Alarms of {scope.Site.System.Name} {scope.Site.System.Environment}")
        );
        foreach (var address in addresses.Distinct(StringComparer.Ordinal))
        {
            scope.Add(
                "aws_sns_topic_subscription",
                $"alarms_{AwsNaming.TofuName(address)}",
                ("topic_arn", Ref(topic, "arn")),
                ("protocol", "email"),
                ("endpoint", address)
            );
        }

        scope.Site.Note(
            "Everybody who is to hear of alarms must confirm the message that AWS sends after the first apply."
        );
        return List(Ref(topic, "arn"));
    }

    private static void AddAlarm(ResourceScope scope, Alarm alarm, Value listeners)
    {
        var site = scope.Site;
        var component = site.System[alarm.Component];
        var word = Word(alarm.Signal);
        if (Signals.Of(component, alarm.Signal, site) is not { } signal)
        {
            site.Note(
                $"AWS does not measure {word.Replace('-', ' ')} of '{component.Name}', so that this alarm is not made."
            );
            return;
        }

        var period = Minutes(alarm.Period);
        (scope with { Component = component.Name }).Add(
            "aws_cloudwatch_metric_alarm",
            $"{AwsNaming.TofuName(component)}_{AwsNaming.TofuName(word)}",
            [
                ("alarm_name", AwsNaming.ResourceName(site, $"{component.Name}-{word}")),
                ("alarm_description", $"{component.Title}: {signal.Title}."),
                ("comparison_operator", signal.FiresBelow ? "LessThanThreshold" : "GreaterThanThreshold"),
                ("threshold", alarm.Threshold * signal.Scale),
                ("evaluation_periods", alarm.Periods),
                .. Measurement(signal, period),
                ("treat_missing_data", signal.IsQuietWhenIdle ? "notBreaching" : "missing"),
                ("alarm_actions", listeners),
                ("ok_actions", listeners),
            ]
        );
    }

    private static IEnumerable<(string Name, Value Value)> Measurement(Signal signal, int period)
    {
        if (signal.Expression.Length > 0)
        {
            return [("metric_query", Blocks([Formula(signal), .. signal.Metrics.Select(m => Operand(m, period))]))];
        }

        var metric = signal.Metrics[0];
        return
        [
            ("namespace", metric.Namespace),
            ("metric_name", metric.Name),
            ("dimensions", metric.Dimensions),
            (metric.IsPercentile ? "extended_statistic" : "statistic", metric.Statistic),
            // A percentile of a handful of requests is one slow request.
            ("evaluate_low_sample_count_percentiles", metric.IsPercentile ? "ignore" : Value.None),
            ("period", period),
        ];
    }

    private static Value.MapOf Formula(Signal signal) =>
        Map(("id", "result"), ("expression", signal.Expression), ("label", signal.Title), ("return_data", true));

    private static Value.MapOf Operand(Metric metric, int period) =>
        Map(
            ("id", metric.Id),
            (
                "metric",
                Block(
                    ("namespace", metric.Namespace),
                    ("metric_name", metric.Name),
                    ("dimensions", metric.Dimensions),
                    ("stat", metric.Statistic),
                    ("period", period)
                )
            )
        );

    // These metrics come once a minute, and CloudWatch takes whole minutes only.
    private static int Minutes(TimeSpan period) => 60 * Math.Max(1, (int)Math.Ceiling(period.TotalMinutes));

    private static string Word(AlarmSignal signal) =>
        signal switch
        {
            AlarmSignal.ErrorRate => "error-rate",
            AlarmSignal.Latency => "latency",
            AlarmSignal.Cpu => "cpu",
            AlarmSignal.Memory => "memory",
            AlarmSignal.FreeStorage => "free-storage",
        };
}
