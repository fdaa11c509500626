using System.Collections.Immutable;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Core.Tofu;
using Infrar.Testing;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Aws.Run;

/// <summary>Infrar's own platform as its planning document describes it, built without a manifest, and what is made of it.</summary>
internal static class RunSystem
{
    private static readonly SourceLocation Here = new("infrar.yaml", 1, 1);

    private static readonly HealthCheck Health = new(
        "/health",
        TimeSpan.FromSeconds(30),
        TimeSpan.FromSeconds(5),
        3,
        TimeSpan.FromSeconds(60),
        "curl -f http://localhost:8080/health || exit 1"
    );

    public static Service Platform { get; } =
        new()
        {
            Name = "platform",
            Title = "Platform API",
            Location = Here,
            Image = "123456789.dkr.ecr.eu-west-1.amazonaws.com/infrar-platform:latest",
            Cpu = 1,
            MemoryMiB = 2048,
            Port = 8080,
            Public = true,
            Domains = ["api.infrar.io"],
            RolloutPercent = 50,
            Scaling = new(2, 10, 70, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(300)),
            Uses = ["database", "cache", "uploads", "secrets", "executor"],
            Environment = Ordinal
                .Empty.Add("ENVIRONMENT", "production")
                .Add("DATABASE_HOST", "${pgbouncer.host}")
                .Add("REDIS_URL", "redis://${cache.host}:${cache.port}"),
            Secrets = Ordinal
                .Empty.Add("DATABASE_PASSWORD", "arn:aws:secretsmanager:us-east-1:xxx:secret:infrar/db-password")
                .Add("STRIPE_KEY", "secrets/api-keys/stripe-secret-key"),
            Health = Health,
            Firewall = new(2000, TimeSpan.FromMinutes(5), true, true, true, [], [], [], []),
        };

    public static Sidecar PgBouncer { get; } =
        new()
        {
            Name = "pgbouncer",
            Title = "PgBouncer",
            Location = Here,
            Of = "platform",
            Image = "edoburu/pgbouncer:v1.24.1-p1",
            Cpu = 0.25m,
            MemoryMiB = 256,
            Port = 6432,
            Uses = ["database"],
            Environment = Ordinal.Empty.Add("DB_HOST", "${database.host}").Add("POOL_MODE", "transaction"),
            OutboundPorts = [],
        };

    public static ScheduledJob PricingSync { get; } =
        new()
        {
            Name = "pricing-sync",
            Title = "Pricing data sync",
            Location = Here,
            Cpu = 0.5m,
            MemoryMiB = 1024,
            Schedule = "0 2 * * *",
            Uses = ["database"],
        };

    public static Worker Executor { get; } =
        new()
        {
            Name = "executor",
            Title = "OpenTofu executor",
            Location = Here,
            Cpu = 2,
            MemoryMiB = 4096,
            Scaling = new(0, 5, null, null, null),
            Uses = ["uploads"],
        };

    public static PostgreSql Database { get; } =
        new()
        {
            Name = "database",
            Title = "Database",
            Location = Here,
            Cpu = 2,
            MemoryMiB = 4096,
            Storage = new(100, 500, 3000, 125, "gp3"),
            BackupRetentionDays = 30,
            DeletionProtection = true,
        };

    public static Redis Cache { get; } =
        new()
        {
            Name = "cache",
            Title = "Cache",
            Location = Here,
            MemoryMiB = 512,
            Replicas = 1,
        };

    public static ObjectStore Uploads { get; } =
        new()
        {
            Name = "uploads",
            Title = "Uploaded code",
            Location = Here,
        };

    public static SecretStore Secrets { get; } =
        new()
        {
            Name = "secrets",
            Title = "Secrets",
            Location = Here,
            Entries = [new("api-keys/stripe-secret-key", null, false, "Stripe API key")],
        };

    public static ContainerRegistry Registry { get; } =
        new()
        {
            Name = "registry",
            Title = "Images",
            Location = Here,
        };

    public static StaticSite Web { get; } =
        new()
        {
            Name = "web",
            Title = "Web",
            Location = Here,
            Domains = ["infrar.io", "www.infrar.io"],
            Uses = ["platform"],
        };

    /// <summary>Hosting option 5: the site at Cloudflare, everything else at AWS in Ireland.</summary>
    public static SystemDescription Production { get; } =
        Of(Web, Platform, PgBouncer, PricingSync, Executor, Database, Cache, Uploads, Secrets, Registry)
            .Assigning("web", a => a with { Offering = "cloudflare/pages" })
            .Assigning("platform", a => a with { Size = "1024/2048" });

    /// <summary>The components in production at AWS in Ireland.</summary>
    public static SystemDescription Of(params ImmutableArray<Component> components) =>
        new()
        {
            Name = "infrar",
            Environment = "production",
            Components = components,
            Network = new() { Zones = 3 },
            Dns = new("infrar.io", true),
            Strategy = new()
            {
                Name = "pages-aws",
                Title = "Cloudflare Pages and AWS",
                Assignments = components.ToImmutableSortedDictionary(
                    c => c.Name,
                    c => new Assignment(OfferingOf(c), "", "", Value.MapOf.Empty),
                    StringComparer.Ordinal
                ),
                Providers = ImmutableSortedDictionary
                    .Create<string, ProviderSettings>(StringComparer.Ordinal)
                    .Add("aws", new("eu-west-1", Map(("account", "infrar-production")))),
            },
        };

    /// <summary>The same system with one component's assignment changed.</summary>
    public static SystemDescription Assigning(
        this SystemDescription system,
        string component,
        Func<Assignment, Assignment> change
    ) =>
        system with
        {
            Strategy = system.Strategy with
            {
                Assignments = system.Strategy.Assignments.SetItem(
                    component,
                    change(system.Strategy.Assignments[component])
                ),
            },
        };

    /// <summary>The same system with other settings for AWS.</summary>
    public static SystemDescription Setting(
        this SystemDescription system,
        string region,
        params IEnumerable<(string Name, Value Value)> settings
    ) =>
        system with
        {
            Strategy = system.Strategy with
            {
                Providers = system.Strategy.Providers.SetItem("aws", new(region, Map(settings))),
            },
        };

    public static Placement Place(SystemDescription system)
    {
        var placement = Planner.Place(system, AllProviders.Catalog);
        Assert.Empty(placement.Obstacles);
        return placement;
    }

    public static Placement Place(params ImmutableArray<Component> components) => Place(Of(components));

    public static ImmutableArray<string> ObstaclesOf(SystemDescription system) =>
        [.. Planner.Place(system, AllProviders.Catalog).Obstacles.Select(o => o.Reason)];

    public static ImmutableArray<string> ObstaclesOf(params ImmutableArray<Component> components) =>
        ObstaclesOf(Of(components));

    public static Resource At(this Placement placement, string address)
    {
        var resource = placement.Graph.Find(address);
        Assert.True(
            resource is not null,
            $"No {address} among: {string.Join(", ", placement.Graph.Resources.Select(r => r.Address))}"
        );
        return resource;
    }

    /// <summary>The resources of one concern as the reader of the configuration sees them.</summary>
    public static void MatchGolden(this Placement placement, string concern, string name) =>
        Golden.Match(TofuWriter.Write(placement, AllProviders.Catalog)[$"{concern}.tf"], $"Aws/Run/{name}.tf");

    /// <summary>Monthly use of a key of a resource under a profile that states quantities of components.</summary>
    public static UsageRange? UseOf(
        this Placement placement,
        string address,
        string key,
        params (string Component, string Quantity, decimal Amount)[] stated
    )
    {
        var components = stated
            .GroupBy(s => s.Component, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(
                g => g.Key,
                g =>
                    g.ToImmutableSortedDictionary(
                        s => s.Quantity,
                        s => UsageRange.Exactly(s.Amount),
                        StringComparer.Ordinal
                    ),
                StringComparer.Ordinal
            );
        return Assert
            .Single(placement.UsageRules, r => r.Address == address && r.Key == key)
            .Quantity(new("medium", "Medium", components));
    }

    private static string OfferingOf(Component component) =>
        component.Kind switch
        {
            ComponentKind.PostgreSql => "aws/rds-postgresql",
            ComponentKind.Redis => "aws/elasticache-redis",
            ComponentKind.ObjectStore => "aws/s3",
            ComponentKind.Secrets => "aws/secrets-manager",
            ComponentKind.ContainerRegistry => "aws/ecr",
            ComponentKind.ScheduledJob => "aws/ecs-scheduled-task",
            ComponentKind.Service or ComponentKind.Worker or ComponentKind.Sidecar => "aws/ecs-fargate",
            ComponentKind.StaticSite => "aws/cloudfront-site",
        };
}
