using Infrar.Rehearsal.Providers;
using Infrar.Rehearsal.Schemas;

namespace Infrar.Rehearsal.Tests.Providers;

public sealed class FactsTests
{
    public static TheoryData<string> Providers => [.. ProviderCatalog.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Providers))]
    public void Facts_name_only_types_and_attributes_that_exist(string name)
    {
        var provider = RehearsedProvider.Of(name);

        foreach (var type in provider.Facts.Types.Where(t => t is not "*"))
        {
            var schema = provider.Schema.Resource(type);
            Assert.True(schema is not null, $"{name} has no {type}");
            var facts = provider.Facts.OfResource(type);
            Assert.All(facts.NamedAttributes, a => Assert.True(schema.Attributes.ContainsKey(a), $"{type} has no {a}"));
            Assert.All(facts.Set.Keys, a => Assert.True(schema.Attributes[a].Computed, $"{type}.{a} is not computed"));
            Assert.All(facts.HeldBy, t => Assert.True(provider.Schema.Resource(t) is not null, $"{type} is held by no {t}"));
        }

        Assert.All(provider.Facts.References.Values, t => Assert.True(provider.Schema.Resource(t) is not null, $"no {t}"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Every_type_parses_and_transcodes(string name)
    {
        var provider = RehearsedProvider.Of(name);

        Assert.All(provider.Schema.ResourceTypes, type => Assert.NotNull(provider.Schema.Resource(type)));
        Assert.Equal(provider.Schema.ResourceTypes.Count(), provider.Messages.Resources.Count);
        Assert.All(provider.Messages.Resources, m => Assert.NotEmpty(m.Value));
    }
}
