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

        Assert.Empty(
            provider.Facts.ResourceTypes.Where(t => t is not "*").SelectMany(t => FaultsOfResource(provider, t))
        );
        Assert.Empty(provider.Facts.DataSources.SelectMany(t => FaultsOfDataSource(provider, t)));
        Assert.Empty(provider.Facts.References.Values.Where(t => provider.Schema.Resource(t) is null));
    }

    private static IEnumerable<string> FaultsOfResource(RehearsedProvider provider, string type)
    {
        var facts = provider.Facts.OfResource(type);
        return provider.Schema.Resource(type) is { } schema
            ?
            [
                .. facts
                    .NamedAttributes.Where(a => !schema.Attributes.ContainsKey(a))
                    .Select(a => $"{type} has no {a}"),
                .. facts.Set.Keys.Where(a => !schema.Attributes[a].Computed).Select(a => $"{type}.{a} is not computed"),
                .. facts
                    .HeldBy.Where(h => provider.Schema.Resource(h) is null)
                    .Select(h => $"{type} is held by no {h}"),
            ]
            : [$"there is no {type}"];
    }

    private static IEnumerable<string> FaultsOfDataSource(RehearsedProvider provider, string type) =>
        provider.Schema.DataSource(type) is { } schema
            ? provider
                .Facts.OfDataSource(type)
                .NamedAttributes.Where(a => !schema.Attributes.ContainsKey(a))
                .Select(a => $"data {type} has no {a}")
            : [$"there is no data {type}"];

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
