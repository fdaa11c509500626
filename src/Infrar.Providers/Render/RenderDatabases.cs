using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Render;

/// <summary>Render Postgres.</summary>
internal sealed class RenderPostgreSql : Offering
{
    // render.com/pricing, Postgres. High availability is part of the Pro plans and up.
    private static readonly (string Plan, decimal Cpu, int MemoryMiB, bool HasStandby)[] Plans =
    [
        ("basic_256mb", 0.1m, 256, false),
        ("basic_1gb", 0.5m, 1024, false),
        ("basic_4gb", 2, 4096, false),
        ("pro_4gb", 1, 4096, true),
        ("pro_8gb", 2, 8192, true),
        ("pro_16gb", 4, 16384, true),
        ("pro_32gb", 8, 32768, true),
        ("pro_64gb", 16, 65536, true),
    ];

    /// <inheritdoc/>
    public override string Id => "render/postgresql";

    /// <inheritdoc/>
    public override string Title => "Render Postgres";

    /// <inheritdoc/>
    // Five read replicas beside the primary are the limit; the plan is changed by hand.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "render.com/docs",
            Elasticity = Elasticity.ByHand,
            MaxCopies = 6,
            Control = [ControlAspect.Network, ControlAspect.Region],
            Isolation = [IsolationAspect.PrivateNetwork, IsolationAspect.EncryptedAtRest],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.PostgreSql];

    /// <inheritdoc/>
    public override bool IsGenerated => false;

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site)
    {
        var database = (PostgreSql)component;
        if (PlanOf(database, site) is null)
        {
            yield return site.AssignmentOf(database).Size is { Length: > 0 } size
                ? $"Render Postgres has no plan '{size}' that meets 'availability'. Name one of: "
                    + $"{string.Join(", ", Plans.Select(p => p.Plan))}; the pro plans have a standby."
                : "Render Postgres has at most 16 vCPU and 64 GiB here; lower 'cpu' or 'memory'.";
        }

        foreach (
            var replica in database.Replicas.Where(r => r.Region.Length > 0 && r.Region != site.RegionOf(database))
        )
        {
            yield return $"Render keeps read replicas in the database's own region: replica '{replica.Name}' is in "
                + $"'{replica.Region}'. Leave its region out.";
        }
    }

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site)
    {
        var database = (PostgreSql)component;
        return attribute switch
        {
            "host" => component.Name,
            "port" => 5432,
            "url" => $"postgres://{component.Name}:5432/{database.Database}",
            "name" => database.Database.Length > 0 ? database.Database : component.Name,
            "user" => database.User.Length > 0 ? database.User : Value.None,
            _ => Value.None,
        };
    }

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var database = (PostgreSql)component;
        site.Add(
            RenderInstances.Make("render_postgres", database, site) with
            {
                Attributes = Map(
                    ("name", database.Name),
                    ("version", database.Version),
                    ("plan", PlanOf(database, site) ?? Value.None),
                    ("disk_size_gb", database.Storage.SizeGiB),
                    ("high_availability_enabled", database.Availability == Availability.MultiZone),
                    ("read_replicas", List(database.Replicas.Select(r => r.Name)))
                ),
            }
        );
    }

    private static string? PlanOf(PostgreSql database, Site site)
    {
        var size = site.AssignmentOf(database).Size;
        foreach (var (plan, cpu, memoryMiB, hasStandby) in Plans)
        {
            var fits = size.Length > 0 ? plan == size : cpu >= database.Cpu && memoryMiB >= database.MemoryMiB;
            if (fits && (hasStandby || database.Availability == Availability.SingleZone))
            {
                return plan;
            }
        }

        return null;
    }
}

/// <summary>Render Key Value: a cache that speaks Redis.</summary>
internal sealed class RenderKeyValue : Offering
{
    // render.com/pricing, Key Value.
    private static readonly (string Plan, int MemoryMiB)[] Plans =
    [
        ("starter", 256),
        ("standard", 1024),
        ("pro", 5120),
        ("pro_plus", 10240),
    ];

    /// <inheritdoc/>
    public override string Id => "render/key-value";

    /// <inheritdoc/>
    public override string Title => "Render Key Value";

    /// <inheritdoc/>
    // One instance, whose plan is changed by hand.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "render.com/docs",
            Elasticity = Elasticity.ByHand,
            MaxCopies = 1,
            Control = [ControlAspect.Network, ControlAspect.Region],
            Isolation = [IsolationAspect.PrivateNetwork],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.Redis];

    /// <inheritdoc/>
    public override bool IsGenerated => false;

    /// <inheritdoc/>
    public override ObjectShape Options { get; } = new(Demands.SingleServer);

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site)
    {
        foreach (var obstacle in Demands.OnOneServer(component, site, "Render Key Value"))
        {
            yield return obstacle;
        }

        if (PlanOf((Redis)component, site) is null)
        {
            yield return $"Render Key Value has no plan for it. Name one of: {string.Join(", ", Plans.Select(p => p.Plan))}, "
                + "at most 10 GiB.";
        }
    }

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site) =>
        attribute switch
        {
            "host" => component.Name,
            "port" => 6379,
            "url" => $"redis://{component.Name}:6379",
            "name" => component.Name,
            _ => Value.None,
        };

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        site.Add(
            RenderInstances.Make("render_key_value", component, site) with
            {
                Attributes = Map(
                    ("name", component.Name),
                    ("plan", PlanOf((Redis)component, site) ?? Value.None),
                    ("max_memory_policy", "noeviction")
                ),
            }
        );
        Demands.NoteOneServer(component, site, "Render");
    }

    private static string? PlanOf(Redis cache, Site site)
    {
        var size = site.AssignmentOf(cache).Size;
        return Plans.FirstOrDefault(p => size.Length > 0 ? p.Plan == size : p.MemoryMiB >= cache.MemoryMiB).Plan;
    }
}
