using System.Collections.Immutable;
using System.Globalization;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Data;
using static System.FormattableString;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Operations;

/// <summary>How the manifest's signals are measured at AWS.</summary>
internal static class Signals
{
    private const decimal BytesPerGiB = 1024m * 1024m * 1024m;

    /// <summary>The signal of a component; null where AWS does not measure it.</summary>
    public static Signal? Of(Component component, AlarmSignal signal, Site site) =>
        site.OfferingOf(component).Provider != "aws"
            ? null
            : signal switch
            {
                AlarmSignal.ErrorRate => component is Service { Public: true } ? ErrorRate(component) : null,
                AlarmSignal.Latency => component is Service { Public: true } ? Latency(component) : null,
                AlarmSignal.Cpu => Cpu(component, site),
                AlarmSignal.Memory => Memory(component, site),
                AlarmSignal.FreeStorage => component is PostgreSql ? FreeStorage(component) : null,
            };

    private static Signal ErrorRate(Component service) =>
        new(
            "Failed requests, %",
            [
                new("errors", "AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "Sum", Target(service)),
                new("requests", "AWS/ApplicationELB", "RequestCount", "Sum", Target(service)),
            ],
            // The balancer reports no count of errors at all while there are none.
            "100 * FILL(errors, 0) / requests"
        )
        {
            IsQuietWhenIdle = true,
        };

    private static Signal Latency(Component service) =>
        new(
            "Response time, 95th percentile, s",
            [new("latency", "AWS/ApplicationELB", "TargetResponseTime", "p95", Target(service))],
            Scale: 0.001m
        )
        {
            IsQuietWhenIdle = true,
        };

    private static Signal? Cpu(Component component, Site site) =>
        component switch
        {
            Service or Worker => new(
                "Processor, %",
                [new("cpu", "AWS/ECS", "CPUUtilization", "Average", EcsService(component))]
            ),
            PostgreSql => new(
                "Processor, %",
                [new("cpu", "AWS/RDS", "CPUUtilization", "Average", Instance(component))]
            ),
            // Redis works in one thread, so that the node's mean over all processors would hide a full one.
            Redis cache => Highest("Redis thread, busiest node, %", "EngineCPUUtilization", cache, site),
            _ => null,
        };

    private static Signal? Memory(Component component, Site site) =>
        component switch
        {
            Service or Worker => new(
                "Memory, %",
                [new("memory", "AWS/ECS", "MemoryUtilization", "Average", EcsService(component))]
            ),
            PostgreSql database => DatabaseMemory(database, site),
            Redis cache => Highest("Memory, fullest node, %", "DatabaseMemoryUsagePercentage", cache, site),
            _ => null,
        };

    // RDS says only how much is free; the share needs the size, which is known for the classes that we know.
    private static Signal? DatabaseMemory(PostgreSql database, Site site) =>
        RdsInstanceClass.Find(RdsPostgreSql.ClassOf(database, site)) is { } size
            ? new(
                "Memory, %",
                [new("free", "AWS/RDS", "FreeableMemory", "Average", Instance(database))],
                Invariant($"100 * (1 - free / {size.MemoryMiB * 1024m * 1024m})")
            )
            : null;

    private static Signal FreeStorage(Component database) =>
        new(
            "Free disk, bytes",
            [new("free", "AWS/RDS", "FreeStorageSpace", "Minimum", Instance(database))],
            Scale: BytesPerGiB
        )
        {
            FiresBelow = true,
        };

    private static Signal Highest(string title, string metric, Redis cache, Site site)
    {
        var nodes = Enumerable
            .Range(1, ElastiCacheRedis.NodesOf(cache))
            .Select(n => new Metric(Invariant($"node{n}"), "AWS/ElastiCache", metric, "Average", Node(cache, n, site)))
            .ToImmutableArray();
        return nodes.Length == 1
            ? new(title, nodes)
            : new(title, nodes, $"MAX([{string.Join(", ", nodes.Select(n => n.Id))}])");
    }

    private static Value.MapOf Target(Component service) =>
        Map(
            ("LoadBalancer", Ref("aws_lb.main", "arn_suffix")),
            ("TargetGroup", Ref($"aws_lb_target_group.{AwsNaming.TofuName(service)}", "arn_suffix"))
        );

    private static Value.MapOf EcsService(Component workload) =>
        Map(
            ("ClusterName", Ref("aws_ecs_cluster.main", "name")),
            ("ServiceName", Ref($"aws_ecs_service.{AwsNaming.TofuName(workload)}", "name"))
        );

    private static Value.MapOf Instance(Component database) =>
        Map(("DBInstanceIdentifier", Ref(RdsPostgreSql.AddressOf(database), "identifier")));

    private static Value.MapOf Node(Redis cache, int number, Site site) =>
        Map(
            (
                "CacheClusterId",
                ElastiCacheRedis.IdentifierOf(cache, site) + "-" + number.ToString("000", CultureInfo.InvariantCulture)
            )
        );
}
