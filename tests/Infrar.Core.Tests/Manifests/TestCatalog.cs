using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Placements;

namespace Infrar.Core.Tests.Manifests;

/// <summary>Offerings and providers under the ids that Infrar's own manifest names, without anything behind them.</summary>
internal static class TestCatalog
{
    private static readonly TextShape Free = new();

    private static readonly ObjectShape SingleServer = new(new Field("singleServer", new FlagShape()));

    internal static Catalog Instance { get; } =
        new(
            new TestProvider(
                "aws",
                ["eu-west-1", "us-east-1"],
                AwsSettings,
                [
                    new("aws/ecs-fargate", [ComponentKind.Service, ComponentKind.Worker, ComponentKind.Sidecar])
                    {
                        Stated = new(
                            new Field("publicAddress", new FlagShape()),
                            new Field("family", Free),
                            new Field("executionRole", Free),
                            new Field("taskRole", Free),
                            new Field("spotShare", new NumberShape(0, 1, Whole: false)),
                            new Field("grace", new QuantityShape(Dimension.Duration, 0, 600)),
                            new Field("labels", new ListShape(Free) { OrSingle = true })
                        ),
                    },
                    new("aws/ecs-scheduled-task", [ComponentKind.ScheduledJob]),
                    new("aws/rds-postgresql", [ComponentKind.PostgreSql]),
                    new("aws/elasticache-redis", [ComponentKind.Redis]),
                    new("aws/s3", [ComponentKind.ObjectStore]),
                    new("aws/secrets-manager", [ComponentKind.Secrets]),
                    new("aws/ecr", [ComponentKind.ContainerRegistry]),
                    new("aws/cloudfront-site", [ComponentKind.StaticSite]),
                ]
            ),
            new TestProvider("cloudflare", [], new(), [new("cloudflare/pages", [ComponentKind.StaticSite])]),
            new TestProvider("vercel", [], new(), [new("vercel/project", [ComponentKind.StaticSite])]),
            new TestProvider(
                "digitalocean",
                ["fra1", "nyc3"],
                new(),
                [
                    new(
                        "digitalocean/app",
                        [
                            ComponentKind.Service,
                            ComponentKind.Worker,
                            ComponentKind.ScheduledJob,
                            ComponentKind.StaticSite,
                            ComponentKind.Sidecar,
                        ]
                    ),
                    new("digitalocean/managed-postgresql", [ComponentKind.PostgreSql]),
                    new("digitalocean/managed-redis", [ComponentKind.Redis]),
                    new("digitalocean/spaces", [ComponentKind.ObjectStore]),
                    new("digitalocean/app-secrets", [ComponentKind.Secrets]),
                    new("digitalocean/container-registry", [ComponentKind.ContainerRegistry]),
                ]
            ),
            new TestProvider(
                "hetzner",
                ["ash", "fsn1"],
                new(),
                [
                    new(
                        "hetzner/server-compose",
                        [.. Enum.GetValues<ComponentKind>().Where(k => k is not ComponentKind.ObjectStore)]
                    ),
                    new("hetzner/object-storage", [ComponentKind.ObjectStore]),
                ]
            ),
            new TestProvider(
                "railway",
                ["europe-west4-drams3a", "us-east4-eqdc4a"],
                new(),
                [
                    new(
                        "railway/service",
                        [ComponentKind.Service, ComponentKind.Worker, ComponentKind.ScheduledJob, ComponentKind.Sidecar]
                    ),
                    new("railway/static-site", [ComponentKind.StaticSite]),
                    new("railway/postgresql", [ComponentKind.PostgreSql]) { Stated = SingleServer },
                    new("railway/redis", [ComponentKind.Redis]) { Stated = SingleServer },
                ]
            ),
            new TestProvider(
                "render",
                ["frankfurt", "virginia"],
                new(),
                [
                    new("render/web-service", [ComponentKind.Service, ComponentKind.Sidecar]),
                    new("render/static-site", [ComponentKind.StaticSite]),
                    new("render/background-worker", [ComponentKind.Worker]),
                    new("render/cron-job", [ComponentKind.ScheduledJob]),
                    new("render/postgresql", [ComponentKind.PostgreSql]),
                    new("render/key-value", [ComponentKind.Redis]) { Stated = SingleServer },
                ]
            ),
            new TestProvider(
                "local",
                [],
                new(
                    new Field(
                        "standIn",
                        new ObjectShape(
                            new Field("image", Free),
                            new Field("port", new NumberShape(1, 65_535, Whole: true)),
                            new Field("region", Free)
                        )
                    )
                ),
                [
                    new("local/compose", [.. Enum.GetValues<ComponentKind>()])
                    {
                        Stated = new(
                            new Field("image", Free),
                            new Field("build", Free),
                            new Field("port", new NumberShape(1, 65_535, Whole: true)),
                            new Field("volume", Free),
                            new Field("folder", Free),
                            new Field("passwordDefault", Free)
                        ),
                    },
                ]
            )
        );

    private static ObjectShape AwsSettings =>
        new(
            new Field("account", Free),
            new Field("securityGroups", new MapShape(Free, Group)),
            new Field(
                "policies",
                new MapShape(
                    Free,
                    new ObjectShape(
                        new Field("attach", Texts, Required: true),
                        new Field("document", new AnyShape(), Required: true)
                    )
                )
            )
        );

    private static ObjectShape Group =>
        new(
            new Field("description", Free),
            new Field("attach", Texts, Required: true),
            new Field("ingress", Rules("from")),
            new Field("egress", Rules("to"))
        );

    private static ListShape Texts => new(Free) { OrSingle = true };

    private static ListShape Rules(string peer) =>
        new(
            new ObjectShape(
                new Field("ports", new ListShape(new NumberShape(0, 65_535, Whole: true)) { OrSingle = true }),
                new Field("protocol", new ChoiceShape("tcp", "udp", "icmp", "all")),
                new Field(peer, Texts, Required: true)
            )
        );

    private sealed class TestProvider(
        string id,
        ImmutableArray<string> regions,
        ObjectShape settings,
        ImmutableArray<TestOffering> offerings
    ) : Provider
    {
        public override string Id => id;

        public override string Title => $"Provider {id}";

        public override ImmutableArray<Offering> Offerings { get; } = [.. offerings];

        public override ImmutableSortedDictionary<string, string> Regions { get; } =
            regions.ToImmutableSortedDictionary(r => r, _ => "US", StringComparer.Ordinal);

        public override ObjectShape Settings => settings;
    }

    private sealed class TestOffering(string id, ImmutableArray<ComponentKind> kinds) : Offering
    {
        public ObjectShape Stated { get; init; } = ObjectShape.Empty;

        public override string Id => id;

        public override string Title => $"Offering {id}";

        public override ImmutableArray<ComponentKind> Kinds => kinds;

        public override ObjectShape Options => Stated;

        public override void Place(Component component, Site site) { }
    }
}
