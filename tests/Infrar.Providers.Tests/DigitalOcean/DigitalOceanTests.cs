using Infrar.Core.Manifests;
using Infrar.Providers.Tests.Workloads;
using Infrar.Testing;

namespace Infrar.Providers.Tests.DigitalOcean;

public sealed class DigitalOceanTests
{
    private static ShopSystem Shop() => new ShopSystem().In("digitalocean", "fra1");

    private static ShopSystem Everything() =>
        Shop()
            .With(ShopSystem.Web, "digitalocean/app")
            .With(ShopSystem.Api, "digitalocean/app")
            .With(ShopSystem.Pool, "digitalocean/app")
            .With(ShopSystem.Mailer, "digitalocean/app")
            .With(ShopSystem.Report, "digitalocean/app")
            .With(ShopSystem.Database, "digitalocean/managed-postgresql")
            .With(ShopSystem.Cache, "digitalocean/managed-redis")
            .With(ShopSystem.Files, "digitalocean/spaces")
            .With(ShopSystem.Vault, "digitalocean/app-secrets")
            .With(ShopSystem.Images, "digitalocean/container-registry");

    [Fact]
    public void A_system_becomes_one_app_with_what_it_uses() =>
        Golden.Match(Everything().Tofu(), "digitalocean/shop.tf");

    [Fact]
    public void Every_figure_of_the_app_stands_with_its_component() =>
        Assert.Equal(
            [
                "api | Containers apps-d-1vcpu-2gb | 3 container-month | 49 USD",
                "pool | Containers apps-d-1vcpu-1gb | 3 container-month | 34 USD",
                "mailer | Containers apps-s-1vcpu-0.5gb | 1 container-month | 5 USD",
                "report | Containers apps-s-1vcpu-1gb | 1 container-month | 12 USD",
                "database | Nodes db-s-2vcpu-4gb | 2 node-month | 60 USD",
            ],
            Everything().Bill(("api", "copies", 3)).Where(l => !l.EndsWith("not priced", StringComparison.Ordinal))
        );

    [Fact]
    public void What_has_no_sourced_price_is_not_priced() =>
        Assert.Equal(
            [
                "web | Static site",
                "api | Uptime check",
                "database | Storage",
                "cache | Nodes db-s-1vcpu-1gb",
                "files | Storage and transfer",
                "images | Tier basic",
                "app | Outbound transfer",
            ],
            Everything()
                .Estimate()
                .Unpriced.Select(u => $"{u.Component} | {u.Description}")
                .OrderBy(u => Array.FindIndex(Order, o => u.StartsWith(o, StringComparison.Ordinal)))
        );

    private static readonly string[] Order = ["web", "api", "database", "cache", "files", "images", "app"];

    [Fact]
    public void A_shared_size_does_not_scale() =>
        Assert.Contains(
            "'size: apps-s-1vcpu-2gb' is shared",
            Assert.Single(Shop().With(ShopSystem.Api, "digitalocean/app", "apps-s-1vcpu-2gb").Obstacles()),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_replica_in_a_region_of_somebody_else_is_refused() =>
        Assert.Contains(
            "no region 'us-east-1'",
            Assert.Single(
                Shop()
                    .With(
                        ShopSystem.Database with
                        {
                            Replicas = [new ReadReplica("reader", "us-east-1")],
                        },
                        "digitalocean/managed-postgresql"
                    )
                    .Obstacles()
            ),
            StringComparison.Ordinal
        );
}
