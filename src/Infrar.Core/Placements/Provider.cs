using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Core.Placements;

/// <summary>A cloud or host: its offerings, prices, and what it makes once for all components placed on it.</summary>
public abstract class Provider
{
    /// <summary>Key, for example <c>aws</c>; the first part of its offerings' ids.</summary>
    public abstract string Id { get; }

    /// <summary>Name for people.</summary>
    public abstract string Title { get; }

    /// <summary>Its OpenTofu provider; null when nothing is generated for it.</summary>
    public virtual TofuProvider? Tofu => null;

    /// <summary>Its offerings, one file each.</summary>
    public abstract ImmutableArray<Offering> Offerings { get; }

    /// <summary>Rules that price its resources, at most one for each resource type.</summary>
    public virtual ImmutableArray<PricingRule> PricingRules => [];

    /// <summary>Checks of its resources, one file each.</summary>
    public virtual ImmutableArray<Check> Checks => [];

    /// <summary>
    /// Last part of its OpenTofu provider's source, for example <c>google</c>; how a plan calls it, also where nothing is
    /// generated for it.
    /// </summary>
    public virtual string TofuName => Tofu?.Name ?? Id;

    /// <summary>Other OpenTofu providers that make the same resources, for example <c>google-beta</c>.</summary>
    public virtual ImmutableArray<string> OtherTofuNames => [];

    /// <summary>Region that a planned resource lives in, as its prices name it; empty when global or unknown.</summary>
    /// <param name="attributes">The resource's attributes.</param>
    /// <param name="configuration">Arguments of its provider configuration; unknown ones are <see cref="Value.Unknown"/>.</param>
    public virtual string RegionOf(Value.MapOf attributes, Value.MapOf configuration) => "";

    /// <summary>The same, for a provider of which some types have no region.</summary>
    /// <param name="type">OpenTofu type.</param>
    /// <param name="attributes">The resource's attributes.</param>
    /// <param name="configuration">Arguments of its provider configuration; unknown ones are <see cref="Value.Unknown"/>.</param>
    public virtual string RegionOf(string type, Value.MapOf attributes, Value.MapOf configuration) =>
        RegionOf(attributes, configuration);

    /// <summary>Free allowances of an account there.</summary>
    public virtual ImmutableArray<Allowance> Allowances => [];

    /// <summary>Its prices; read at first use.</summary>
    public virtual PriceTable Prices => PriceTable.Empty;

    /// <summary>Regions by name, with the jurisdiction that data there falls under; empty when it has none.</summary>
    public virtual ImmutableSortedDictionary<string, string> Regions =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Types of its resources that keep data of a system and lie in one region; residency is judged by them.</summary>
    public virtual ImmutableArray<string> DataTypes => [];

    /// <summary>Settings that a strategy may state for it beside <c>region</c>; the empty object when it has none.</summary>
    public virtual ObjectShape Settings => ObjectShape.Empty;

    /// <summary>
    /// Where OpenTofu's state can be kept at this provider, in a bucket that is made by hand before the first
    /// <c>init</c>; null where it keeps none.
    /// </summary>
    public virtual TofuBackend? Backend(SystemDescription system) => null;

    /// <summary>Makes what its components share (network, cluster, keys) before any of them is placed.</summary>
    public virtual void Prepare(Site site) { }

    /// <summary>Makes what looks across components (alarms, dashboards, budgets, names) after all are placed.</summary>
    public virtual void Complete(Site site) { }
}

/// <summary>An OpenTofu provider as <c>required_providers</c> states it.</summary>
/// <param name="Source">For example <c>hashicorp/aws</c>.</param>
/// <param name="Version">Version constraint, for example <c>~> 6.25</c>.</param>
public sealed record TofuProvider(string Source, string Version)
{
    /// <summary>Local name, the last part of <see cref="Source"/>; <see cref="Resources.Resource.Provider"/> holds it.</summary>
    public string Name => Source[(Source.LastIndexOf('/') + 1)..];
}

/// <summary>A <c>backend</c> block.</summary>
/// <param name="Type">For example <c>s3</c>.</param>
/// <param name="Arguments">Its arguments; credentials never stand among them.</param>
public sealed record TofuBackend(string Type, Value.MapOf Arguments)
{
    /// <summary>Name of the bucket that holds a system's state.</summary>
    public static string BucketOf(SystemDescription system) => $"{system.Name}-{system.Environment}-tofu-state";

    /// <summary>An object store that speaks S3 and is not Amazon's, so that what only Amazon answers is not asked.</summary>
    /// <param name="system">System whose state it holds.</param>
    /// <param name="endpoint">Its address, for example <c>https://nyc3.digitaloceanspaces.com</c>.</param>
    // https://opentofu.org/docs/language/settings/backends/s3/
    public static TofuBackend S3Compatible(SystemDescription system, string endpoint) =>
        new(
            "s3",
            Map(
                ("bucket", BucketOf(system)),
                ("key", $"{system.Strategy.Name}.tfstate"),
                ("region", "us-east-1"),
                ("endpoints", Map(("s3", endpoint))),
                ("use_path_style", true),
                ("use_lockfile", true),
                ("skip_credentials_validation", true),
                ("skip_metadata_api_check", true),
                ("skip_region_validation", true),
                ("skip_requesting_account_id", true),
                ("skip_s3_checksum", true)
            )
        );
}
