using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.DigitalOcean;

/// <summary>Alarms as far as DigitalOcean measures what they watch: alert policies, and probes from outside.</summary>
internal static class Alerts
{
    /// <summary>The <c>alert</c> blocks of a component of the app.</summary>
    internal static IEnumerable<Value.MapOf> OfApp(Workload workload, Site site)
    {
        foreach (var alarm in site.System.Monitoring.Alarms.Where(a => a.Component == workload.Name))
        {
            var rule = alarm.Signal switch
            {
                AlarmSignal.Cpu => "CPU_UTILIZATION",
                AlarmSignal.Memory => "MEM_UTILIZATION",
                AlarmSignal.ErrorRate or AlarmSignal.Latency or AlarmSignal.FreeStorage => "",
            };
            if (rule.Length == 0)
            {
                site.Note(
                    $"App Platform measures no {Words(alarm.Signal)} of {workload.Title}: that alarm is not set up."
                );
                continue;
            }

            yield return Map(
                ("rule", rule),
                ("operator", "GREATER_THAN"),
                ("value", alarm.Threshold),
                ("window", AppWindow(alarm.Period)),
                ("destinations", Recipients(site) is { } emails ? Block(("emails", emails)) : Value.None)
            );
        }
    }

    /// <summary>Adds alert policies of databases and probes of public services.</summary>
    internal static void Place(Site site)
    {
        if (Recipients(site) is not { } emails)
        {
            if (site.System.Monitoring.Alarms.Length > 0)
            {
                site.Note("DigitalOcean's alert policies need somebody to write to: state 'monitoring.notify'.");
            }

            return;
        }

        foreach (var alarm in site.System.Monitoring.Alarms)
        {
            if (site.Find($"digitalocean_database_cluster.{TofuNames.TofuName(alarm.Component)}") is { } cluster)
            {
                PlacePolicy(alarm, cluster, emails, site);
            }
        }

        if (site.System.Dns is { HealthChecks: true })
        {
            foreach (
                var service in site.ComponentsOn("digitalocean").OfType<Service>().Where(s => s.Domains.Length > 0)
            )
            {
                PlaceProbe(service, emails, site);
            }
        }
    }

    private static void PlacePolicy(Alarm alarm, Resource cluster, Value emails, Site site)
    {
        var storage = (site.System[alarm.Component] as PostgreSql)?.Storage.SizeGiB ?? 0;
        var (type, value) = alarm.Signal switch
        {
            AlarmSignal.Cpu => ("v1/dbaas/alerts/cpu_alerts", alarm.Threshold),
            AlarmSignal.Memory => ("v1/dbaas/alerts/memory_utilization_alerts", alarm.Threshold),
            AlarmSignal.FreeStorage when storage > 0 => (
                "v1/dbaas/alerts/disk_utilization_alerts",
                // DigitalOcean measures the share in use, the manifest states GiB that remain.
                decimal.Round(100m - (100m * alarm.Threshold / storage), 2)
            ),
            AlarmSignal.FreeStorage or AlarmSignal.ErrorRate or AlarmSignal.Latency => ("", 0m),
        };
        if (type.Length == 0)
        {
            site.Note(
                $"DigitalOcean measures no {Words(alarm.Signal)} of {cluster.Component}: that alarm is not set up."
            );
            return;
        }

        var name = $"{cluster.Name}_{Words(alarm.Signal).Replace(' ', '_')}";
        site.Add(
            Make("digitalocean_monitor_alert", name, cluster.Component) with
            {
                Attributes = Map(
                    ("description", $"{site.NameAtProvider()} {cluster.Component}: {Words(alarm.Signal)}"),
                    ("type", type),
                    ("compare", "GreaterThan"),
                    ("value", value),
                    ("window", PolicyWindow(alarm.Period)),
                    ("entities", List(Ref(cluster, "id"))),
                    ("alerts", Block(("email", emails)))
                ),
            }
        );
    }

    private static void PlaceProbe(Service service, Value emails, Site site)
    {
        var check = site.Add(
            Make("digitalocean_uptime_check", service.TofuName(), service.Name) with
            {
                Attributes = Map(
                    ("name", site.NameAtProvider(service)),
                    ("target", $"https://{service.Domains[0]}{service.Health?.Path ?? "/"}"),
                    ("type", "https"),
                    ("regions", List("eu_west", "us_east"))
                ),
            }
        );
        site.Add(
            Make("digitalocean_uptime_alert", service.TofuName(), service.Name) with
            {
                Attributes = Map(
                    ("name", $"{site.NameAtProvider(service)} is down"),
                    ("check_id", Ref(check, "id")),
                    ("type", "down_global"),
                    ("period", "2m"),
                    ("notifications", Block(("email", emails)))
                ),
            }
        );
    }

    private static Value.ListOf? Recipients(Site site) =>
        site.System.Monitoring.Notify is { Length: > 0 } notify ? List(notify) : null;

    private static string AppWindow(TimeSpan period) =>
        period.TotalMinutes switch
        {
            <= 5 => "FIVE_MINUTES",
            <= 10 => "TEN_MINUTES",
            <= 30 => "THIRTY_MINUTES",
            _ => "ONE_HOUR",
        };

    private static string PolicyWindow(TimeSpan period) =>
        period.TotalMinutes switch
        {
            <= 5 => "5m",
            <= 10 => "10m",
            <= 30 => "30m",
            _ => "1h",
        };

    private static string Words(AlarmSignal signal) =>
        signal switch
        {
            AlarmSignal.ErrorRate => "error rate",
            AlarmSignal.Latency => "latency",
            AlarmSignal.Cpu => "processor use",
            AlarmSignal.Memory => "memory use",
            AlarmSignal.FreeStorage => "free storage",
        };

    private static Resource Make(string type, string name, string component) =>
        new()
        {
            Type = type,
            Name = name,
            Provider = "digitalocean",
            Component = component,
            Concern = "monitoring",
            Attributes = Value.MapOf.Empty,
        };
}
