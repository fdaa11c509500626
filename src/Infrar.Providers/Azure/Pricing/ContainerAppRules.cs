using System.Globalization;
using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Azure.Pricing;

/// <summary>Replicas of Container Apps on the consumption plan: hours of their vCPU and memory while active.</summary>
internal static class Replicas
{
    internal const string Environment = "container_app_environment_id";
    internal const string HoursKey = "replica_hrs";
    private const string Service = "Azure Container Apps";

    /// <summary>Region of an app or job: that of its environment, which it is made in.</summary>
    internal static string RegionOf(Resource resource, Meter meter) => AzureRegions.Of(resource, meter, Environment);

    /// <summary>Whether it runs on machines of its own, which are billed as workload profiles of the environment.</summary>
    internal static bool AreDedicated(Resource resource) =>
        resource["workload_profile_name"].TextOr("Consumption") != "Consumption";

    /// <summary>A priced unit while active.</summary>
    internal static PriceQuery Active(string region, string unit, string what) =>
        new(Service, region, unit) { Description = $"Container Apps consumption, {what}" };

    /// <summary>vCPU and GiB of one replica, all its containers together; null when not known.</summary>
    internal static (decimal Cpu, decimal MemoryGiB)? SizeOf(Resource resource)
    {
        var (cpu, memory) = (0m, 0m);
        foreach (var container in resource["template.container"].Items())
        {
            if (
                container.At("cpu").AsNumber() is not { } c
                || ContainerQuantity.MemoryGiB(container.At("memory").AsText()) is not { } m
            )
            {
                return null;
            }

            (cpu, memory) = (cpu + c, memory + m);
        }

        return (cpu, memory);
    }

    /// <summary>Bills active hours of replicas of that size.</summary>
    internal static void BillActive(
        Meter meter,
        string region,
        (decimal Cpu, decimal MemoryGiB) size,
        UsageRange hours,
        string formula
    )
    {
        meter.Bill(
            "vCPU hours, active",
            Active(region, "vCPU-hour", "active vCPU"),
            hours.Times(size.Cpu),
            QuantityOrigin.Usage,
            string.Create(CultureInfo.InvariantCulture, $"{formula} × {size.Cpu} vCPU")
        );
        meter.Bill(
            "Memory, GiB hours, active",
            Active(region, "GiB-hour", "active memory"),
            hours.Times(size.MemoryGiB),
            QuantityOrigin.Usage,
            string.Create(CultureInfo.InvariantCulture, $"{formula} × {size.MemoryGiB} GiB")
        );
    }
}

/// <summary>A container app: active time of its replicas, idle time of those that always run, requests.</summary>
internal sealed class ContainerAppRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "azurerm_container_app";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var region = Replicas.RegionOf(resource, meter);
        InternetEgress.Bill(region, meter);
        if (Replicas.AreDedicated(resource))
        {
            return;
        }

        if (Replicas.SizeOf(resource) is not { } size)
        {
            meter.NotKnownYet("vCPU and memory", "The size of a container");
            return;
        }

        var active = ActiveHours(meter);
        if (active is { } use)
        {
            Replicas.BillActive(meter, region, size, use.Hours, use.Formula);
        }
        else
        {
            meter.Unpriced(
                "vCPU and memory while active",
                "It depends on use, and no usage states replica_hrs, or requests and execution_time_ms."
            );
        }

        BillIdle(resource, meter, region, size.Cpu, active?.Hours);
        if (!resource["ingress"].IsLeftOut())
        {
            meter.BillUsage("Requests", Replicas.Active(region, "request", "requests"), "requests");
        }
    }

    private static (UsageRange Hours, string Formula)? ActiveHours(Meter meter)
    {
        if (meter.Usage(Replicas.HoursKey) is { } hours)
        {
            return (hours, Replicas.HoursKey);
        }

        if (meter.Usage("requests") is not { } requests || meter.Usage("execution_time_ms") is not { } duration)
        {
            return null;
        }

        var together = Math.Max(1m, meter.Usage("concurrent_requests")?.Expected ?? 1m);
        return (
            requests.Times(duration).Each(ms => ms / 3_600_000m / together),
            "requests × execution_time_ms ÷ 3,600,000 ÷ concurrent_requests"
        );
    }

    private static void BillIdle(Resource resource, Meter meter, string region, decimal cpu, UsageRange? active)
    {
        if ((resource["template.min_replicas"].AsNumber() ?? 0m) is var replicas && replicas == 0m)
        {
            return;
        }

        // Each bound is a month of its own: where replicas are active longer they wait less.
        var month = replicas * Meter.HoursPerMonth;
        var waiting = (active ?? UsageRange.Exactly(0m)).Each(busy => Math.Max(0m, month - busy));
        if (waiting.Most == 0m && waiting.Least == 0m)
        {
            return;
        }

        meter.Bill(
            "vCPU seconds of minimum replicas, idle",
            Replicas.Active(region, "vCPU-second", "idle vCPU"),
            waiting.Times(cpu * 3600m),
            QuantityOrigin.Configuration,
            string.Create(
                CultureInfo.InvariantCulture,
                $"({replicas} replicas × 730 h − active hours) × {cpu} vCPU × 3600 s"
            )
        );
        meter.Missing("Memory of minimum replicas, idle", "the idle memory of Container Apps");
    }
}

/// <summary>A job of Container Apps: the time that its replicas run.</summary>
internal sealed class ContainerAppJobRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "azurerm_container_app_job";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (Replicas.AreDedicated(resource))
        {
            return;
        }

        if (Replicas.SizeOf(resource) is not { } size)
        {
            meter.NotKnownYet("vCPU and memory", "The size of a container");
        }
        else if (meter.Usage(Replicas.HoursKey) is { } hours)
        {
            Replicas.BillActive(meter, Replicas.RegionOf(resource, meter), size, hours, Replicas.HoursKey);
        }
        else
        {
            meter.Unpriced("vCPU and memory", $"It depends on use, and no usage states {Replicas.HoursKey}.");
        }
    }
}

/// <summary>An environment of Container Apps: machines of its workload profiles; nothing on the consumption plan.</summary>
internal sealed class ContainerAppEnvironmentRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "azurerm_container_app_environment";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var profiles = resource["workload_profile"]
            .Items()
            .Select(p => p.At("workload_profile_type").AsText() ?? "")
            .Where(type => type != "Consumption");
        foreach (var type in profiles)
        {
            meter.Missing($"Workload profile {type}", $"the machines of workload profile {type}");
        }
    }
}
