using System.Globalization;
using Infrar.Core.Diagnostics;

namespace Infrar.Core.Manifests.Binding;

/// <summary>Makes records of what runs a container.</summary>
internal static class WorkloadBinder
{
    internal static Component Service(string name, SourceLocation at, StatedFields fields) =>
        Common(
            new Service
            {
                Name = name,
                Title = fields.Text("title", name),
                Location = at,
                Public = fields.Flag("public"),
                Domains = fields.Texts("domains"),
                RolloutPercent = fields["rollout"].Whole("percent") ?? 100,
                Firewall = fields.Has("firewall") ? Firewall(fields["firewall"]) : null,
            },
            fields
        );

    internal static Component Worker(string name, SourceLocation at, StatedFields fields) =>
        Common(
            new Worker
            {
                Name = name,
                Title = fields.Text("title", name),
                Location = at,
            },
            fields
        );

    internal static Component ScheduledJob(string name, SourceLocation at, StatedFields fields) =>
        Common(
            new ScheduledJob
            {
                Name = name,
                Title = fields.Text("title", name),
                Location = at,
                Schedule = fields.Text("schedule"),
                TimeZone = fields.Text("timeZone", "UTC"),
            },
            fields
        );

    internal static Component Sidecar(string name, SourceLocation at, StatedFields fields) =>
        Common(
            new Sidecar
            {
                Name = name,
                Title = fields.Text("title", name),
                Location = at,
                Of = fields.Text("of"),
            },
            fields
        );

    private static Workload Common(Workload workload, StatedFields fields) =>
        workload with
        {
            Image = fields.Text("image"),
            Cpu = fields.Number("cpu") ?? 0,
            MemoryMiB = fields.Mebibytes("memory") ?? 0,
            Command = fields.Texts("command"),
            Environment = fields.TextsByName("environment"),
            Secrets = fields.TextsByName("secrets"),
            Port = fields.Whole("port") ?? 0,
            Health = fields.Has("health") ? Health(fields["health"]) : null,
            Scaling = Scaling(fields["scaling"]),
            Architecture = fields.Text("architecture", "x86-64"),
            NeedsContainerEngine = fields.Flag("containerEngine"),
            OutboundPorts = fields.Has("outboundPorts")
                ? [.. fields.Texts("outboundPorts").Select(p => int.Parse(p, CultureInfo.InvariantCulture))]
                : [443],
        };

    private static HealthCheck Health(StatedFields fields) =>
        new(
            fields.Text("path"),
            fields.Time("interval") ?? TimeSpan.FromSeconds(30),
            fields.Time("timeout") ?? TimeSpan.FromSeconds(5),
            fields.Whole("retries") ?? 3,
            fields.Time("startPeriod") ?? TimeSpan.Zero,
            fields.Text("command")
        );

    private static Scaling Scaling(StatedFields fields)
    {
        var min = fields.Whole("min") ?? 1;
        return new(
            min,
            fields.Whole("max") ?? Math.Max(1, min),
            fields.Whole("cpuTarget"),
            fields.Time("outCooldown"),
            fields.Time("inCooldown")
        );
    }

    private static WebFirewall Firewall(StatedFields fields) =>
        new(
            fields["rateLimit"].Whole("requests"),
            fields["rateLimit"].Time("window") ?? TimeSpan.FromMinutes(5),
            fields.Flag("sqlInjection"),
            fields.Flag("crossSiteScripting"),
            fields.Flag("knownBadInputs"),
            fields["countries"].Texts("allow"),
            fields["countries"].Texts("deny"),
            fields["addresses"].Texts("allow"),
            fields["addresses"].Texts("deny")
        );
}
