using System.Globalization;
using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>What one Fargate task takes of a machine, and what an hour of it is billed for.</summary>
/// <param name="Cpu">Virtual processors.</param>
/// <param name="MemoryGB">Memory as billed, 1 GB for each 1024 MiB.</param>
/// <param name="StorageGB">Disk, of which 20 GB are included.</param>
/// <param name="Os"><c>Linux</c> or <c>Windows</c>.</param>
/// <param name="Architecture"><c>x86</c> or <c>arm64</c>.</param>
internal sealed record FargateTask(decimal Cpu, decimal MemoryGB, decimal StorageGB, string Os, string Architecture)
{
    // Included in every task; the price rows' included_gb_per_task.
    private const decimal IncludedStorageGB = 20m;

    /// <summary>The task that a definition describes; null when its size is not known.</summary>
    internal static FargateTask? Of(Resource? definition)
    {
        if (
            definition is null
            || Amount(definition["cpu"], "vCPU", 1024m) is not { } cpu
            || Amount(definition["memory"], "GB", 1024m) is not { } memory
        )
        {
            return null;
        }

        var os = definition["runtime_platform.operating_system_family"].AsText() ?? "LINUX";
        var architecture = definition["runtime_platform.cpu_architecture"].AsText() ?? "X86_64";
        return new(
            cpu,
            memory,
            definition["ephemeral_storage.size_in_gib"].AsNumber() ?? IncludedStorageGB,
            os.StartsWith("WINDOWS", StringComparison.OrdinalIgnoreCase) ? "Windows" : "Linux",
            architecture == "ARM64" ? "arm64" : "x86"
        );
    }

    /// <summary>Bills hours of this task.</summary>
    /// <param name="meter">Where it is billed.</param>
    /// <param name="region">Region.</param>
    /// <param name="hours">Task-hours a month.</param>
    /// <param name="origin">Where the hours come from.</param>
    /// <param name="formula">How the hours came about.</param>
    internal void Bill(Meter meter, string region, UsageRange hours, QuantityOrigin origin, string formula)
    {
        Line("vCPU hours", Query(region, "vCPU-hour", "cpu"), Cpu, "vCPU");
        if (Os == "Windows")
        {
            Line("Windows licence, vCPU hours", Query(region, "vCPU-hour", "os-licence"), Cpu, "vCPU");
        }

        Line("Memory, GB hours", Query(region, "GB-hour", "memory"), MemoryGB, "GB");
        Line(
            "Ephemeral storage above 20 GB, GB hours",
            new("AmazonECS", region, "GB-hour", ("launchType", "FARGATE"), ("resource", "ephemeral-storage")),
            Math.Max(0m, StorageGB - IncludedStorageGB),
            "GB"
        );

        void Line(string what, PriceQuery query, decimal each, string unit) =>
            meter.Bill(what, query, hours.Times(each), origin, $"{formula} × {EstimateJson.Exact(each)} {unit}");
    }

    private PriceQuery Query(string region, string unit, string resource) =>
        Os == "Windows"
            ? new("AmazonECS", region, unit, ("launchType", "FARGATE"), ("os", Os), ("resource", resource))
            : new(
                "AmazonECS",
                region,
                unit,
                ("launchType", "FARGATE"),
                ("os", Os),
                ("arch", Architecture),
                ("resource", resource)
            );

    /// <summary>An amount in units, or in 1024ths of it where the text names no unit: <c>1024</c> and <c>1 vCPU</c> are the same.</summary>
    private static decimal? Amount(Value value, string unit, decimal parts)
    {
        if (value.AsNumber() is { } number)
        {
            return number / parts;
        }

        var text = value.AsText();
        return
            text is not null
            && text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
            && decimal.TryParse(
                text.AsSpan(0, text.Length - unit.Length),
                NumberStyles.Number,
                CultureInfo.InvariantCulture,
                out var units
            )
            ? units
            : null;
    }
}
