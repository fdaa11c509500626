using System.Collections.Immutable;
using Infrar.Core.Comparisons;
using Infrar.Core.Placements;
using static Infrar.Core.Manifests.Language.Shapes;

namespace Infrar.Core.Manifests.Language;

/// <summary>What the manifest may say of hosting options; the catalog's own words are woven in.</summary>
internal static class StrategyShapes
{
    internal static MapShape All(Catalog catalog)
    {
        var choices = Choices(catalog);
        return MapOf(
            "Hosting options: which offering runs each component, and where.",
            Name("Strategy."),
            Fields(
                "A hosting option.",
                [
                    Optional("title", Text("For people; the key by default.")),
                    Optional("extends", Name("Strategy that this one is laid over.")),
                    .. choices,
                    Optional("assessment", Assessment),
                    Optional(
                        "in",
                        MapOf(
                            "What differs in an environment.",
                            Name("Environment."),
                            Override(Fields("Part of a strategy.", choices), "What differs in this environment.")
                        )
                    ),
                ]
            )
        );
    }

    /// <summary>An assignment written as a map, by its offering.</summary>
    internal static TaggedShape Assignment(Catalog catalog) =>
        new("offering", [.. catalog.Offerings.Select(o => (o.Id, Assignment(o, catalog)))])
        {
            Description = "An offering, with what is chosen about it on purpose.",
        };

    /// <summary>A provider's settings: its region and its own fields.</summary>
    internal static ObjectShape Settings(Provider provider) =>
        Fields(
            $"Settings of {provider.Title}.",
            [
                .. RegionOf(provider, $"Home region at {provider.Title}."),
                .. provider.Settings.Fields.Where(f => f.Name != "region"),
            ]
        );

    private static ObjectShape Assessment =>
        Fields(
            "What somebody rated this strategy, shown beside the computed scores; one that extends it does not inherit it.",
            Required("source", Text("Who rated it, for people.")),
            Required(
                "stars",
                Fields(
                    "Stars by criterion, 1 to 5; 5 is best.",
                    [
                        .. CriterionWords.All.Select(c =>
                            Optional(c.Word(), Whole($"Stars for {c.Title().ToLowerInvariant()}.", 1, 5))
                        ),
                    ]
                )
            )
        );

    private static ImmutableArray<Field> Choices(Catalog catalog) =>
        [
            Optional(
                "place",
                MapOf(
                    "Where components run, by kind or, laid over that, by name.",
                    Name("Kind or component."),
                    new EitherShape(
                        Choice("Offering.", [.. catalog.Offerings.Select(o => o.Id)]),
                        Override(Assignment(catalog), "An offering with region, size or options.")
                    )
                    {
                        Description = "An offering, alone or with region, size and options.",
                    }
                )
            ),
            Optional(
                "providers",
                Fields(
                    "Settings by provider.",
                    [.. catalog.Hosts.Select(p => Optional(p.Id, Override(Settings(p), $"Settings of {p.Title}.")))]
                )
            ),
            Optional(
                "components",
                MapOf(
                    "What this strategy cannot give or gives differently, laid over the environment's components.",
                    Name("Component."),
                    Override(ComponentShapes.Any, "What differs; an empty value removes the component.")
                )
            ),
        ];

    private static ObjectShape Assignment(Offering offering, Catalog catalog) =>
        Fields(
            $"{offering.Title}.",
            [
                Required("offering", Choice("Offering.", offering.Id)),
                .. catalog.FindProvider(offering.Provider) is { } provider
                    ? RegionOf(provider, "Region; the provider's home region by default.")
                    : [],
                Optional("size", Text("Size as the provider names it; the smallest that fits by default.")),
                .. offering.Options.Fields.IsEmpty
                    ? ImmutableArray<Field>.Empty
                    : [Optional("options", offering.Options with { Description = $"Options of {offering.Title}." })],
            ]
        );

    private static ImmutableArray<Field> RegionOf(Provider provider, string description) =>
        provider.Regions.IsEmpty ? [] : [Optional("region", Choice(description, [.. provider.Regions.Keys]))];
}
