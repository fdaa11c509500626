using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.DigitalOcean;

/// <summary>Components of the app: services, workers and static sites as blocks of its spec.</summary>
internal static class AppComponents
{
    // App Platform's autoscaling needs a target; this is the one its console proposes.
    private const int DefaultCpuTarget = 80;

    internal static Value.MapOf Service(Workload workload, Site site)
    {
        var isPublic = workload is Service { Public: true };
        return Map([
            .. Common(workload, site),
            ("http_port", isPublic && workload.Port > 0 ? workload.Port : Value.None),
            ("internal_ports", !isPublic && workload.Port > 0 ? List(workload.Port) : Value.None),
            ("health_check", HealthOf(workload)),
            .. Nested(workload, site),
        ]);
    }

    internal static Value.MapOf Worker(Workload workload, Site site) =>
        Map([.. Common(workload, site), .. Nested(workload, site)]);

    internal static Value.MapOf StaticSite(StaticSite web, Site site) =>
        Map(
            ("name", web.Name),
            ("build_command", web.Build is { Command.Length: > 0 } build ? build.Command : Value.None),
            ("output_dir", web.Build is { Output.Length: > 0 } output ? output.Output.TrimEnd('/') : Value.None),
            ("source_dir", web.Build?.Root is { Length: > 0 } root ? root : Value.None),
            ("environment_slug", "node-js"),
            (
                "github",
                Block(
                    ("repo", web.Build?.Repository ?? ""),
                    ("branch", web.Build is { Branch.Length: > 0 } source ? source.Branch : "main"),
                    ("deploy_on_push", true)
                )
            ),
            (
                "env",
                Blocks(web.Environment.Select(e => Variable(e.Key, Interpolation.Resolve(e.Value, site), "BUILD_TIME")))
            )
        );

    private static IEnumerable<(string, Value)> Common(Workload workload, Site site)
    {
        var scaling = Sidecars.ScalingOf(workload, site);
        return
        [
            ("name", workload.Name),
            ("instance_size_slug", AppSizes.For(workload, site)?.Slug ?? Value.None),
            ("instance_count", scaling.IsElastic ? Value.None : Math.Max(scaling.Min, 1)),
            (
                "run_command",
                workload.Command.Length > 0 ? string.Join(' ', workload.Command.Select(Quoted)) : Value.None
            ),
        ];
    }

    private static IEnumerable<(string, Value)> Nested(Workload workload, Site site)
    {
        var scaling = Sidecars.ScalingOf(workload, site);
        return
        [
            ("image", AppImage.Block(workload, site)),
            (
                "autoscaling",
                scaling.IsElastic
                    ? Block(
                        ("min_instance_count", Math.Max(scaling.Min, 1)),
                        ("max_instance_count", scaling.Max),
                        ("metrics", Block(("cpu", Block(("percent", scaling.CpuTargetPercent ?? DefaultCpuTarget)))))
                    )
                    : Value.None
            ),
            ("env", Blocks(EnvironmentOf(workload, site))),
            ("alert", Blocks(Alerts.OfApp(workload, site))),
        ];
    }

    private static Value HealthOf(Workload workload) =>
        workload.Health is { } health
            ? Block(
                ("http_path", health.Path.Length > 0 ? health.Path : Value.None),
                ("port", workload.Port > 0 ? workload.Port : Value.None),
                ("initial_delay_seconds", (int)health.StartPeriod.TotalSeconds),
                ("period_seconds", (int)health.Interval.TotalSeconds),
                ("timeout_seconds", (int)health.Timeout.TotalSeconds),
                ("failure_threshold", health.Retries)
            )
            : Value.None;

    private static IEnumerable<Value.MapOf> EnvironmentOf(Workload workload, Site site)
    {
        foreach (var (name, value) in workload.Environment)
        {
            yield return Variable(name, OwnAddress(Interpolation.Resolve(value, site)), "RUN_TIME");
        }

        foreach (var (name, reference) in workload.Secrets)
        {
            yield return Variable(name, AppSecrets.ValueOf(workload, name, reference, site), "RUN_TIME", "SECRET");
        }

        if (workload is ScheduledJob job)
        {
            yield return Variable("SCHEDULE", job.Schedule, "RUN_TIME");
            yield return Variable("TZ", job.TimeZone, "RUN_TIME");
        }
    }

    private static Value.MapOf Variable(string name, Value value, string scope, string type = "GENERAL") =>
        Map(("key", name), ("value", value), ("scope", scope), ("type", type));

    /// <summary>The app cannot refer to itself; App Platform fills its own address in for <c>${APP_URL}</c>.</summary>
    private static Value OwnAddress(Value value) =>
        value switch
        {
            Value.Reference { Address: AppSpec.Address } => "${APP_URL}",
            Value.Template template => Template(template.Parts.Select(OwnAddress)),
            _ => value,
        };

    private static string Quoted(string argument) =>
        argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=,@+".Contains(c, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
