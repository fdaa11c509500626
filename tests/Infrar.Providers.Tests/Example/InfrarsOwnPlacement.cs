using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Testing;

namespace Infrar.Providers.Tests.Example;

/// <summary>Infrar's own manifest, read once, and its placement in every environment under every strategy.</summary>
internal static class InfrarsOwnPlacement
{
    private static readonly Lazy<Manifest> Read = new(() =>
    {
        var path = Path.Combine(Repository.Root(typeof(InfrarsOwnPlacement).Assembly), "placement", "infrar.yaml");
        var reading = ManifestReader.Read(File.ReadAllText(path), "placement/infrar.yaml", AllProviders.Catalog);
        Assert.Empty(reading.Diagnostics.Select(d => $"{d.Location}: {d.Message} {d.Mend}"));
        return reading.Manifest!;
    });

    internal static Manifest Manifest => Read.Value;

    internal static TheoryData<string, string> EveryCombination()
    {
        var data = new TheoryData<string, string>();
        foreach (var environment in Manifest.Environments)
        {
            foreach (var strategy in environment.Strategies)
            {
                data.Add(environment.Name, strategy);
            }
        }

        return data;
    }

    internal static Placement Place(string environment, string strategy)
    {
        Assert.True(
            Manifest.Resolve(environment, strategy).Succeeded(out var system, out var problem),
            problem?.Detail
        );
        return Planner.Place(system!, AllProviders.Catalog);
    }
}
