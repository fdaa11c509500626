using System.Collections.Immutable;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Core.Tests.Topology;

/// <summary>Infrar's production on Cloudflare Pages and AWS, with as many resources as a picture needs.</summary>
internal static class ProductionPlacement
{
    private static readonly SourceLocation Here = new("infrar.yaml", 1, 1);

    internal static Placement Infrar { get; } = Of(Components(), Resources());

    internal static Placement Of(ImmutableArray<PlacedComponent> components, IEnumerable<Resource> resources) =>
        new()
        {
            System = new()
            {
                Name = "infrar",
                Environment = "production",
                Components = [.. components.Select(c => c.Component)],
                Strategy = new()
                {
                    Name = "pages-aws",
                    Title = "Cloudflare Pages and AWS",
                    Assignments = components.ToImmutableSortedDictionary(
                        c => c.Component.Name,
                        c => new Assignment(c.Offering, c.Region, "", Value.MapOf.Empty),
                        StringComparer.Ordinal
                    ),
                },
            },
            Graph = new ResourceGraph(resources),
            UsageRules = [],
            Obstacles = [],
            UnmetRequirements = [],
            Variables = [],
            Outputs = [],
            Files = Ordinal.Empty,
            Configurations = [],
            Notes = [],
            Components = components,
        };

    internal static PlacedComponent Aws(Component component, string offering, string title) =>
        new(component, $"aws/{offering}", title, "eu-west-1", true) { ProviderTitle = "Amazon Web Services" };

    internal static Service Service(string name, params string[] uses) =>
        new()
        {
            Name = name,
            Title = name,
            Location = Here,
            Port = 8080,
            Uses = [.. uses],
        };

    internal static Resource Resource(
        string type,
        string name,
        string component = "",
        params (string Name, Value Value)[] attributes
    ) =>
        new()
        {
            Type = type,
            Name = name,
            Provider = type[..type.IndexOf('_', StringComparison.Ordinal)],
            Component = component,
            Region = "eu-west-1",
            Attributes = Map(attributes),
        };

    private static ImmutableArray<PlacedComponent> Components() =>
        [
            new(
                new StaticSite
                {
                    Name = "web",
                    Title = "Web",
                    Location = Here,
                    Domains = ["infrar.io", "www.infrar.io"],
                    Uses = ["platform"],
                },
                "cloudflare/pages",
                "Cloudflare Pages",
                "",
                true
            )
            {
                ProviderTitle = "Cloudflare",
            },
            Aws(
                new Service
                {
                    Name = "platform",
                    Title = "Platform API",
                    Location = Here,
                    Public = true,
                    Port = 8080,
                    Domains = ["api.infrar.io"],
                    Cpu = 1,
                    MemoryMiB = 2048,
                    Scaling = new(2, 10, 70, null, null),
                    Uses = ["database", "cache", "uploads", "artifacts", "logs", "secrets", "executor", "builder"],
                },
                "ecs-fargate",
                "Amazon ECS on Fargate"
            ),
            Aws(
                new Sidecar
                {
                    Name = "pgbouncer",
                    Title = "PgBouncer",
                    Location = Here,
                    Of = "platform",
                    Uses = ["database"],
                },
                "ecs-fargate",
                "Amazon ECS on Fargate"
            ),
            Aws(
                new ScheduledJob
                {
                    Name = "pricing-sync",
                    Title = "Pricing data sync",
                    Location = Here,
                    Schedule = "0 2 * * *",
                    Uses = ["database"],
                },
                "ecs-fargate",
                "Amazon ECS on Fargate"
            ),
            Aws(
                new Worker
                {
                    Name = "executor",
                    Title = "OpenTofu executor",
                    Location = Here,
                    Cpu = 2,
                    MemoryMiB = 4096,
                    Scaling = new(0, 5, null, null, null),
                    Uses = ["database", "artifacts", "secrets"],
                },
                "ecs-fargate",
                "Amazon ECS on Fargate"
            ),
            Aws(
                new Worker
                {
                    Name = "builder",
                    Title = "Container builder",
                    Location = Here,
                    Cpu = 2,
                    MemoryMiB = 4096,
                    Scaling = new(0, 2, null, null, null),
                    Uses = ["uploads", "registry"],
                },
                "ecs-fargate",
                "Amazon ECS on Fargate"
            ),
            Aws(
                new PostgreSql
                {
                    Name = "database",
                    Title = "PostgreSQL",
                    Location = Here,
                    Storage = new(100, 500, 3000, 125, "gp3"),
                    Availability = Availability.MultiZone,
                    Replicas = [new("reader", "us-east-1")],
                },
                "rds-postgresql",
                "Amazon RDS for PostgreSQL"
            ),
            Aws(
                new Redis
                {
                    Name = "cache",
                    Title = "Redis",
                    Location = Here,
                    MemoryMiB = 512,
                    Replicas = 1,
                },
                "elasticache",
                "Amazon ElastiCache"
            ),
            Aws(Store("uploads", "Uploads"), "s3", "Amazon S3"),
            Aws(Store("artifacts", "Artifacts"), "s3", "Amazon S3"),
            Aws(Store("logs", "Logs"), "s3", "Amazon S3"),
            Aws(
                new SecretStore
                {
                    Name = "secrets",
                    Title = "Secrets",
                    Location = Here,
                    Entries = [new("database/master-password", 90, false, ""), new("jwt/signing-key", null, false, "")],
                },
                "secrets-manager",
                "AWS Secrets Manager"
            ),
            Aws(
                new ContainerRegistry
                {
                    Name = "registry",
                    Title = "Images",
                    Location = Here,
                },
                "ecr",
                "Amazon ECR"
            ),
        ];

    private static ObjectStore Store(string name, string title) =>
        new()
        {
            Name = name,
            Title = title,
            Location = Here,
        };

    private static List<Resource> Resources()
    {
        var resources = new List<Resource> { Resource("aws_vpc", "main", "", ("cidr_block", "10.0.0.0/16")) };
        foreach (var zone in new[] { "a", "b", "c" })
        {
            resources.Add(Subnet($"public_{zone}", true));
            resources.Add(Subnet($"private_{zone}", false));
            resources.Add(Resource("aws_nat_gateway", zone, "", ("subnet_id", Ref($"aws_subnet.public_{zone}", "id"))));
        }

        Value[] open = [.. "abc".Select(z => Ref($"aws_subnet.public_{z}", "id"))];
        Value[] closed = [.. "abc".Select(z => Ref($"aws_subnet.private_{z}", "id"))];
        resources.Add(Resource("aws_lb", "main", "", ("subnets", List(open))));
        resources.Add(
            Resource(
                "aws_wafv2_web_acl",
                "platform",
                "platform",
                ("scope", "REGIONAL"),
                (
                    "rule",
                    Blocks([Map(("name", "rate")), Map(("name", "sql")), Map(("name", "xss")), Map(("name", "bad"))])
                )
            )
        );
        resources.Add(Resource("aws_route53_zone", "main", "", ("name", "infrar.io")) with { Region = "" });
        foreach (var workload in new[] { "platform", "pricing_sync", "executor", "builder" })
        {
            resources.Add(
                Resource(
                    "aws_ecs_service",
                    workload,
                    workload.Replace('_', '-'),
                    ("network_configuration", Block(("subnets", List(closed))))
                )
            );
        }

        foreach (
            var (type, name) in new[] { ("aws_db_subnet_group", "database"), ("aws_elasticache_subnet_group", "cache") }
        )
        {
            resources.Add(Resource(type, name, name, ("subnet_ids", List(closed))));
        }

        resources.Add(
            Resource(
                "aws_db_instance",
                "database",
                "database",
                ("db_subnet_group_name", Ref("aws_db_subnet_group.database", "name"))
            )
        );
        resources.Add(
            Resource(
                "aws_elasticache_replication_group",
                "cache",
                "cache",
                ("subnet_group_name", Ref("aws_elasticache_subnet_group.cache", "name"))
            )
        );
        resources.AddRange(
            new[] { "uploads", "artifacts", "logs" }.Select(name => Resource("aws_s3_bucket", name, name))
        );
        resources.Add(Resource("aws_secretsmanager_secret", "secrets", "secrets"));
        resources.Add(Resource("aws_ecr_repository", "registry", "registry"));
        return resources;
    }

    private static Resource Subnet(string name, bool open) =>
        Resource(
            "aws_subnet",
            name,
            "",
            ("vpc_id", Ref("aws_vpc.main", "id")),
            ("map_public_ip_on_launch", open ? true : Value.None)
        );
}
