using Infrar.Providers.Tests.Workloads;

namespace Infrar.Providers.Tests.Railway;

public sealed class RailwayTests
{
    private static ShopSystem Shop() => new ShopSystem().In("railway", "us-west2");

    [Fact]
    public void A_service_is_billed_for_processor_memory_and_egress() =>
        // 3 copies × 730 h × 60 min: 131,400 vCPU-minutes of 1 vCPU, 262,800 GB-minutes of 2 GiB; 40 GB out; 2 seats.
        Assert.Equal(
            131_400m * 0.000463m + 262_800m * 0.000231m + 40m * 0.05m + 2m * 20m,
            Shop()
                .With(ShopSystem.Api, "railway/service")
                .Estimate(("api", "copies", 3), ("api", "egressGB", 40), ("system", "vendorSeats", 2))
                .Total.Expected
        );

    [Fact]
    public void A_job_is_billed_for_the_minutes_it_runs() =>
        // 730 / 24 runs × 12 minutes × 0.5 vCPU, and 1 GiB.
        Assert.Contains(
            "report | CPU | 182.5 vCPU-minute | 0.000463 USD",
            Shop().With(ShopSystem.Report, "railway/service").Bill(("report", "runMinutes", 12))
        );

    [Fact]
    public void A_database_has_a_volume_and_accepts_one_server_only_on_purpose()
    {
        var refused = Shop().With(ShopSystem.Database, "railway/postgresql");
        var accepted = Shop().With(ShopSystem.Database, "railway/postgresql", "", ("singleServer", true));

        Assert.Contains(
            "'availability: multi-zone' is not met",
            Assert.Single(refused.Obstacles()),
            StringComparison.Ordinal
        );
        Assert.Contains("database | Volume storage | 100 GB-month | 0.15 USD", accepted.Bill());
    }

    [Fact]
    public void Nothing_is_generated() =>
        Assert.Empty(
            Shop()
                .With(ShopSystem.Web, "railway/static-site")
                .With(ShopSystem.Api, "railway/service")
                .With(ShopSystem.Cache, "railway/redis", "", ("singleServer", true))
                .Tofu()
        );

    [Fact]
    public void A_workload_that_starts_containers_is_refused() =>
        Assert.Contains(
            "'containerEngine: true' is not met",
            Assert.Single(
                Shop().With(ShopSystem.Mailer with { NeedsContainerEngine = true }, "railway/service").Obstacles()
            ),
            StringComparison.Ordinal
        );
}
