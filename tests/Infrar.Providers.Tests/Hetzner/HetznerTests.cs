using Infrar.Providers.Tests.Workloads;
using Infrar.Testing;

namespace Infrar.Providers.Tests.Hetzner;

public sealed class HetznerTests
{
    private static ShopSystem Shop(string region = "fsn1") => new ShopSystem().In("hetzner", region);

    private static ShopSystem Everything() =>
        Shop()
            .With(ShopSystem.Web, "hetzner/server-compose")
            .With(ShopSystem.Api, "hetzner/server-compose")
            .With(ShopSystem.Pool, "hetzner/server-compose")
            .With(ShopSystem.Mailer, "hetzner/server-compose")
            .With(ShopSystem.Report, "hetzner/server-compose")
            .With(ShopSystem.Database, "hetzner/server-compose", "", ("singleServer", true))
            .With(ShopSystem.Cache, "hetzner/server-compose", "", ("singleServer", true))
            .With(ShopSystem.Files, "hetzner/object-storage")
            .With(ShopSystem.Vault, "hetzner/server-compose")
            .With(ShopSystem.Images, "hetzner/server-compose");

    [Fact]
    public void A_system_becomes_one_server_that_starts_itself() =>
        Golden.Match(Everything().Tofu(), "hetzner/shop.tf");

    [Fact]
    public void Groups_become_servers_that_reach_each_other_privately() =>
        Golden.Match(
            Shop()
                .With(ShopSystem.Api, "hetzner/server-compose")
                .With(ShopSystem.Database, "hetzner/server-compose", "ccx13", ("group", "data"), ("singleServer", true))
                .Tofu(),
            "hetzner/groups.tf"
        );

    [Fact]
    public void Every_figure_is_in_euros_and_traffic_is_included_up_to_20_TB() =>
        // 2 × 1 vCPU and 2 GiB, 2 × ¼ and ¼ GiB, ½ and ½ GiB, ½ and 1 GiB, 2 and 4 GiB, ½ GiB, and ½ GiB for the system:
        // 5.5 vCPU and 11 GiB, which CX43 has.
        Assert.Equal(
            [
                "database | Volume | 100 GB-month | 0.0572 EUR",
                "files | Object storage, 1 TB and 1 TB of egress included | 1 month | 6.49 EUR",
                "images | Volume | 20 GB-month | 0.0572 EUR",
                "compute | Public IPv4 address | 1 month | 0.5 EUR",
                "compute | Server CX43 | 1 server-month | 15.99 EUR",
                "compute | Traffic | 25 TB | 1 EUR",
                "compute | Free allowance: Traffic that a server includes | -20 TB | 1 EUR",
                "load-balancer | Load balancer lb11 | 1 month | 7.49 EUR",
                "compute | Backups | not priced",
            ],
            Everything().Bill(("web", "egressGB", 5000), ("api", "egressGB", 20000), ("files", "storageGB", 500))
        );

    [Fact]
    public void Several_zones_are_refused_unless_one_server_is_accepted()
    {
        var obstacles = Shop().With(ShopSystem.Cache, "hetzner/server-compose").Obstacles();

        Assert.Equal(2, obstacles.Length);
        Assert.All(obstacles, o => Assert.Contains("singleServer: true", o, StringComparison.Ordinal));
    }

    [Fact]
    public void Outside_Europe_a_server_is_not_priced() =>
        Assert.Contains(
            "compute | Server CCX13 | not priced",
            Shop("ash").With(ShopSystem.Mailer, "hetzner/server-compose").Bill()
        );

    [Fact]
    public void No_secret_stands_in_any_file() =>
        Assert.DoesNotContain("POSTGRES_PASSWORD", Everything().Tofu(), StringComparison.Ordinal);
}
