using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Azure;

/// <summary>Where resources of Azure live, by the names that prices use.</summary>
internal static class AzureRegions
{
    /// <summary>The region that a location names: <c>West Europe</c> is <c>westeurope</c>.</summary>
    internal static string Named(string location) =>
        string.Concat(location.Where(c => c != ' ')).ToLowerInvariant() is var name && name == "global" ? "" : name;

    /// <summary>The resource's own region; that of the first of its settings that leads to a resource with one.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="meter">Knows the graph.</param>
    /// <param name="parents">Settings to follow, nearest first; that of its resource group comes last.</param>
    internal static string Of(Resource resource, Meter meter, params ReadOnlySpan<string> parents)
    {
        if (resource.Region.Length > 0)
        {
            return resource.Region;
        }

        foreach (var parent in parents)
        {
            if (meter.Graph.Follow(resource[parent]) is { Region.Length: > 0 } found)
            {
                return found.Region;
            }
        }

        return GroupOf(resource, meter.Graph)?.Region ?? "";
    }

    // A plan knows the name of a group before apply, so the reference to it is gone by then.
    private static Resource? GroupOf(Resource resource, ResourceGraph graph)
    {
        var group = resource["resource_group_name"];
        return graph.Follow(group)
            ?? (
                group.AsText() is { } name
                    ? graph.OfType("azurerm_resource_group").FirstOrDefault(g => g["name"].AsText() == name)
                    : null
            );
    }
}
