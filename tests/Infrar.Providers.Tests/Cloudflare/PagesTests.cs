using Infrar.Providers.Tests.Workloads;
using Infrar.Testing;

namespace Infrar.Providers.Tests.Cloudflare;

public sealed class PagesTests
{
    private static ShopSystem Shop(params (string, Core.Resources.Value)[] options) =>
        new ShopSystem().With(ShopSystem.Web, "cloudflare/pages", "", options);

    [Fact]
    public void A_site_becomes_a_project_with_domains_and_records() =>
        Golden.Match(Shop().Tofu(), "cloudflare/pages.tf");

    [Fact]
    public void The_free_plan_costs_nothing_and_says_so() =>
        Assert.Equal(
            ["web | Pages free plan | 1 month | 0 USD"],
            Shop().Bill(("web", "requests", 5_000_000), ("web", "egressGB", 900), ("web", "builds", 500))
        );

    [Fact]
    public void Builds_beyond_the_free_plan_are_not_priced() =>
        Assert.Contains("web | Builds | not priced", Shop().Bill(("web", "builds", 501)));

    [Theory]
    [InlineData("monthly", "25")]
    [InlineData("annual", "20")]
    public void The_pro_plan_costs_what_its_billing_says(string billing, string price) =>
        Assert.Equal(
            [$"web | Pro plan of the domain | 1 month | {price} USD"],
            Shop(("plan", "pro"), ("billing", billing)).Bill()
        );
}
