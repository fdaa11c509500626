using Infrar.Cli.Estimates;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;

namespace Infrar.Cli.Decisions;

/// <summary>The colour that a sort of thing has in every chart.</summary>
internal static class ChartFamily
{
    /// <summary>Name of the style of what a group is paid for.</summary>
    public static string Of(EstimateGroup group, Placement placement) =>
        placement.Components.FirstOrDefault(c => c.Component.Name == group.Name) is { } placed
            ? Of(placed.Component.Kind)
            : OfShared(group.Name);

    private static string Of(ComponentKind kind) =>
        kind switch
        {
            ComponentKind.Service or ComponentKind.Worker or ComponentKind.ScheduledJob or ComponentKind.Sidecar =>
                "f-compute",
            ComponentKind.StaticSite or ComponentKind.ObjectStore or ComponentKind.ContainerRegistry => "f-storage",
            ComponentKind.PostgreSql => "f-data",
            ComponentKind.Redis => "f-cache",
            ComponentKind.Secrets => "f-secrets",
        };

    // What components share is named by its concern.
    private static string OfShared(string concern) =>
        concern switch
        {
            "network" or "load-balancer" or "dns" or "firewall" => "f-network",
            "compute" => "f-compute",
            "database" => "f-data",
            "cache" => "f-cache",
            "storage" or "images" => "f-storage",
            "secrets" => "f-secrets",
            "monitoring" or "audit" => "f-monitoring",
            _ => "f-other",
        };
}
