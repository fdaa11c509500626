using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Railway;

/// <summary>PostgreSQL on Railway: its template, a service with a volume.</summary>
internal sealed class RailwayPostgreSql : Offering
{
    /// <inheritdoc/>
    public override string Id => "railway/postgresql";

    /// <inheritdoc/>
    public override string Title => "Railway PostgreSQL";

    /// <inheritdoc/>
    // Railway's databases are templates that it does not manage: one copy, updates and backups by the team.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "docs.railway.com",
            Elasticity = Elasticity.ByHand,
            MaxCopies = 1,
            DutiesLeft = [Duty.SoftwareUpgrades, Duty.Backups],
            Control = [ControlAspect.Software, ControlAspect.Region],
            Isolation = [IsolationAspect.PrivateNetwork, IsolationAspect.AuditLog],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.PostgreSql];

    /// <inheritdoc/>
    public override bool IsGenerated => false;

    /// <inheritdoc/>
    public override ObjectShape Options { get; } = new(Demands.SingleServer);

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site) =>
        Demands.OnOneServer(component, site, "Railway's PostgreSQL");

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site) =>
        ((PostgreSql)component, attribute) switch
        {
            ({ Database.Length: > 0 } database, "name") => database.Database,
            ({ User.Length: > 0 } database, "user") => database.User,
            (_, "url") => $"postgres://{component.Name}.railway.internal:5432/{((PostgreSql)component).Database}",
            _ => RailwayService.Host(component, attribute, 5432),
        };

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var database = (PostgreSql)component;
        RailwayData.Place(database, database.Cpu, database.MemoryMiB, $"postgres:{database.Version}", site);
        site.Add(
            RailwayService.Make("railway_volume", database, site) with
            {
                Attributes = Map(
                    ("service", Ref($"railway_service.{database.TofuName()}", "id")),
                    ("size_gb", database.Storage.SizeGiB)
                ),
            }
        );
        site.Note($"Backups of {database.Title} are scheduled by hand, on its volume at Railway.");
        Demands.NoteOneServer(database, site, "Railway");
    }
}

/// <summary>Redis on Railway: its template, a service.</summary>
internal sealed class RailwayRedis : Offering
{
    // Redis works on one core; memory is what is bought.
    private const decimal Cpu = 1;

    /// <inheritdoc/>
    public override string Id => "railway/redis";

    /// <inheritdoc/>
    public override string Title => "Railway Redis";

    /// <inheritdoc/>
    // Railway's databases are templates that it does not manage: one copy, updates by the team.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "docs.railway.com",
            Elasticity = Elasticity.ByHand,
            MaxCopies = 1,
            DutiesLeft = [Duty.SoftwareUpgrades],
            Control = [ControlAspect.Software, ControlAspect.Region],
            Isolation = [IsolationAspect.PrivateNetwork, IsolationAspect.AuditLog],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.Redis];

    /// <inheritdoc/>
    public override bool IsGenerated => false;

    /// <inheritdoc/>
    public override ObjectShape Options { get; } = new(Demands.SingleServer);

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site) =>
        Demands.OnOneServer(component, site, "Railway's Redis");

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site) =>
        attribute == "url"
            ? $"redis://{component.Name}.railway.internal:6379"
            : RailwayService.Host(component, attribute, 6379);

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var cache = (Redis)component;
        RailwayData.Place(cache, Cpu, cache.MemoryMiB, $"redis:{cache.Version}-alpine", site);
        Demands.NoteOneServer(cache, site, "Railway");
    }
}

/// <summary>What Railway's databases have in common: they are services, one copy each.</summary>
internal static class RailwayData
{
    internal static void Place(Component component, decimal cpu, int memoryMiB, string image, Site site)
    {
        var service = site.Add(
            RailwayService.Make("railway_service", component, site) with
            {
                Attributes = Map(
                    ("name", component.Name),
                    ("image", image),
                    ("cpu", cpu),
                    ("memory_mib", memoryMiB),
                    ("replicas", 1)
                ),
            }
        );
        site.Use(service.Address, RailwayServicePricing.Copies, _ => UsageRange.Exactly(1));
        site.Use(service.Address, RailwayServicePricing.Egress, _ => UsageRange.Exactly(0));
    }
}
