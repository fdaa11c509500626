using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Data;

/// <summary>Adds resources that share a component, a region and a concern.</summary>
/// <param name="Site">Where they are added.</param>
/// <param name="Component">Component that they are made for; empty for what several share.</param>
/// <param name="Region">Region that they live in; any but the home region is reached through a provider alias.</param>
/// <param name="Concern">File that they are written to.</param>
internal sealed record ResourceScope(Site Site, string Component, string Region, string Concern)
{
    /// <summary>The scope of a component in its own region.</summary>
    public static ResourceScope Of(Component component, Site site, string concern) =>
        new(site, component.Name, site.RegionOf(component), concern);

    /// <summary>Adds a resource; entries that are <see cref="Value.None"/> are left out.</summary>
    public Resource Add(string type, string name, params IEnumerable<(string Name, Value Value)> attributes) =>
        Site.Add(Resource(type, name, attributes));

    /// <summary>Adds a resource that must wait for others which none of its attributes refers to.</summary>
    public Resource AddAfter(
        IEnumerable<string> addresses,
        string type,
        string name,
        params IEnumerable<(string Name, Value Value)> attributes
    ) => Site.Add(Resource(type, name, attributes) with { DependsOn = [.. addresses] });

    private Resource Resource(string type, string name, IEnumerable<(string Name, Value Value)> attributes) =>
        new()
        {
            Type = type,
            Name = name,
            Provider = "aws",
            ProviderAlias = AwsRegions.AliasFor(Site, Region),
            Region = Region,
            Component = Component,
            Concern = Concern,
            Attributes = Values.Map(attributes),
        };
}
