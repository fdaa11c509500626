using Infrar.Core.Placements;

namespace Infrar.Providers.Tests.Comparisons;

/// <summary>What every offering says of itself.</summary>
public sealed class OfferingFactsTests
{
    public static TheoryData<string> All => [.. AllProviders.Catalog.Offerings.Select(o => o.Id)];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_offering_states_its_facts_and_who_documents_them(string id)
    {
        var facts = AllProviders.Catalog.FindOffering(id)!.Facts;

        Assert.NotEqual("", facts.Source);
        Assert.True(facts.MaxCopies is null or > 0);
        Assert.NotEmpty(facts.Open);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_is_stated_twice(string id)
    {
        var facts = AllProviders.Catalog.FindOffering(id)!.Facts;

        Assert.Equal(facts.DutiesLeft.Distinct(), facts.DutiesLeft);
        Assert.Equal(facts.Developer.Distinct(), facts.Developer);
        Assert.Equal(facts.Control.Distinct(), facts.Control);
        Assert.Equal(facts.Isolation.Distinct(), facts.Isolation);
        Assert.Equal(facts.Open.Distinct(), facts.Open);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Whoever_administers_the_machine_looks_after_it(string id)
    {
        var facts = AllProviders.Catalog.FindOffering(id)!.Facts;

        Assert.Equal(
            facts.Control.Contains(ControlAspect.OperatingSystem),
            facts.DutiesLeft.Contains(Duty.HostPatching)
        );
    }
}
