using Infrar.Core.Manifests;
using Infrar.Core.Pricing;

namespace Infrar.Providers.Google.Pricing;

/// <summary>Seconds of instances of Cloud Run, as vCPU and as memory.</summary>
internal static class CloudRunBilling
{
    internal const decimal SecondsPerHour = 3600m;

    /// <summary>Paid while requests are served.</summary>
    internal const string RequestBased = "request-based";

    /// <summary>Paid as long as an instance lives.</summary>
    internal const string InstanceBased = "instance-based";

    /// <summary>What a price row says of instances that wait.</summary>
    internal const string Idle = "idle-min-instance";

    /// <summary>One priced unit of Cloud Run in a region.</summary>
    internal static PriceQuery Query(string region, string unit, string billing, string state = "") =>
        new("Cloud Run", region, unit, ("billing", billing), ("state", state));

    /// <summary>Bills seconds of an instance of that size.</summary>
    internal static void Bill(
        Meter meter,
        string suffix,
        CloudRunSize size,
        Func<string, PriceQuery> query,
        (UsageRange Seconds, QuantityOrigin Origin, string Formula) use
    )
    {
        meter.Bill(
            $"vCPU{suffix}",
            query("vCPU-second"),
            use.Seconds.Times(size.Cpu),
            use.Origin,
            $"{use.Formula} × {size.CpuText}"
        );
        meter.Bill(
            $"Memory{suffix}",
            query("GiB-second"),
            use.Seconds.Times(size.MemoryGiB),
            use.Origin,
            $"{use.Formula} × {size.MemoryText}"
        );
    }
}
