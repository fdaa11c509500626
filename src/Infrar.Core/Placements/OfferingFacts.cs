using System.Collections.Immutable;

namespace Infrar.Core.Placements;

/// <summary>What an offering is like beside what it runs: the facts that options are scored by.</summary>
/// <remarks>
/// Each offering states its own, in its own file, from its provider's documentation. What is not stated is not promised:
/// it counts as absent, and a copy limit that is not stated is left out of the score.
/// </remarks>
public sealed record OfferingFacts
{
    /// <summary>An offering that states nothing.</summary>
    public static OfferingFacts Unstated { get; } = new() { Source = "" };

    /// <summary>Who documents the facts: a page of the provider, or of ours where we write what runs there.</summary>
    public required string Source { get; init; }

    /// <summary>How capacity follows load.</summary>
    public Elasticity Elasticity { get; init; }

    /// <summary>
    /// Most copies, nodes or replicas of one component on machines of their own, the first included; null where no limit is
    /// documented or none applies.
    /// </summary>
    public int? MaxCopies { get; init; }

    /// <summary>What the team does itself; the provider does the rest.</summary>
    public ImmutableArray<Duty> DutiesLeft { get; init; } = [];

    /// <summary>What it does for those who change the software every day.</summary>
    public ImmutableArray<DeveloperFeature> Developer { get; init; } = [];

    /// <summary>What the team decides itself.</summary>
    public ImmutableArray<ControlAspect> Control { get; init; } = [];

    /// <summary>What keeps others out and shows who did what.</summary>
    public ImmutableArray<IsolationAspect> Isolation { get; init; } = [];

    /// <summary>What makes it easy to leave.</summary>
    public ImmutableArray<OpenAspect> Open { get; init; } = [];

    /// <summary>Whether the provider does everything but the software itself.</summary>
    public bool IsFullyManaged => DutiesLeft.IsEmpty;
}

/// <summary>How capacity follows load, rising; the steps count alike.</summary>
public enum Elasticity
{
    /// <summary>It does not: more capacity is another machine or a move.</summary>
    Fixed,

    /// <summary>Somebody changes a number or a size.</summary>
    ByHand,

    /// <summary>By load, between bounds that are set.</summary>
    Automatic,

    /// <summary>The provider sees to it; no bound is set.</summary>
    Unbounded,
}

/// <summary>Work that a component brings with it month by month, wherever it runs.</summary>
public enum Duty
{
    /// <summary>Updates of the operating system and the container engine.</summary>
    HostPatching,

    /// <summary>Bringing back what ran on a machine that fails.</summary>
    FailureRecovery,

    /// <summary>Updates of the database, cache, registry or web server itself.</summary>
    SoftwareUpgrades,

    /// <summary>Backups that lie elsewhere, and trying whether they come back.</summary>
    Backups,
}

/// <summary>What a place does for those who change the software every day.</summary>
public enum DeveloperFeature
{
    /// <summary>A push to Git deploys.</summary>
    GitDeploys,

    /// <summary>Sources are enough: it builds without a build file.</summary>
    BuildsFromSource,

    /// <summary>Every pull request gets a deployment of its own.</summary>
    Previews,

    /// <summary>One action brings the version before back.</summary>
    Rollback,

    /// <summary>Logs and metrics can be read without signing in to a machine.</summary>
    Console,
}

/// <summary>What a team decides itself.</summary>
public enum ControlAspect
{
    /// <summary>Who may reach it, by rules of one's own.</summary>
    Network,

    /// <summary>Any software: any image, or versions and parameters of what is provided.</summary>
    Software,

    /// <summary>The operating system, as its administrator.</summary>
    OperatingSystem,

    /// <summary>The region, and the zones where it has some.</summary>
    Region,

    /// <summary>The keys that data is sealed with.</summary>
    Keys,
}

/// <summary>What keeps others out and shows who did what.</summary>
public enum IsolationAspect
{
    /// <summary>It can be out of the internet's reach; not asked of a static site, which is there to be reached.</summary>
    PrivateNetwork,

    /// <summary>Each component can have an identity of its own, with permissions for single actions.</summary>
    Identities,

    /// <summary>Data lies encrypted, unless the manifest says otherwise.</summary>
    EncryptedAtRest,

    /// <summary>Changes are recorded, with who made them.</summary>
    AuditLog,
}

/// <summary>What makes a place easy to leave.</summary>
public enum OpenAspect
{
    /// <summary>What runs there speaks a protocol, or has a format, that others offer too: containers, PostgreSQL, Redis, S3, files.</summary>
    OpenProtocol,

    /// <summary>All that it holds comes out by a documented, ordinary tool.</summary>
    Export,
}
