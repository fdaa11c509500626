using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Data;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Operations;

/// <summary>One page with a row of charts for each component that CloudWatch measures.</summary>
internal static class AwsDashboard
{
    // CloudWatch's grid, in its own units.
    private const int GridWidth = 24;
    private const int TitleHeight = 1;
    private const int ChartHeight = 6;
    private const int PeriodSeconds = 300;

    private static readonly ImmutableArray<AlarmSignal> Charted =
    [
        AlarmSignal.ErrorRate,
        AlarmSignal.Latency,
        AlarmSignal.Cpu,
        AlarmSignal.Memory,
        AlarmSignal.FreeStorage,
    ];

    /// <summary>Makes the dashboard, which also answers for the system's own metrics: those are billed and are no resources.</summary>
    public static void Add(ResourceScope scope)
    {
        var site = scope.Site;
        var own = site.System.Monitoring.CustomMetrics;
        var rows = site.ComponentsOn("aws")
            .Select(c => (c.Title, Signals: SignalsOf(c, site)))
            .Where(r => r.Signals.Length > 0)
            .Select(r => (r.Title, Charts: r.Signals.Select(s => (s.Title, Metrics: MetricsOf(s)))))
            .ToList();
        if (own.Length > 0)
        {
            rows.Add(("The system's own metrics", [(AwsNaming.MetricNamespace(site), OwnMetrics(own, site))]));
        }

        if (rows.Count == 0)
        {
            return;
        }

        var widgets = rows.SelectMany((row, i) => Row(row.Title, [.. row.Charts], i, scope.Region));
        var dashboard = scope.Add(
            "aws_cloudwatch_dashboard",
            "main",
            ("dashboard_name", AwsNaming.SharedName(site)),
            ("dashboard_body", new Value.Json(Map(("widgets", List(widgets)))))
        );
        site.Use(dashboard.Address, "custom_metrics", _ => UsageRange.Exactly(own.Length));
    }

    private static ImmutableArray<Signal> SignalsOf(Component component, Site site) =>
        [.. Charted.Select(s => Signals.Of(component, s, site)).OfType<Signal>()];

    private static IEnumerable<Value> Row(
        string title,
        ImmutableArray<(string Title, Value.ListOf Metrics)> charts,
        int row,
        string region
    )
    {
        var top = row * (TitleHeight + ChartHeight);
        var width = GridWidth / charts.Length;
        yield return Map(
            ("type", "text"),
            ("x", 0),
            ("y", top),
            ("width", GridWidth),
            ("height", TitleHeight),
            ("properties", Map(("markdown", $"## {title}")))
        );
        for (var i = 0; i < charts.Length; i++)
        {
            yield return Map(
                ("type", "metric"),
                ("x", i * width),
                ("y", top + TitleHeight),
                ("width", width),
                ("height", ChartHeight),
                (
                    "properties",
                    Map(
                        ("title", charts[i].Title),
                        ("region", region),
                        ("view", "timeSeries"),
                        ("period", PeriodSeconds),
                        ("metrics", charts[i].Metrics)
                    )
                )
            );
        }
    }

    private static Value.ListOf MetricsOf(Signal signal)
    {
        var isFormula = signal.Expression.Length > 0;
        var metrics = signal.Metrics.Select(m =>
            (Value)List([
                m.Namespace,
                m.Name,
                .. m.Dimensions.Entries.SelectMany(d => new[] { d.Key, d.Value }),
                Map(
                    ("id", m.Id),
                    ("stat", m.Statistic),
                    // What a formula combines is not drawn beside its result.
                    ("visible", isFormula ? false : Value.None)
                ),
            ])
        );
        return isFormula
            ? List([
                List(Map(("id", "result"), ("expression", signal.Expression), ("label", signal.Title))),
                .. metrics,
            ])
            : List(metrics);
    }

    // A search, since the names are known and what they are measured of is up to the system.
    private static Value.ListOf OwnMetrics(ImmutableArray<string> names, Site site) =>
        List(
            names.Select(name =>
                (Value)List(
                    Map(
                        (
                            "expression",
                            $"SEARCH('Namespace=\"{AwsNaming.MetricNamespace(site)}\" MetricName=\"{name}\"', 'Average')"
                        ),
                        ("label", name)
                    )
                )
            )
        );
}
