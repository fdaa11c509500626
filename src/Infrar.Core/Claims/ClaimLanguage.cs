using Infrar.Core.Manifests.Language;
using static Infrar.Core.Manifests.Language.Shapes;

namespace Infrar.Core.Claims;

/// <summary>What a file of claims may hold.</summary>
internal static class ClaimLanguage
{
    private const decimal MostMoney = 1_000_000_000m;

    /// <summary>The whole file.</summary>
    internal static ObjectShape Root { get; } =
        Fields(
            "What a planning document claims.",
            Required("document", Text("The document, for people.")),
            Required("tables", ListOf("Its claims by environment and strategy.", Table()))
        );

    private static ObjectShape Table() =>
        Fields(
            "Claims of one environment under one strategy.",
            Required("title", Text("Heading.")),
            Required("environment", Name("Environment of the manifest.")),
            Optional("strategy", Name("Strategy; the environment's first when left out.")),
            Optional("traffic", Name("Level of traffic that single amounts are held against.")),
            Optional("whole", Flag("Whether the table means to list every cost.")),
            Optional("stars", Flag("Whether the stars that strategies state (assessment) are held against scores.")),
            Optional("claims", ListOf("The claims.", Claim(), 300))
        );

    private static ObjectShape Claim() =>
        Fields(
            "One claim: an amount, a rule that checks can deny, a contradiction, or an omission.",
            Required("says", Text("What the document says, in a few words.")),
            Optional("amount", Number("A month's cost.", 0m, MostMoney)),
            Optional("least", Number("Least of a span of costs.", 0m, MostMoney)),
            Optional("most", Number("Most of a span of costs.", 0m, MostMoney)),
            Optional("lines", OneOrMore("Lines that an amount is about; a beginning ends with *.", Text("A line."))),
            Optional("traffic", Name("Level of traffic of this amount.")),
            Optional("deniedBy", OneOrMore("Checks or findings that deny a rule.", Text("A check or a finding."))),
            Optional("elsewhere", Text("What the document says elsewhere, which contradicts it.")),
            Optional("missing", Text("What the document leaves out.")),
            Optional("because", Text("Why, where the computed reason does not say it."))
        );
}
