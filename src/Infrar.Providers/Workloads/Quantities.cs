using Infrar.Core.Manifests;

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

    /// <summary>Mean number of copies: as stated, else least <c>min</c>, expected <c>min</c> (1 if 0), most <c>max</c>.</summary>
    internal static Func<UsageProfile, UsageRange?> Copies(Workload workload) =>
        profile =>
            profile.Of(workload.Name, "copies")
            ?? new(workload.Scaling.Min, Math.Max(workload.Scaling.Min, 1), workload.Scaling.Max);

    /// <summary>The same where at least <paramref name="floor"/> copies always run.</summary>
    internal static Func<UsageProfile, UsageRange?> Copies(Workload workload, int floor) =>
        profile => Copies(workload)(profile) is { } copies ? AtLeast(copies, floor) : null;

    /// <summary>Hours that a job runs: runs (from its schedule unless stated) × minutes each; nothing without the latter.</summary>
    internal static Func<UsageProfile, UsageRange?> JobHours(ScheduledJob job) =>
        profile =>
            profile.Of(job.Name, "runMinutes") is { } minutes
                ? Times(
                    minutes,
                    profile.Of(job.Name, "runs") ?? UsageRange.Exactly(CronRuns.PerMonth(job.Schedule)),
                    1m / 60m
                )
                : null;

    /// <summary>Paid seats at each vendor that sells seats; 1 unless stated.</summary>
    internal static UsageRange? Seats(UsageProfile profile) =>
        profile.Of(UsageProfile.WholeSystem, "vendorSeats") ?? UsageRange.Exactly(1);

    /// <summary>The sum of what several components use; nothing where one of them is not known.</summary>
    internal static Func<UsageProfile, UsageRange?> Sum(IEnumerable<Func<UsageProfile, UsageRange?>> quantities)
    {
        var all = quantities.ToArray();
        return profile =>
        {
            var sum = UsageRange.Exactly(0);
            foreach (var quantity in all)
            {
                if (quantity(profile) is not { } one)
                {
                    return null;
                }

                sum = new(sum.Least + one.Least, sum.Expected + one.Expected, sum.Most + one.Most);
            }

            return sum;
        };
    }

    /// <summary>The range with every bound multiplied.</summary>
    internal static UsageRange Times(this UsageRange range, decimal factor) =>
        new(range.Least * factor, range.Expected * factor, range.Most * factor);

    private static UsageRange Times(UsageRange a, UsageRange b, decimal factor) =>
        new(a.Least * b.Least * factor, a.Expected * b.Expected * factor, a.Most * b.Most * factor);

    private static UsageRange AtLeast(UsageRange range, int floor) =>
        new(Math.Max(range.Least, floor), Math.Max(range.Expected, floor), Math.Max(range.Most, floor));
}
