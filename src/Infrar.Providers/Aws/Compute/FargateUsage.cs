using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;

namespace Infrar.Providers.Aws.Compute;

/// <summary>How use of a workload becomes what Fargate and the network bill.</summary>
internal static class FargateUsage
{
    /// <summary>States the use of an ECS service.</summary>
    public static void Add(string address, Workload workload, Site site)
    {
        site.Use(
            address,
            "copies",
            p => HoursOfRuns(p, workload)?.Times(1m / Meter.HoursPerMonth) ?? Copies(p, workload)
        );
        AddTransfer(address, workload, site);
    }

    /// <summary>States what a workload's tasks send out of their zone and to the internet.</summary>
    public static void AddTransfer(string address, Workload workload, Site site)
    {
        // A public service that is not said to send anything is not known to send nothing.
        site.Use(
            address,
            "data_transfer_out_gb",
            p => p.Of(workload.Name, "egressGB") ?? (workload is Service { Public: true } ? null : Quantities.Zero)
        );
        IEnumerable<Component> containers = [workload, .. site.System.SidecarsOf(workload.Name)];
        site.Use(address, "cross_zone_gb", p => p.Sum(containers, "crossZoneGB"));
    }

    /// <summary>Hours of work that comes in runs, null when a profile does not state it so.</summary>
    public static UsageRange? HoursOfRuns(UsageProfile profile, Workload workload, UsageRange? scheduledRuns = null) =>
        (profile.Of(workload.Name, "runs") ?? scheduledRuns) is { } runs
        && profile.Of(workload.Name, "runMinutes") is { } minutes
            ? runs.Times(minutes).Times(1m / 60m)
            : null;

    // The bounds are those of scaling; a profile that states one mean number moves what is expected between them.
    private static UsageRange Copies(UsageProfile profile, Workload workload)
    {
        var (min, max) = (workload.Scaling.Min, workload.Scaling.Max);
        return profile.Of(workload.Name, "copies") switch
        {
            null => new(min, Math.Max(min, 1), max),
            { Least: var least, Expected: var expected, Most: var most } when least == most => new(
                Math.Min(min, expected),
                expected,
                Math.Max(max, expected)
            ),
            var stated => stated,
        };
    }
}
