using System.Collections.Immutable;
using Infrar.Cli.Estimates;
using Infrar.Cli.Reports;
using Infrar.Core.Compose;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Core.Tofu;
using Infrar.Core.Topology;

namespace Infrar.Cli.Generation;

/// <summary>Every file that <c>generate</c> writes for a placement.</summary>
internal static class GeneratedFiles
{
    /// <summary>The configuration alone: OpenTofu, a Compose file, or both.</summary>
    /// <returns>Path to content; empty when nothing is generated for any component.</returns>
    public static ImmutableSortedDictionary<string, string> Configuration(Placement placement, Catalog catalog)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (UsesTofu(placement))
        {
            files.AddRange(TofuWriter.Write(placement, catalog));
        }

        if (ComposeWriter.Write(placement) is { Length: > 0 } compose)
        {
            files["compose.yaml"] = compose;
        }

        foreach (var (path, content) in placement.Files)
        {
            files[path] = content;
        }

        return files.ToImmutable();
    }

    /// <summary>The configuration with its diagrams, cost report and guide.</summary>
    public static ImmutableSortedDictionary<string, string> All(Placement placement, Estimate estimate, Catalog catalog)
    {
        var configuration = Configuration(placement, catalog);
        if (configuration.IsEmpty)
        {
            return configuration;
        }

        var topology = SystemTopology.Of(placement);
        return configuration
            .SetItem("topology.mmd", MermaidWriter.Write(topology))
            .SetItem("COST.md", MarkdownReport.Write(EstimateReport.Of(estimate, placement)))
            .SetItem(
                "README.md",
                GuideText.Of(placement, UsesTofu(placement), configuration.ContainsKey("compose.yaml"))
            );
    }

    /// <summary>Whether any resource is OpenTofu's to make.</summary>
    public static bool UsesTofu(Placement placement) =>
        placement.Graph.Resources.Any(r =>
            !r.Type.StartsWith("compose_", StringComparison.Ordinal) && !IsPricedOnly(r.Component, placement)
        );

    // Offerings that write no OpenTofu still make resources, so that they can be priced.
    private static bool IsPricedOnly(string component, Placement placement) =>
        placement.Components.Any(c => c.Component.Name == component && !c.IsGenerated);
}
