using System.Collections.Immutable;
using Infrar.Cli.Estimates;
using Infrar.Cli.Reports;
using Infrar.Core.Compose;
using Infrar.Core.Judgements;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Core.Tofu;
using Infrar.Core.Topology;

namespace Infrar.Cli.Generation;

/// <summary>Every file that <c>generate</c> writes for a placement.</summary>
internal static class GeneratedFiles
{
    private const string ComposeFile = "compose.yaml";

    /// <summary>The configuration alone: OpenTofu, a Compose file, or both.</summary>
    /// <returns>Path to content; empty when nothing is generated for any component.</returns>
    public static ImmutableSortedDictionary<string, string> Configuration(Placement placement, Catalog catalog)
    {
        var files = TofuWriter.Write(placement, catalog).ToBuilder();
        if (ComposeWriter.Write(placement) is { Length: > 0 } compose)
        {
            files[ComposeFile] = compose;
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

        var budget = Budget.Of(placement.System, estimate.Currency, catalog);
        var topology = SystemTopology.Of(placement);
        return configuration
            .SetItem("topology.mmd", MermaidWriter.Write(topology))
            .SetItem("topology.svg", SvgWriter.Write(topology))
            .SetItem("COST.md", MarkdownReport.Write(EstimateReport.Of(estimate, placement, budget)))
            .SetItem(
                "README.md",
                GuideText.Of(placement, configuration, TofuWriter.RequiredVariables(placement, catalog))
            );
    }

    /// <summary>Whether the configuration is OpenTofu's to apply.</summary>
    public static bool IsTofu(ImmutableSortedDictionary<string, string> configuration) =>
        configuration.ContainsKey("versions.tf");

    /// <summary>Whether the configuration is Compose's to start.</summary>
    public static bool IsCompose(ImmutableSortedDictionary<string, string> configuration) =>
        configuration.ContainsKey(ComposeFile);
}
