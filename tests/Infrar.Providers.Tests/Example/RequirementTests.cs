namespace Infrar.Providers.Tests.Example;

/// <summary>What a strategy breaks by itself is said, with the requirement's name; the rest stays acceptable.</summary>
public sealed class RequirementTests
{
    [Theory]
    [InlineData("aws", "us-east-1 (US)")]
    [InlineData("vercel-aws", "us-east-1 (US)")]
    [InlineData("digitalocean", "nyc3 (US)")]
    public void All_data_outside_the_residency_breaks_it(string strategy, string where)
    {
        var unmet = Assert.Single(InfrarsOwnPlacement.Place("production", strategy).UnmetRequirements);

        Assert.Equal("residency", unmet.Requirement);
        Assert.Equal($"Data may lie in EU only, and all of it would lie in {where}.", unmet.Reason);
    }

    [Theory]
    [InlineData("pages-aws")]
    [InlineData("hetzner")]
    public void One_replica_elsewhere_does_not_break_it(string strategy) =>
        Assert.Empty(InfrarsOwnPlacement.Place("production", strategy).UnmetRequirements);

    [Fact]
    public void Nothing_is_broken_where_nothing_is_required() =>
        Assert.Empty(InfrarsOwnPlacement.Place("staging", "aws").UnmetRequirements);

    [Fact]
    public void More_vendors_than_wanted_break_it()
    {
        var placement = InfrarsOwnPlacement.Place("production", "pages-aws");
        var system = placement.System with { Requirements = placement.System.Requirements with { MaxVendors = 1 } };

        var unmet = Assert.Single(Core.Placements.Planner.Place(system, AllProviders.Catalog).UnmetRequirements);

        Assert.Equal("maxVendors is 1, and this takes 2: cloudflare, aws.", unmet.Reason);
    }
}
