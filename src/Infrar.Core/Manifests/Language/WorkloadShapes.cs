using System.Collections.Immutable;
using static Infrar.Core.Manifests.Language.Shapes;

namespace Infrar.Core.Manifests.Language;

/// <summary>What the manifest may say of static sites and of everything that runs a container.</summary>
internal static class WorkloadShapes
{
    private static readonly TextShape VariableName = Text(
        "Environment variable.",
        "[A-Za-z_][A-Za-z0-9_]{0,254}",
        "letters, digits and underscores, like 'DATABASE_HOST'"
    );

    private static readonly MapShape Environment = MapOf(
        "Plain settings by variable. `${component.attribute}` stands for a fact about another component: its `host`, "
            + "`port`, `url`, `arn`, `name` or `bucket`; `$${` stands for itself.",
        VariableName,
        Text("Value.")
    );

    private static readonly ListShape Domains = OneOrMore(
        "Host names that it answers, the canonical one first.",
        DomainName("Host name.")
    );

    private static readonly ListShape Countries = ListOf(
        "ISO 3166-1 alpha-2 codes.",
        Text("Country.", "[A-Z]{2}", "two capitals, like 'IE'"),
        249
    );

    private static readonly ListShape Addresses = ListOf("Address blocks.", Cidr("Address block."), 1000);

    internal static ObjectShape StaticSite { get; } =
        ComponentShapes.Of(
            ComponentKind.StaticSite,
            "Files served over HTTPS from many places.",
            Optional(
                "build",
                Fields(
                    "How the files are made; left out when they are uploaded ready-made.",
                    Optional("framework", Text("For example `nextjs`.")),
                    Optional("command", Text("Shell command that builds the site.")),
                    Optional("output", Text("Folder that holds the finished files.")),
                    Optional("root", Text("Folder in the repository to build in; `/`, its root, by default.")),
                    Optional(
                        "repository",
                        Text("Repository at a Git host.", "[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+", "'owner/name'")
                    ),
                    Optional("branch", Text("Branch that production is built from; `main` by default."))
                )
            ),
            Optional("domains", Domains),
            Optional("environment", Environment with { Description = "Public settings, baked in at build time." }),
            Optional("previews", Flag("Whether every pull request gets a deployment of its own; false by default.")),
            Optional("analytics", Flag("Whether the host's own visitor statistics are on; false by default."))
        );

    internal static ObjectShape Service { get; } =
        ComponentShapes.Of(
            ComponentKind.Service,
            "A container that answers requests on a port.",
            [
                .. Container,
                Port,
                Health,
                Scaling,
                Optional(
                    "public",
                    Flag("Whether it is reached from the internet, through a load balancer; false by default.")
                ),
                Optional("domains", Domains with { Description = "Host names that it answers; only when `public`." }),
                Optional(
                    "rollout",
                    Fields(
                        "Rolling updates.",
                        Optional(
                            "percent",
                            Whole("Share of copies replaced at a time, percent; 100 by default.", 1, 100)
                        )
                    )
                ),
                Optional("firewall", Firewall),
            ]
        );

    internal static ObjectShape Worker { get; } =
        ComponentShapes.Of(
            ComponentKind.Worker,
            "A container that runs without being called over the network.",
            [.. Container, Port, Health, Scaling]
        );

    internal static ObjectShape ScheduledJob { get; } =
        ComponentShapes.Of(
            ComponentKind.ScheduledJob,
            "A container that runs at set times and ends.",
            [
                Required(
                    "schedule",
                    Text("Five cron fields: minute, hour, day of month, month, day of week; for example `0 2 * * *`.")
                ),
                Optional("timeZone", Text("IANA time zone that the schedule is read in; `UTC` by default.")),
                .. Container,
            ]
        );

    internal static ObjectShape Sidecar { get; } =
        ComponentShapes.Of(
            ComponentKind.Sidecar,
            "A container beside every copy of a service or worker.",
            [Required("of", Name("Name of the service or worker that it accompanies.")), .. Container, Port, Health]
        );

    private static ImmutableArray<Field> Container =>
        [
            Optional(
                "image",
                Text(
                    "Image reference; left out when the image comes from the system's own registry.",
                    "\\S+",
                    "no spaces"
                )
            ),
            Required("cpu", Number("Virtual processors per copy; 0.5 is half of one.", 0.01m, 256)),
            Required("memory", Memory("Memory per copy, for example `2 GiB`.")),
            Optional(
                "command",
                ListOf("Command line in place of the image's own, one word an item.", Text("Word of the command line."))
            ),
            Optional("environment", Environment),
            Optional(
                "secrets",
                MapOf(
                    "Secrets by variable: `component/entry` of a secrets component, or an ARN or name kept as stated.",
                    VariableName,
                    Text("Secret.", "\\S+", "'component/entry', like 'vault/database/password'")
                )
            ),
            Optional(
                "architecture",
                Choice("Processor the image is built for; `x86-64` by default.", "x86-64", "arm64")
            ),
            Optional(
                "containerEngine",
                Flag("Whether it starts containers itself, as image builds do; false by default.")
            ),
            Optional(
                "outboundPorts",
                ListOf(
                    "Ports outside the system that it opens connections to; 443 by default.",
                    Whole("Port.", 1, 65_535)
                )
            ),
        ];

    private static Field Port =>
        Optional("port", Whole("Port that it listens on inside the network; none by default.", 1, 65_535));

    private static Field Health =>
        Optional(
            "health",
            Fields(
                "How to tell whether a copy works: by `path`, by `command`, or by both.",
                Optional("path", Text("HTTP path that answers 200 on the port.", "/\\S*", "a path, like '/health'")),
                Optional("interval", Duration("Time between checks; `30s` by default.", 1, 3600)),
                Optional("timeout", Duration("Time after which one check has failed; `5s` by default.", 1, 600)),
                Optional("retries", Whole("Failures in a row that make a copy unhealthy; 3 by default.", 1, 10)),
                Optional(
                    "startPeriod",
                    Duration("Time after a start in which failures do not count; `0s` by default.", 0, 3600)
                ),
                Optional("command", Text("Shell command run inside the container."))
            )
        );

    private static Field Scaling =>
        Optional(
            "scaling",
            Fields(
                "Bounds and aim of the number of copies; one copy by default.",
                Optional("min", Whole("Least copies; 1 by default.", 0, 1000)),
                Optional("max", Whole("Most copies; as many as `min`, but at least 1, by default.", 1, 1000)),
                Optional("cpuTarget", Whole("Mean processor use that scaling aims at, percent.", 1, 100)),
                Optional(
                    "outCooldown",
                    Duration("Wait after adding copies; the platform's own by default.", 0, 86_400)
                ),
                Optional(
                    "inCooldown",
                    Duration("Wait after removing copies; the platform's own by default.", 0, 86_400)
                )
            )
        );

    private static ObjectShape Firewall =>
        Fields(
            "Web application firewall before a public service; none by default.",
            Optional(
                "rateLimit",
                Fields(
                    "Most requests from one address.",
                    Required("requests", Whole("Requests per window.", 10, 2_000_000_000)),
                    Optional("window", Duration("The window; `5m` by default.", 10, 3600))
                )
            ),
            Optional("sqlInjection", Flag("Whether SQL injection is blocked; false by default.")),
            Optional("crossSiteScripting", Flag("Whether cross-site scripting is blocked; false by default.")),
            Optional("knownBadInputs", Flag("Whether known bad inputs are blocked; false by default.")),
            Optional(
                "countries",
                Fields(
                    "Where requests may come from.",
                    Optional("allow", Countries with { Description = "Only from these; from all by default." }),
                    Optional("deny", Countries with { Description = "Not from these; none by default." })
                )
            ),
            Optional(
                "addresses",
                Fields(
                    "Addresses that are let in or kept out before every other rule.",
                    Optional("allow", Addresses with { Description = "Always let in." }),
                    Optional("deny", Addresses with { Description = "Always kept out." })
                )
            )
        );
}
