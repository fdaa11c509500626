using Infrar.Core.Comparisons;
using Infrar.Providers.Tests.Example;

namespace Infrar.Providers.Tests.Comparisons;

/// <summary>The options of Infrar's own environments, compared as the command line does without options.</summary>
internal static class OwnComparison
{
    private static readonly Lazy<Comparison> Shared = new(() => Of("production"));

    internal static Comparison Production => Shared.Value;

    internal static Comparison Of(string environment, Weights? weights = null, string traffic = "medium")
    {
        var manifest = InfrarsOwnPlacement.Manifest;
        var found = manifest.Environments.First(e => e.Name == environment);
        Assert.True(manifest.Resolve(environment, null).Succeeded(out var system, out _));
        var compared = Comparer.Compare(
            new()
            {
                Manifest = manifest,
                Environment = found,
                Traffic = system.UsageProfiles.First(p => p.Name == traffic),
                Weights = weights,
            },
            AllProviders.Catalog
        );
        Assert.True(compared.Succeeded(out var comparison, out var problem), problem?.Detail);
        return comparison;
    }

    internal static HostingOption Option(string name) => Production.Options.First(o => o.Name == name);
}
