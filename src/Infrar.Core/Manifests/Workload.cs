using System.Collections.Immutable;

namespace Infrar.Core.Manifests;

/// <summary>A component that runs a container.</summary>
public abstract record Workload : Component
{
    /// <summary>Image reference as the manifest states it; empty when the image comes from the system's own registry.</summary>
    public string Image { get; init; } = "";

    /// <summary>
    /// Image that a build made of the team's sources, by digest, such as <c>registry.example.com/shop/api@sha256:…</c>: it goes before
    /// what the manifest states, which never says this. Empty when none was released.
    /// </summary>
    public string BuiltImage { get; init; } = "";

    /// <summary>Virtual processors per copy, above 0; 0.5 is half of one.</summary>
    public decimal Cpu { get; init; }

    /// <summary>Memory per copy, MiB, above 0.</summary>
    public int MemoryMiB { get; init; }

    /// <summary>Command line in place of the image's own; empty for the image's own.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>Plain settings. A value may hold references such as <c>${database.host}</c>.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } = Ordinal.Empty;

    /// <summary>
    /// Environment variable to secret: <c>component/entry</c> of a secrets component, or an ARN or name kept as stated.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Secrets { get; init; } = Ordinal.Empty;

    /// <summary>Ports that the workload listens on inside its network; 0 when none.</summary>
    public int Port { get; init; }

    /// <summary>Health check; null when none is stated.</summary>
    public HealthCheck? Health { get; init; }

    /// <summary>How many copies run; (1, 1) when not stated.</summary>
    public Scaling Scaling { get; init; } = new(1, 1, null, null, null);

    /// <summary>Processor architecture of the image: <c>x86-64</c> or <c>arm64</c>.</summary>
    public string Architecture { get; init; } = "x86-64";

    /// <summary>Whether it starts containers itself and so needs a container engine (image builds).</summary>
    public bool NeedsContainerEngine { get; init; }

    /// <summary>Ports outside the system that the workload opens connections to; 443 when not stated.</summary>
    public ImmutableArray<int> OutboundPorts { get; init; } = [443];
}

/// <summary>A container that answers requests on a port.</summary>
public sealed record Service : Workload
{
    /// <inheritdoc/>
    public override ComponentKind Kind => ComponentKind.Service;

    /// <summary>Whether it is reached from the internet, through a load balancer.</summary>
    public bool Public { get; init; }

    /// <summary>Host names that it answers; non-empty only when <see cref="Public"/>.</summary>
    public ImmutableArray<string> Domains { get; init; } = [];

    /// <summary>Share of copies replaced at a time in a rolling update, percent 1–100.</summary>
    public int RolloutPercent { get; init; } = 100;

    /// <summary>Web application firewall before it; null when none is asked for.</summary>
    public WebFirewall? Firewall { get; init; }
}

/// <summary>A container that runs without being called over the network.</summary>
public sealed record Worker : Workload
{
    /// <inheritdoc/>
    public override ComponentKind Kind => ComponentKind.Worker;
}

/// <summary>A container that runs at set times and ends.</summary>
public sealed record ScheduledJob : Workload
{
    /// <inheritdoc/>
    public override ComponentKind Kind => ComponentKind.ScheduledJob;

    /// <summary>Five cron fields: minute, hour, day of month, month, day of week.</summary>
    public required string Schedule { get; init; }

    /// <summary>IANA time zone that the schedule is read in.</summary>
    public string TimeZone { get; init; } = "UTC";
}

/// <summary>A container beside every copy of another workload.</summary>
public sealed record Sidecar : Workload
{
    /// <inheritdoc/>
    public override ComponentKind Kind => ComponentKind.Sidecar;

    /// <summary>Name of the workload that it accompanies.</summary>
    public required string Of { get; init; }
}

/// <summary>How to tell whether a copy works.</summary>
/// <param name="Path">HTTP path; empty when only <paramref name="Command"/> is stated.</param>
/// <param name="Interval">Time between checks.</param>
/// <param name="Timeout">Time after which one check has failed.</param>
/// <param name="Retries">Failures in a row that make a copy unhealthy, 1–10.</param>
/// <param name="StartPeriod">Time after a start in which failures do not count.</param>
/// <param name="Command">Shell command run inside the container, as stated; empty when none.</param>
public sealed record HealthCheck(
    string Path,
    TimeSpan Interval,
    TimeSpan Timeout,
    int Retries,
    TimeSpan StartPeriod,
    string Command
);

/// <summary>Bounds and aim of the number of copies.</summary>
/// <param name="Min">Least copies, 0 or more.</param>
/// <param name="Max">Most copies, at least <paramref name="Min"/> and at least 1.</param>
/// <param name="CpuTargetPercent">Mean processor use that scaling aims at, percent 1–100; null when not stated.</param>
/// <param name="OutCooldown">Wait after adding copies; null for the platform's own.</param>
/// <param name="InCooldown">Wait after removing copies; null for the platform's own.</param>
public sealed record Scaling(int Min, int Max, int? CpuTargetPercent, TimeSpan? OutCooldown, TimeSpan? InCooldown)
{
    /// <summary>Whether the number of copies varies.</summary>
    public bool IsElastic => Max > Min;
}

/// <summary>What a web application firewall keeps out.</summary>
/// <param name="RateLimitRequests">Requests per window and address; null for no limit.</param>
/// <param name="RateLimitWindow">The window.</param>
/// <param name="SqlInjection">Whether SQL injection is blocked.</param>
/// <param name="CrossSiteScripting">Whether cross-site scripting is blocked.</param>
/// <param name="KnownBadInputs">Whether known bad inputs are blocked.</param>
/// <param name="AllowCountries">ISO 3166-1 alpha-2 codes; empty for all.</param>
/// <param name="DenyCountries">ISO 3166-1 alpha-2 codes; empty for none.</param>
/// <param name="AllowAddresses">CIDR blocks that are let in before every other rule.</param>
/// <param name="DenyAddresses">CIDR blocks that are always refused.</param>
public sealed record WebFirewall(
    int? RateLimitRequests,
    TimeSpan RateLimitWindow,
    bool SqlInjection,
    bool CrossSiteScripting,
    bool KnownBadInputs,
    ImmutableArray<string> AllowCountries,
    ImmutableArray<string> DenyCountries,
    ImmutableArray<string> AllowAddresses,
    ImmutableArray<string> DenyAddresses
);
