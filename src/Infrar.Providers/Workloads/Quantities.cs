using Infrar.Core.Manifests;
using Infrar.Core.Pricing;

namespace Infrar.Providers.Workloads;

/// <summary>From a usage profile to monthly quantities, with the defaults that <c>docs/usage.md</c> states.</summary>
internal static class Quantities
{
    /// <summary>What the profile states, or nothing.</summary>
    internal static Func<UsageProfile, UsageRange?> Stated(Component component, string quantity) =>
        profile => profile.Of(component.Name, quantity);

    /// <summary>What the profile states, or 0.</summary>
    internal static Func<UsageProfile, UsageRange?> StatedOrNone(Component component, string quantity) =>
        profile => profile.Of(component.Name, quantity) ?? UsageRange.Exactly(0);

    /// <summary>GB sent to the internet: nothing is assumed of a service or a site, none of what is not called from there.</summary>
    internal static Func<UsageProfile, UsageRange?> Egress(Component component) =>
        component is Service or StaticSite ? Stated(component, "egressGB") : StatedOrNone(component, "egressGB");

    /// <summary>
    /// Mean number of copies: as stated, else from runs and minutes each of a worker that states those, else least
    /// <c>min</c>, expected <c>min</c> (1 if 0), most <c>max</c>.
    /// </summary>
    internal static Func<UsageProfile, UsageRange?> Copies(Workload workload) =>
        profile =>
            profile.Of(workload.Name, "copies")
            ?? FromRuns(workload, profile)
            ?? new(workload.Scaling.Min, Math.Max(workload.Scaling.Min, 1), workload.Scaling.Max);

    /// <summary>The same where at least <paramref name="floor"/> copies always run.</summary>
    internal static Func<UsageProfile, UsageRange?> Copies(Workload workload, int floor) =>
        profile => Copies(workload)(profile)?.Max(UsageRange.Exactly(floor));

    /// <summary>Hours that a job runs: runs (from its schedule unless stated) × minutes each; nothing without the latter.</summary>
    internal static Func<UsageProfile, UsageRange?> JobHours(ScheduledJob job) =>
        profile =>
            profile.Of(job.Name, "runMinutes") is { } minutes && Runs(job, profile) is { } runs
                ? minutes.Times(runs).Each(m => m / 60m)
                : null;

    private static UsageRange? Runs(ScheduledJob job, UsageProfile profile) =>
        profile.Of(job.Name, "runs")
        ?? (CronSchedule.Parse(job.Schedule) is { } schedule ? UsageRange.Exactly(schedule.MonthlyRuns) : null);

    /// <summary>Paid seats at each vendor that sells seats; 1 unless stated.</summary>
    internal static UsageRange? Seats(UsageProfile profile) =>
        profile.Of(UsageProfile.WholeSystem, "vendorSeats") ?? UsageRange.Exactly(1);

    /// <summary>The sum of what several components use of one resource; nothing where one of them is not known.</summary>
    internal static Func<UsageProfile, UsageRange?> Sum(IEnumerable<Func<UsageProfile, UsageRange?>> quantities)
    {
        var all = quantities.ToArray();
        return profile =>
            all.Aggregate(
                (UsageRange?)UsageRange.Exactly(0),
                (sum, quantity) => sum is not null && quantity(profile) is { } use ? sum.Plus(use) : null
            );
    }

    private static UsageRange? FromRuns(Workload workload, UsageProfile profile) =>
        workload is Worker
        && profile.Of(workload.Name, "runs") is { } runs
        && profile.Of(workload.Name, "runMinutes") is { } minutes
            ? minutes.Times(runs).Each(m => m / 60m / Meter.HoursPerMonth)
            : null;
}
