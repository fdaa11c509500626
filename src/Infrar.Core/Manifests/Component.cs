using System.Collections.Immutable;
using Infrar.Core.Diagnostics;

namespace Infrar.Core.Manifests;

/// <summary>The sorts of components that a system can have.</summary>
public enum ComponentKind
{
    /// <summary>Files served over HTTPS from many places.</summary>
    StaticSite,

    /// <summary>A container that answers requests on a port.</summary>
    Service,

    /// <summary>A container that runs without being called over the network.</summary>
    Worker,

    /// <summary>A container that runs at set times and ends.</summary>
    ScheduledJob,

    /// <summary>A container beside every copy of a service or worker.</summary>
    Sidecar,

    /// <summary>A PostgreSQL database.</summary>
    PostgreSql,

    /// <summary>A Redis-compatible cache.</summary>
    Redis,

    /// <summary>Files by name: S3 and what speaks it.</summary>
    ObjectStore,

    /// <summary>Sealed credentials, readable by named components only.</summary>
    Secrets,

    /// <summary>Container images by name and tag.</summary>
    ContainerRegistry,
}

/// <summary>One part of a system, as one environment needs it; every quantity in the unit its name ends with.</summary>
public abstract record Component
{
    /// <summary>Key in the manifest: lower-case letters, digits and dashes, 1–40 characters, starting with a letter.</summary>
    public required string Name { get; init; }

    /// <summary>Name for people; the key where the manifest gives none.</summary>
    public required string Title { get; init; }

    /// <summary>The sort of this component.</summary>
    public abstract ComponentKind Kind { get; }

    /// <summary>Names of the components that this one calls, reads or writes, in manifest order.</summary>
    public ImmutableArray<string> Uses { get; init; } = [];

    /// <summary>Where the manifest describes it, for diagnostics that arise later than reading.</summary>
    public required SourceLocation Location { get; init; }
}

/// <summary>Files served over HTTPS from many places.</summary>
public sealed record StaticSite : Component
{
    /// <inheritdoc/>
    public override ComponentKind Kind => ComponentKind.StaticSite;

    /// <summary>How the files are made; null when they are uploaded ready-made.</summary>
    public SiteBuild? Build { get; init; }

    /// <summary>Host names that the site answers, the canonical one first.</summary>
    public ImmutableArray<string> Domains { get; init; } = [];

    /// <summary>Public settings baked in at build time, ordinal order of names.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } = Ordinal.Empty;

    /// <summary>Whether every pull request gets a deployment of its own.</summary>
    public bool Previews { get; init; }

    /// <summary>Whether the host's own visitor statistics are switched on.</summary>
    public bool Analytics { get; init; }
}

/// <summary>How a static site's files are made.</summary>
/// <param name="Framework">For example <c>nextjs</c>; empty when unknown.</param>
/// <param name="Command">Shell command that builds the site.</param>
/// <param name="Output">Folder that holds the finished files.</param>
/// <param name="Root">Folder in the repository to build in; <c>/</c> is its root.</param>
/// <param name="Repository"><c>owner/name</c> at a Git host; empty when not connected.</param>
/// <param name="Branch">Branch that production is built from.</param>
public sealed record SiteBuild(
    string Framework,
    string Command,
    string Output,
    string Root,
    string Repository,
    string Branch
);
