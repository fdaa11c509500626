using Infrar.Providers.Tests.Workloads;
using Infrar.Testing;

namespace Infrar.Providers.Tests.Vercel;

public sealed class ProjectTests
{
    private static ShopSystem Shop(params (string, Core.Resources.Value)[] options) =>
        new ShopSystem().With(ShopSystem.Web, "vercel/project", "", options);

    [Fact]
    public void A_site_becomes_a_project_whose_other_domains_redirect() =>
        Golden.Match(Shop().Tofu(), "vercel/project.tf");

    [Fact]
    public void Pro_is_paid_by_seat_and_by_what_passes_its_allowances() =>
        Assert.Equal(
            // 3 × $20; 1,200 GB − 1,000 GB at $0.15; 12 million − 10 million requests at $2 a million.
            60m + 200m * 0.15m + 2m * 2m,
            Shop()
                .Estimate(("system", "vendorSeats", 3), ("web", "egressGB", 1200), ("web", "requests", 12_000_000))
                .Total.Expected
        );

    [Fact]
    public void Hobby_is_free_whatever_the_traffic() =>
        Assert.Equal(
            ["web | Hobby plan | 1 month | 0 USD"],
            Shop(("plan", "hobby")).Bill(("web", "egressGB", 50), ("web", "requests", 1000))
        );

    [Fact]
    public void Traffic_that_nobody_states_is_not_priced() =>
        Assert.Contains("web | Fast data transfer | not priced", Shop().Bill());
}
