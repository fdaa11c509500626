using System.Collections.Immutable;
using System.Globalization;
using Infrar.Core.Judgements;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Core.Comparisons.Scoring;

/// <summary>What the formulas look at: one option, judged, with the facts of its offerings.</summary>
internal sealed class OptionSheet
{
    /// <summary>The sheet of a placed option.</summary>
    internal OptionSheet(
        Judgement judgement,
        Placement placement,
        OptionCost cost,
        CostReference reference,
        Catalog catalog
    )
    {
        (Judgement, Placement, Cost, Reference, Catalog) = (judgement, placement, cost, reference, catalog);
        Parts =
        [
            .. placement.Components.Select(c => new Part(
                c,
                catalog.FindOffering(c.Offering)?.Facts ?? OfferingFacts.Unstated
            )),
        ];
        var byHand = placement.Components.Where(c => !c.IsGenerated).Select(c => c.Component.Name).ToHashSet();
        Resources =
        [
            .. placement.Graph.Resources.Where(r =>
                !r.IsData && !byHand.Contains(r.Component) && IsWritten(r, catalog)
            ),
        ];
    }

    internal Judgement Judgement { get; }

    internal Placement Placement { get; }

    /// <summary>Cost at the level of traffic that ranks.</summary>
    internal OptionCost Cost { get; }

    internal CostReference Reference { get; }

    internal Catalog Catalog { get; }

    /// <summary>Components in manifest order, each with its offering's facts.</summary>
    internal ImmutableArray<Part> Parts { get; }

    /// <summary>Resources that a configuration is written for.</summary>
    internal ImmutableArray<Resource> Resources { get; }

    /// <summary>Parts that somebody sets up by hand, since no configuration is written for them.</summary>
    internal ImmutableArray<Part> ByHand => [.. Parts.Where(p => !p.Placed.IsGenerated)];

    /// <summary>Provider ids in use, in manifest order of components.</summary>
    internal ImmutableArray<string> Vendors => [.. Parts.Select(p => p.Provider).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether anything with state at a provider is written, so that its bucket comes first.</summary>
    internal bool HasStateBucket => Vendors.Any(v => Catalog.FindProvider(v)?.Backend(Placement.System) is not null);

    /// <summary>Input variables that have no default.</summary>
    internal ImmutableArray<TofuVariable> VariablesToSet =>
        [.. Placement.Variables.Where(v => v.Default is Value.Null)];

    /// <summary>A figure as the working of a formula shows it: up to two decimals.</summary>
    internal static string Figure(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    // What a provider without a configuration of ours shares among its components is made by hand with them.
    private static bool IsWritten(Resource resource, Catalog catalog) =>
        catalog.FindByTofuName(resource.Provider) is not { } provider || provider.Offerings.Any(o => o.IsGenerated);

    /// <summary>A component and what its offering is like.</summary>
    /// <param name="Placed">Where it stands.</param>
    /// <param name="Facts">What its offering states.</param>
    internal sealed record Part(PlacedComponent Placed, OfferingFacts Facts)
    {
        internal string Name => Placed.Component.Name;

        internal string Offering => Placed.Offering;

        internal ComponentKind Kind => Placed.Component.Kind;

        internal string Provider => Offering[..Offering.IndexOf('/', StringComparison.Ordinal)];
    }
}
