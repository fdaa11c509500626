using Infrar.Core.Manifests;
using Infrar.Providers.Tests.Workloads;

namespace Infrar.Providers.Tests.Render;

public sealed class RenderTests
{
    private static ShopSystem Shop() => new ShopSystem().In("render", "frankfurt");

    [Fact]
    public void A_service_and_its_sidecar_are_billed_by_instance() =>
        // 1 vCPU and 2 GiB fit Standard at $25; the sidecar fits Starter at $7; 3 copies of each; one seat at $19;
        // 25 GB − 5 GB at $0.15.
        Assert.Equal(
            3m * 25m + 3m * 7m + 19m + 20m * 0.15m,
            Shop()
                .With(ShopSystem.Api, "render/web-service")
                .With(ShopSystem.Pool, "render/web-service")
                .Estimate(("api", "copies", 3), ("api", "egressGB", 25))
                .Total.Expected
        );

    [Fact]
    public void Only_the_smallest_postgres_has_a_price_and_no_other_takes_it()
    {
        var small = ShopSystem.Database with { Cpu = 0.1m, MemoryMiB = 256, Availability = Availability.SingleZone };

        Assert.Contains(
            "database | Instance Basic-256mb | 1 instance-month | 6 USD",
            Shop().With(small, "render/postgresql").Bill()
        );
        Assert.Contains(
            "database | Instance Pro-8gb | not priced",
            Shop().With(ShopSystem.Database, "render/postgresql").Bill()
        );
    }

    [Fact]
    public void A_standby_doubles_the_disk() =>
        Assert.Contains(
            "database | Storage | 200 GB-month | 0.3 USD",
            Shop().With(ShopSystem.Database, "render/postgresql").Bill()
        );

    [Fact]
    public void What_has_no_sourced_price_is_not_priced() =>
        Assert.Equal(
            [
                "subscription | Professional workspace seats | 1 seat-month | 19 USD",
                "report | Cron job | not priced",
                "cache | Key Value standard | not priced",
            ],
            Shop()
                .With(ShopSystem.Report, "render/cron-job")
                .With(ShopSystem.Cache, "render/key-value", "", ("singleServer", true))
                .Bill()
        );

    [Fact]
    public void Autoscaling_needs_the_professional_workspace() =>
        Assert.Contains(
            "professional workspace",
            Assert.Single(
                new ShopSystem()
                    .In("render", "frankfurt", ("workspace", "hobby"))
                    .With(ShopSystem.Api, "render/web-service")
                    .Obstacles()
            ),
            StringComparison.Ordinal
        );
}
