using System.Collections.Immutable;
using Infrar.Core.Comparisons;

namespace Infrar.Core.Manifests;

/// <summary>A system as one environment needs it under one strategy: the manifest with every override applied.</summary>
public sealed record SystemDescription
{
    /// <summary>The system's name: lower-case letters, digits and dashes.</summary>
    public required string Name { get; init; }

    /// <summary>The environment's name.</summary>
    public required string Environment { get; init; }

    /// <summary>The hosting option.</summary>
    public required Strategy Strategy { get; init; }

    /// <summary>Components in manifest order; names are unique and every name in a <c>uses</c> exists.</summary>
    public required ImmutableArray<Component> Components { get; init; }

    /// <summary>Private network.</summary>
    public Network Network { get; init; } = new();

    /// <summary>Public names; null when the system keeps none.</summary>
    public Dns? Dns { get; init; }

    /// <summary>Logs, metrics, alarms.</summary>
    public Monitoring Monitoring { get; init; } = new();

    /// <summary>Whether every call to a provider's API is recorded.</summary>
    public bool AuditTrail { get; init; }

    /// <summary>What must hold.</summary>
    public Requirements Requirements { get; init; } = new();

    /// <summary>Named levels of traffic, in manifest order.</summary>
    public ImmutableArray<UsageProfile> UsageProfiles { get; init; } = [];

    /// <summary>The level of traffic that is meant when none is named: medium, else the one in the middle, else none.</summary>
    public UsageProfile UsualTraffic =>
        UsageProfiles.FirstOrDefault(p => p.Name == "medium")
        ?? (UsageProfiles.IsEmpty ? UsageProfile.NotStated : UsageProfiles[UsageProfiles.Length / 2]);

    /// <summary>Weights of criteria that the manifest states for comparisons, 0 to 5 each; the rest count as usual.</summary>
    public ImmutableSortedDictionary<Criterion, decimal> ComparisonWeights { get; init; } =
        ImmutableSortedDictionary<Criterion, decimal>.Empty;

    /// <summary>Currency that sums are shown in, ISO 4217.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>The component of that name.</summary>
    /// <exception cref="KeyNotFoundException">No component has that name; reading the manifest excludes it for <c>uses</c>.</exception>
    public Component this[string name] =>
        Components.FirstOrDefault(c => c.Name == name)
        ?? throw new KeyNotFoundException($"The system has no component '{name}'.");
}

/// <summary>Where sidecars of a component are looked up, and other questions about the whole system.</summary>
public static class SystemDescriptionQueries
{
    /// <summary>The sidecars of a workload, in manifest order.</summary>
    public static IEnumerable<Sidecar> SidecarsOf(this SystemDescription system, string workload) =>
        system.Components.OfType<Sidecar>().Where(s => s.Of == workload);

    /// <summary>The components that use <paramref name="name"/>, in manifest order.</summary>
    public static IEnumerable<Component> UsersOf(this SystemDescription system, string name) =>
        system.Components.Where(c => c.Uses.Contains(name));
}

/// <summary>A private network.</summary>
public sealed record Network
{
    /// <summary>Address block, for example <c>10.0.0.0/16</c>.</summary>
    public string Cidr { get; init; } = "10.0.0.0/16";

    /// <summary>Zones to spread over, 1–6.</summary>
    public int Zones { get; init; } = 2;

    /// <summary>Blocks of the public subnets, one per zone; empty to derive them.</summary>
    public ImmutableArray<string> PublicSubnets { get; init; } = [];

    /// <summary>Blocks of the private subnets, one per zone; empty to derive them.</summary>
    public ImmutableArray<string> PrivateSubnets { get; init; } = [];

    /// <summary>How private subnets reach the internet.</summary>
    public OutboundAccess Outbound { get; init; } = OutboundAccess.PerZone;
}

/// <summary>How private subnets reach the internet.</summary>
public enum OutboundAccess
{
    /// <summary>One gateway in each zone.</summary>
    PerZone,

    /// <summary>One gateway for all; its zone's loss cuts off the rest.</summary>
    OneForAll,

    /// <summary>No way out.</summary>
    None,
}

/// <summary>Public names.</summary>
/// <param name="Zone">Domain that is registered, for example <c>infrar.io</c>.</param>
/// <param name="HealthChecks">Whether endpoints are probed from outside.</param>
public sealed record Dns(string Zone, bool HealthChecks);

/// <summary>Logs, metrics, alarms.</summary>
public sealed record Monitoring
{
    /// <summary>Days that logs are kept.</summary>
    public int LogRetentionDays { get; init; } = 30;

    /// <summary>What raises an alarm, in manifest order.</summary>
    public ImmutableArray<Alarm> Alarms { get; init; } = [];

    /// <summary>Names of the system's own metrics, one per signal and component.</summary>
    public ImmutableArray<string> CustomMetrics { get; init; } = [];

    /// <summary>Whether a dashboard is made.</summary>
    public bool Dashboard { get; init; }

    /// <summary>E-mail addresses that hear of alarms and budgets.</summary>
    public ImmutableArray<string> Notify { get; init; } = [];
}

/// <summary>What an alarm watches.</summary>
public enum AlarmSignal
{
    /// <summary>Share of requests that fail, percent.</summary>
    ErrorRate,

    /// <summary>95th percentile of response time, milliseconds.</summary>
    Latency,

    /// <summary>Mean processor use, percent.</summary>
    Cpu,

    /// <summary>Mean memory use, percent.</summary>
    Memory,

    /// <summary>Free disk, GiB; the alarm fires below the threshold.</summary>
    FreeStorage,
}

/// <summary>A threshold on one signal of one component.</summary>
/// <param name="Component">Component that is watched.</param>
/// <param name="Signal">What is measured.</param>
/// <param name="Threshold">In the signal's unit.</param>
/// <param name="Period">Length of one measurement.</param>
/// <param name="Periods">Measurements in a row beyond the threshold, 1 or more.</param>
public sealed record Alarm(string Component, AlarmSignal Signal, decimal Threshold, TimeSpan Period, int Periods);

/// <summary>What must hold for a placement to be acceptable.</summary>
public sealed record Requirements
{
    /// <summary>Jurisdictions (<c>EU</c>, <c>US</c>, ISO country codes) where data may lie; empty for anywhere.</summary>
    public ImmutableArray<string> Residency { get; init; } = [];

    /// <summary>Least share of time that the system works, percent, for example 99.9; null when not stated.</summary>
    public decimal? AvailabilityPercent { get; init; }

    /// <summary>Longest acceptable outage; null when not stated.</summary>
    public TimeSpan? RecoveryTime { get; init; }

    /// <summary>Longest acceptable loss of data, as time; null when not stated.</summary>
    public TimeSpan? RecoveryPoint { get; init; }

    /// <summary>Most that a month may cost, in the system's currency; null when not stated.</summary>
    public decimal? MonthlyBudget { get; init; }

    /// <summary>Most vendors; null when not stated.</summary>
    public int? MaxVendors { get; init; }
}

/// <summary>A named level of traffic.</summary>
/// <param name="Name">For example <c>low</c>.</param>
/// <param name="Title">For people, with what it stands for.</param>
/// <param name="Components">Component to quantity name to quantity per month; names and units in <c>docs/usage.md</c>.</param>
public sealed record UsageProfile(
    string Name,
    string Title,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, UsageRange>> Components
)
{
    /// <summary>Component name under which use of the system as a whole is stated (<c>dnsQueries</c>, <c>auditEvents</c>).</summary>
    public const string WholeSystem = "system";

    /// <summary>Stands for a manifest that states no usage; what depends on it is reported as not priced.</summary>
    public static UsageProfile NotStated { get; } =
        new(
            "none",
            "No usage stated",
            ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, UsageRange>>(
                StringComparer.Ordinal
            )
        );

    /// <summary>What the profile states of a quantity of a component, or null.</summary>
    public UsageRange? Of(string component, string quantity) =>
        Components.GetValueOrDefault(component)?.GetValueOrDefault(quantity);
}

/// <summary>A monthly quantity that is known only within bounds; all three equal when it is known.</summary>
/// <param name="Least">Lower bound, 0 or more.</param>
/// <param name="Expected">Between the bounds.</param>
/// <param name="Most">Upper bound.</param>
public sealed record UsageRange(decimal Least, decimal Expected, decimal Most)
{
    /// <summary>A quantity that is known.</summary>
    public static UsageRange Exactly(decimal quantity) => new(quantity, quantity, quantity);
}
