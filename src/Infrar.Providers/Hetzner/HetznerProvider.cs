using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Hetzner.Checks;

namespace Infrar.Providers.Hetzner;

/// <summary>Hetzner: servers that run components with Docker Compose behind one load balancer.</summary>
public sealed class HetznerProvider : Provider
{
    private readonly Lazy<PriceTable> _prices = new(() => PriceFile.Read("hetzner.prices.json"));

    /// <inheritdoc/>
    public override string Id => "hetzner";

    /// <inheritdoc/>
    public override string Title => "Hetzner";

    /// <inheritdoc/>
    public override TofuProvider Tofu { get; } = new("hetznercloud/hcloud", "~> 1.68");

    /// <inheritdoc/>
    public override ImmutableArray<Offering> Offerings { get; } = [new ServerCompose(), new ObjectStorage()];

    /// <inheritdoc/>
    public override ImmutableArray<Check> Checks => HetznerChecks.All;

    /// <inheritdoc/>
    public override ImmutableArray<PricingRule> PricingRules { get; } =
    [
        new ServerPricing(),
        new VolumePricing(),
        new LoadBalancerPricing(),
        new PrimaryIpPricing(),
        new ObjectStoragePricing(),
        // Covered by the store's base fee.
        new FreeRule("hetzner_object_storage_bucket"),
        // hetzner.com/cloud: networks, firewalls, placement groups, keys and managed certificates cost nothing.
        new FreeRule("hcloud_network"),
        new FreeRule("hcloud_network_subnet"),
        new FreeRule("hcloud_firewall"),
        new FreeRule("hcloud_placement_group"),
        new FreeRule("hcloud_ssh_key"),
        new FreeRule("hcloud_managed_certificate"),
        // Parts of the load balancer and of volumes, which are billed.
        new FreeRule("hcloud_load_balancer_network"),
        new FreeRule("hcloud_load_balancer_service"),
        new FreeRule("hcloud_load_balancer_target"),
        new FreeRule("hcloud_volume_attachment"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<Allowance> Allowances { get; } =
    [
        new(
            "hetzner/traffic",
            "Traffic that a server includes",
            20,
            price => price.Service == "Traffic",
            "github:devantler-tech/platform commit cb791c6 (values from the Hetzner Cloud pricing API, fsn1, net of VAT)",
            "2026-05-27"
        ),
    ];

    /// <inheritdoc/>
    public override PriceTable Prices => _prices.Value;

    /// <inheritdoc/>
    public override ImmutableSortedDictionary<string, string> Regions => Locations.Jurisdictions;

    /// <inheritdoc/>
    public override string RegionOf(Value.MapOf attributes, Value.MapOf configuration) =>
        attributes["location"].AsText()
        // fsn1-dc14 stands in fsn1.
        ?? attributes["datacenter"].AsText()?.Split('-')[0]
        ?? "";

    /// <inheritdoc/>
    public override ObjectShape Settings { get; } =
        new(
            new Field(
                "sshFrom",
                new ListShape(new TextShape("[0-9a-fA-F.:]+/[0-9]{1,3}", "like 203.0.113.0/24"))
                {
                    MaxItems = 50,
                    Description = "Addresses that may open SSH connections to the servers. Default none.",
                }
            ),
            new Field(
                "loadBalancer",
                new ChoiceShape("lb11", "lb21", "lb31") { Description = "Size of the load balancer. Default lb11." }
            )
        );

    /// <inheritdoc/>
    public override TofuBackend? Backend(SystemDescription system) =>
        system.Strategy.Providers.GetValueOrDefault(Id) is { Region: "fsn1" or "nbg1" or "hel1" } here
            ? TofuBackend.S3Compatible(system, $"https://{here.Region}.your-objectstorage.com")
            : null;

    /// <inheritdoc/>
    public override void Prepare(Site site)
    {
        if (ServerGroup.Of(site).IsEmpty)
        {
            return;
        }

        site.Configure(new("hcloud", "", Value.MapOf.Empty));
        ServerNetwork.Place(site);
    }

    /// <inheritdoc/>
    public override void Complete(Site site)
    {
        var groups = ServerGroup.Of(site);
        foreach (var group in groups)
        {
            Servers.Place(group, groups, site);
        }

        LoadBalancer.Place(groups, site);
        ObjectStorage.PlaceBase(site);
    }
}
