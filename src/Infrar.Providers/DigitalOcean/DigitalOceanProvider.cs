using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.DigitalOcean.Checks;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.DigitalOcean;

/// <summary>DigitalOcean: one App Platform app for all workloads, managed databases and Spaces beside it.</summary>
public sealed class DigitalOceanProvider : Provider
{
    private readonly Lazy<PriceTable> _prices = new(() => PriceFile.Read("digitalocean.prices.json"));

    /// <inheritdoc/>
    public override string Id => "digitalocean";

    /// <inheritdoc/>
    public override string Title => "DigitalOcean";

    /// <inheritdoc/>
    public override TofuProvider Tofu { get; } = new("digitalocean/digitalocean", "~> 2.71");

    /// <inheritdoc/>
    public override ImmutableArray<Offering> Offerings { get; } =
    [new AppPlatform(), new ManagedPostgreSql(), new ManagedRedis(), new Spaces(), new AppSecrets(), new Registry()];

    /// <inheritdoc/>
    public override ImmutableArray<Check> Checks => DigitalOceanChecks.All;

    /// <inheritdoc/>
    public override ImmutableArray<PricingRule> PricingRules { get; } =
    [
        new AppPricing(),
        new DatabaseClusterPricing(),
        new DatabaseReplicaPricing(),
        new SpacesPricing(),
        new RegistryPricing(),
        // Part of the cluster that they belong to.
        new FreeRule("digitalocean_database_db"),
        new FreeRule("digitalocean_database_user"),
        new FreeRule("digitalocean_database_firewall"),
        new FreeRule("digitalocean_database_postgresql_config"),
        // DigitalOcean charges neither for networks nor for projects, nor for alert policies on its own metrics.
        new FreeRule("digitalocean_vpc"),
        new FreeRule("digitalocean_project"),
        new FreeRule("digitalocean_monitor_alert"),
        new UptimeCheckPricing(),
        new FreeRule("digitalocean_uptime_alert"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<Check> Checks { get; } = [new AppSecretCheck()];

    /// <inheritdoc/>
    public override ImmutableArray<string> DataTypes { get; } =
    [
        "digitalocean_database_cluster",
        "digitalocean_database_replica",
        "digitalocean_spaces_bucket",
        "digitalocean_volume",
    ];

    /// <inheritdoc/>
    public override PriceTable Prices => _prices.Value;

    /// <inheritdoc/>
    public override ImmutableSortedDictionary<string, string> Regions { get; } =
        new Dictionary<string, string>
        {
            ["ams3"] = "EU",
            ["blr1"] = "IN",
            ["fra1"] = "EU",
            ["lon1"] = "GB",
            ["nyc1"] = "US",
            ["nyc3"] = "US",
            ["sfo3"] = "US",
            ["sgp1"] = "SG",
            ["syd1"] = "AU",
            ["tor1"] = "CA",
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string RegionOf(Value.MapOf attributes, Value.MapOf configuration) =>
        attributes["region"].AsText() ?? ((Value)attributes).At("spec.region").AsText() ?? "";

    /// <inheritdoc/>
    public override TofuBackend? Backend(SystemDescription system) =>
        system.Strategy.Providers.GetValueOrDefault(Id) is { Region: not "" } here
            ? TofuBackend.S3Compatible(system, $"https://{here.Region}.digitaloceanspaces.com")
            : null;

    /// <inheritdoc/>
    public override void Prepare(Site site)
    {
        site.Configure(new("digitalocean", "", Value.MapOf.Empty));
        var region = site.SettingsOf(Id).Region;
        site.Add(
            new()
            {
                Type = "digitalocean_vpc",
                Name = "main",
                Provider = "digitalocean",
                Region = region,
                Concern = "network",
                Attributes = Map(
                    ("name", site.NameAtProvider()),
                    ("region", region),
                    ("ip_range", site.System.Network.Cidr)
                ),
            }
        );
    }

    /// <inheritdoc/>
    public override void Complete(Site site)
    {
        var inApp = site.ComponentsOn(Id).Where(c => site.OfferingOf(c) is AppPlatform).ToList();
        var hasApp = inApp.Count > 0;
        if (hasApp)
        {
            site.Add(AppSpec.Build(site));
            site.Use(AppSpec.Address, AppPricing.EgressKey, Quantities.Sum(inApp.Select(Quantities.Egress)));
            site.Output(
                "app_ingress",
                "Where the app answers; its domains point here.",
                Ref(AppSpec.Address, "default_ingress")
            );
        }

        DatabaseAccess.Place(site, hasApp);
        Alerts.Place(site);
        site.Add(Project(site));
    }

    private static Resource Project(Site site) =>
        new()
        {
            Type = "digitalocean_project",
            Name = "main",
            Provider = "digitalocean",
            Concern = "site",
            Attributes = Map(
                ("name", site.NameAtProvider()),
                ("purpose", "Web Application"),
                (
                    "environment",
                    site.System.Environment switch
                    {
                        "production" => "Production",
                        "staging" => "Staging",
                        _ => "Development",
                    }
                ),
                (
                    "resources",
                    List(
                        site.Resources.Where(r =>
                                r.Type
                                    is "digitalocean_app"
                                        or "digitalocean_database_cluster"
                                        or "digitalocean_spaces_bucket"
                            )
                            .Select(r => (Value)Ref(r, "urn"))
                    )
                )
            ),
        };
}
