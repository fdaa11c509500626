using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Compute;

/// <summary>One container of a task, as ECS's JSON describes it.</summary>
internal static class ContainerDefinition
{
    /// <summary>Name of a workload's container.</summary>
    public static string NameOf(Workload workload, Site site) => $"{site.System.Name}-{workload.Name}";

    /// <summary>The definition.</summary>
    /// <param name="container">Workload or sidecar that it runs.</param>
    /// <param name="task">Workload that the task is of.</param>
    /// <param name="isShared">Whether other containers take part of the task's processor and memory.</param>
    /// <param name="site">The site.</param>
    public static Value.MapOf Of(Workload container, Workload task, bool isShared, Site site) =>
        Map(
            ("name", NameOf(container, site)),
            ("image", ContainerImage.Of(container, site)),
            ("essential", true),
            ("cpu", isShared ? (int)(container.Cpu * 1024) : Value.None),
            ("memoryReservation", isShared ? container.MemoryMiB : Value.None),
            ("command", container.Command.IsEmpty ? Value.None : List(container.Command)),
            ("portMappings", container.Port > 0 ? List(Port(container)) : Value.None),
            ("environment", Pairs(container.Environment, "value", v => Quoted(Interpolation.Resolve(v, site)))),
            ("secrets", Pairs(container.Secrets, "valueFrom", v => InjectedSecret.From(v, site))),
            ("dependsOn", container == task ? StartOrder(task, site) : Value.None),
            ("healthCheck", container.Health is { Command: not "" } health ? HealthCheck(health) : Value.None),
            ("logConfiguration", Logs(task, site))
        );

    private static Value.MapOf Port(Workload container) => Map(("containerPort", container.Port), ("protocol", "tcp"));

    // An environment variable is text, also where the fact alone is a number, as a port is.
    private static Value Quoted(Value value) => value is Value.Text or Value.Template ? value : Template(value);

    private static Value Pairs(
        ImmutableSortedDictionary<string, string> entries,
        string valueName,
        Func<string, Value> value
    ) =>
        entries.Count == 0
            ? Value.None
            : List(entries.Select(e => (Value)Map(("name", e.Key), (valueName, value(e.Value)))));

    // A workload must not start before what it speaks through, for example a connection pool.
    private static Value StartOrder(Workload task, Site site)
    {
        var sidecars = site
            .System.SidecarsOf(task.Name)
            .Select(s =>
                (Value)Map(
                    ("containerName", NameOf(s, site)),
                    ("condition", s.Health is { Command: not "" } ? "HEALTHY" : "START")
                )
            )
            .ToArray();
        return sidecars.Length == 0 ? Value.None : List(sidecars);
    }

    private static Value.MapOf HealthCheck(HealthCheck health) =>
        Map(
            ("command", List("CMD-SHELL", health.Command)),
            ("interval", (int)health.Interval.TotalSeconds),
            ("timeout", (int)health.Timeout.TotalSeconds),
            ("retries", health.Retries),
            ("startPeriod", (int)health.StartPeriod.TotalSeconds)
        );

    private static Value.MapOf Logs(Workload task, Site site) =>
        Map(
            ("logDriver", "awslogs"),
            (
                "options",
                Map(
                    ("awslogs-group", Ref(LogGroups.Address(task), "name")),
                    ("awslogs-region", AwsRegions.Home(site)),
                    ("awslogs-stream-prefix", "ecs")
                )
            )
        );
}
