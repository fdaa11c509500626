using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Azure;

/// <summary>Where resources of Azure live, by the names that prices use.</summary>
internal static class AzureRegions
{
    private const string GroupType = "azurerm_resource_group";

    /// <summary>The region that a location names: <c>West Europe</c> is <c>westeurope</c>.</summary>
    internal static string Named(string location) =>
        string.Concat(location.Where(c => c != ' ')).ToLowerInvariant() is var name && name == "global" ? "" : name;

    /// <summary>The region of what a resource is part of; else its own; else that of its resource group.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="meter">Knows the graph.</param>
    /// <param name="parents">Settings that lead to what it is part of, nearest first.</param>
    internal static string Of(Resource resource, Meter meter, params ReadOnlySpan<string> parents)
    {
        foreach (var parent in parents)
        {
            if (meter.Graph.Follow(resource[parent]) is { Region.Length: > 0 } found)
            {
                return found.Region;
            }
        }

        return resource.Region.Length > 0 ? resource.Region : GroupOf(resource, meter.Graph)?.Region ?? "";
    }

    private static Resource? GroupOf(Resource resource, ResourceGraph graph)
    {
        var group = resource["resource_group_name"];
        // A plan knows the name of a group before apply, and other resources may have the same name.
        return graph.Follow(group) is { Type: GroupType } found ? found
            : group.AsText() is { } name ? graph.OfType(GroupType).FirstOrDefault(g => g["name"].AsText() == name)
            : null;
    }
}
