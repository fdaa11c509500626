using Infrar.Core.Comparisons;
using static Infrar.Core.Manifests.Language.Shapes;

namespace Infrar.Core.Manifests.Language;

/// <summary>What the manifest may say of a system beside its components.</summary>
internal static class SystemShapes
{
    internal static ObjectShape Network { get; } =
        Fields(
            "Private network.",
            Optional("cidr", Cidr("Address block; `10.0.0.0/16` by default.")),
            Optional("zones", Whole("Zones to spread over; 2 by default.", 1, 6)),
            Optional(
                "publicSubnets",
                ListOf("Blocks of the public subnets, one a zone; derived by default.", Cidr("Block."), 6)
            ),
            Optional(
                "privateSubnets",
                ListOf("Blocks of the private subnets, one a zone; derived by default.", Cidr("Block."), 6)
            ),
            Optional(
                "outbound",
                Choice(
                    "Gateways by which private subnets reach the internet; `per-zone` by default.",
                    "per-zone",
                    "one-for-all",
                    "none"
                )
            )
        );

    internal static ObjectShape Dns { get; } =
        Fields(
            "Public names; the system keeps none by default.",
            Required("zone", DomainName("Domain that is registered.")),
            Optional("healthChecks", Flag("Whether endpoints are probed from outside; false by default."))
        );

    internal static ObjectShape Monitoring { get; } =
        Fields(
            "Logs, metrics, alarms.",
            Optional("logRetention", Days("How long logs are kept; `30d` by default.", 1, 3650)),
            Optional(
                "alarms",
                ListOf(
                    "What raises an alarm.",
                    Fields(
                        "A threshold on one signal of one component.",
                        Required("component", Name("Component that is watched.")),
                        Required(
                            "signal",
                            Choice(
                                "What is measured: failing requests (percent), 95th percentile of response time "
                                    + "(milliseconds), mean processor or memory use (percent), free disk (GiB, fires below).",
                                "error-rate",
                                "latency",
                                "cpu",
                                "memory",
                                "free-storage"
                            )
                        ),
                        Required("threshold", Number("In the signal's unit.", 0, 1_000_000)),
                        Optional("period", Duration("Length of one measurement; `5m` by default.", 10, 86_400)),
                        Optional("periods", Whole("Measurements in a row beyond the threshold; 1 by default.", 1, 100))
                    )
                )
            ),
            Optional(
                "customMetrics",
                ListOf("Names of the system's own metrics.", Text("Metric.", "\\S+", "no spaces"))
            ),
            Optional("dashboard", Flag("Whether a dashboard is made; false by default.")),
            Optional(
                "notify",
                OneOrMore(
                    "Who hears of alarms and budgets.",
                    Text("E-mail address.", "[^@\\s]+@[^@\\s]+\\.[^@\\s]+", "an e-mail address")
                )
            )
        );

    internal static ObjectShape Requirements { get; } =
        Fields(
            "What must hold for a placement to be acceptable.",
            Optional(
                "residency",
                OneOrMore(
                    "Jurisdictions where data may lie; anywhere by default.",
                    Text("Jurisdiction.", "[A-Z]{2}", "'EU', 'US' or an ISO country code")
                )
            ),
            Optional(
                "availability",
                Number("Least share of time that the system works, percent, for example 99.9.", 0, 100)
            ),
            Optional(
                "recovery",
                Fields(
                    "After a failure.",
                    Optional("time", Duration("Longest acceptable outage.", 0, 31_536_000)),
                    Optional("point", Duration("Longest acceptable loss of data, as time.", 0, 31_536_000))
                )
            ),
            Optional("budget", Number("Most that a month may cost, in the manifest's currency.", 0, 1_000_000_000)),
            Optional("maxVendors", Whole("Most vendors.", 1, 100))
        );

    internal static ObjectShape Comparison { get; } =
        Fields(
            "How hosting options are compared.",
            Optional(
                "weights",
                Fields(
                    "How much each criterion counts, 0 to 5; 3 by default. `docs/scoring.md` says what each is.",
                    [
                        .. CriterionWords.All.Select(c =>
                            Optional(c.Word(), Number($"Weight of {c.Title().ToLowerInvariant()}.", 0, Weights.Most))
                        ),
                    ]
                )
            )
        );

    internal static MapShape Usage { get; } =
        MapOf(
            "Named levels of traffic, in the order they are compared.",
            Name("Usage profile."),
            Fields(
                "A level of traffic.",
                Optional("title", Text("For people, with what it stands for; the key by default.")),
                Optional(
                    "components",
                    MapOf(
                        "Monthly quantities by component; `system` stands for the whole.",
                        Name("Component."),
                        MapOf(
                            "Quantities as `docs/usage.md` names them.",
                            Text("Quantity.", "[a-z][A-Za-z]{0,60}", "a name of docs/usage.md"),
                            new EitherShape(Quantity("A quantity that is known."), Range)
                            {
                                Description = "A quantity per month, or its bounds.",
                            }
                        )
                    )
                )
            )
        );

    private static ObjectShape Range =>
        Fields(
            "A quantity within bounds.",
            Required("least", Quantity("Lower bound.")),
            Required("expected", Quantity("Between the bounds.")),
            Required("most", Quantity("Upper bound."))
        );

    private static NumberShape Quantity(string description) => Number(description, 0, 1_000_000_000_000_000);
}
