using System.Collections.Immutable;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Core.Tofu;
using Infrar.Testing;

namespace Infrar.Providers.Tests.Aws.Data;

/// <summary>Systems on AWS, built without a manifest, and what is made of them.</summary>
internal static class DataSystem
{
    public const string Home = "eu-west-1";

    public static SourceLocation Nowhere { get; } = new("infrar.yaml", 1, 1);

    /// <summary>A component with nothing stated but what it must have.</summary>
    public static PostgreSql Database { get; } =
        new()
        {
            Name = "database",
            Title = "Database",
            Location = Nowhere,
            Cpu = 2,
            MemoryMiB = 4096,
            BackupRetentionDays = 30,
            Storage = new(100, null, null, null, ""),
        };

    public static Redis Cache { get; } =
        new()
        {
            Name = "cache",
            Title = "Cache",
            Location = Nowhere,
            MemoryMiB = 512,
        };

    public static ObjectStore Uploads { get; } =
        new()
        {
            Name = "uploads",
            Title = "Uploads",
            Location = Nowhere,
        };

    public static SecretStore Secrets { get; } =
        new()
        {
            Name = "secrets",
            Title = "Secrets",
            Location = Nowhere,
        };

    public static ContainerRegistry Registry { get; } =
        new()
        {
            Name = "registry",
            Title = "Registry",
            Location = Nowhere,
        };

    public static Service Platform { get; } =
        new()
        {
            Name = "platform",
            Title = "Platform",
            Location = Nowhere,
            Cpu = 1,
            MemoryMiB = 2048,
            Port = 8080,
            Public = true,
            Domains = ["api.infrar.io"],
        };

    public static Worker Executor { get; } =
        new()
        {
            Name = "executor",
            Title = "Executor",
            Location = Nowhere,
            Cpu = 2,
            MemoryMiB = 4096,
        };

    /// <summary>The components in production at AWS.</summary>
    public static SystemDescription Of(params ImmutableArray<Component> components) =>
        new()
        {
            Name = "infrar",
            Environment = "production",
            Components = components,
            Network = new() { Zones = 3 },
            Strategy = new()
            {
                Name = "aws",
                Title = "All at AWS",
                Assignments = components.ToImmutableSortedDictionary(
                    c => c.Name,
                    c => new Assignment(OfferingOf(c), "", "", Value.MapOf.Empty),
                    StringComparer.Ordinal
                ),
                Providers = ImmutableSortedDictionary
                    .Create<string, ProviderSettings>(StringComparer.Ordinal)
                    .Add("aws", new(Home, Value.MapOf.Empty)),
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

    public static Site SiteOf(SystemDescription system) => new(system, AllProviders.Catalog);

    public static Placement Place(params ImmutableArray<Component> components) => Place(Of(components));

    public static Placement Place(SystemDescription system)
    {
        var placement = Planner.Place(system, AllProviders.Catalog);
        Assert.Empty(placement.Obstacles);
        return placement;
    }

    public static ImmutableArray<string> ObstaclesOf(params ImmutableArray<Component> components) =>
        ObstaclesOf(Of(components));

    public static ImmutableArray<string> ObstaclesOf(SystemDescription system) =>
        [.. Planner.Place(system, AllProviders.Catalog).Obstacles.Select(o => o.Reason)];

    public static Resource At(this Placement placement, string address)
    {
        var resource = placement.Graph.Find(address);
        Assert.True(resource is not null, $"No {address} among: {string.Join(", ", placement.Addresses())}");
        return resource;
    }

    public static IEnumerable<string> Addresses(this Placement placement) =>
        placement.Graph.Resources.Select(r => r.Address);

    /// <summary>What the resources of some concerns look like to the reader of the configuration.</summary>
    public static void MatchGolden(this Placement placement, string name, params string[] concerns)
    {
        var files = TofuWriter.Write(placement, AllProviders.Catalog);
        Golden.Match(string.Join('\n', concerns.Select(c => files[$"{c}.tf"])), $"Aws/Data/{name}.tf");
    }

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
            ComponentKind.Service or ComponentKind.Worker or ComponentKind.ScheduledJob or ComponentKind.Sidecar =>
                "aws/ecs-fargate",
            ComponentKind.StaticSite => "aws/cloudfront-s3",
        };
}
