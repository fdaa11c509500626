using Infrar.Core.Placements;
using static Infrar.Core.Manifests.Language.Shapes;

namespace Infrar.Core.Manifests.Language;

/// <summary>The language of <c>infrar.yaml</c>: the one description that checking, JSON Schema and reference come from.</summary>
public static class ManifestLanguage
{
    /// <summary>The version that <c>infrar:</c> states.</summary>
    public const int Version = 1;

    /// <summary>The shape of a whole manifest, with a catalog's offerings and provider settings woven in.</summary>
    public static ObjectShape For(Catalog catalog) =>
        Fields(
            "A system: what it consists of, what it needs, and where it may run.",
            Required("infrar", Whole("Version of the language.", Version, Version)),
            Required("system", Name("Name of the system.")),
            Optional("currency", Text("Currency of sums, ISO 4217; `USD` by default.", "[A-Z]{3}", "like 'EUR'")),
            Required("components", MapOf("What the system consists of.", Name("Component."), ComponentShapes.Any)),
            Optional("network", SystemShapes.Network),
            Optional("dns", SystemShapes.Dns),
            Optional("monitoring", SystemShapes.Monitoring),
            Optional("audit", Flag("Whether every call to a provider's API is recorded; false by default.")),
            Optional("requirements", SystemShapes.Requirements),
            Optional("usage", SystemShapes.Usage),
            Optional("comparison", SystemShapes.Comparison),
            Required("environments", Environments),
            Required("strategies", StrategyShapes.All(catalog))
        );

    private static MapShape Environments =>
        MapOf(
            "Copies of the system; each states what differs from the description above.",
            Name("Environment."),
            Fields(
                "A copy of the system.",
                Optional("title", Text("For people; the key by default.")),
                Required(
                    "strategies",
                    OneOrMore("Strategies that it may be placed under, the default first.", Name("Strategy."))
                ),
                Optional(
                    "components",
                    MapOf(
                        "What differs, by component; an empty value removes the component.",
                        Name("Component."),
                        Override(ComponentShapes.Any, "What differs; an empty value removes the component.")
                    )
                ),
                Optional("network", Override(SystemShapes.Network, "What differs in the private network.")),
                Optional("dns", Override(SystemShapes.Dns, "What differs in public names.")),
                Optional("monitoring", Override(SystemShapes.Monitoring, "What differs in logs, metrics, alarms.")),
                Optional("audit", Flag("Whether every call to a provider's API is recorded.")),
                Optional("requirements", Override(SystemShapes.Requirements, "What differs in what must hold.")),
                Optional("usage", Override(SystemShapes.Usage, "What differs in traffic.")),
                Optional("comparison", Override(SystemShapes.Comparison, "What differs in comparing."))
            )
        );
}
