using System.Collections.Immutable;
using Infrar.Core.Placements;
using static Infrar.Core.Comparisons.Scoring.OptionSheet;

namespace Infrar.Core.Comparisons.Scoring;

/// <summary>How easily one leaves: half how open the parts are, half how little is to be written anew elsewhere.</summary>
internal static class PortabilityScore
{
    // Write the same for another provider, or make it in another dashboard, and try it.
    private const decimal Rewrite = 15;

    /// <summary>What is asked of each part.</summary>
    private enum Aspect
    {
        Protocol,
        Export,
        Elsewhere,
        Written,
    }

    private static readonly ImmutableArray<Aspect> All = [.. Enum.GetValues<Aspect>()];

    internal static Score Of(OptionSheet sheet)
    {
        var open = AspectShare.Of(sheet.Parts, _ => All, p => Has(p, sheet.Catalog), Word);
        var effort = new Effort();
        effort.Add(sheet.Resources.Length, Rewrite, "resources to write anew", "the resource graph");
        effort.Add(
            sheet.ByHand.Length,
            Rewrite,
            "parts to set up anew",
            $"components {string.Join(", ", sheet.ByHand.Select(p => p.Name))}"
        );
        return new()
        {
            Criterion = Criterion.Portability,
            Value = 5 * open.Value + 5 * effort.Ease(Effort.Week),
            Formula =
                "5 × share, over all parts, of: open protocol, export, an offering elsewhere, a written configuration + 5 × a "
                + "working week ÷ (a working week + minutes of writing anew)",
            Working = $"5 × {open.Working} + 5 × {effort.Working(Effort.Week)}",
            Facts = [.. open.Facts, .. effort.Facts],
        };
    }

    private static IEnumerable<Aspect> Has(Part part, Catalog catalog)
    {
        if (part.Facts.Open.Contains(OpenAspect.OpenProtocol))
        {
            yield return Aspect.Protocol;
        }

        if (part.Facts.Open.Contains(OpenAspect.Export))
        {
            yield return Aspect.Export;
        }

        if (
            catalog.Offerings.Any(o => o.Provider != part.Provider && o.Kinds.Contains(part.Kind) && IsHost(o, catalog))
        )
        {
            yield return Aspect.Elsewhere;
        }

        if (part.Placed.IsGenerated)
        {
            yield return Aspect.Written;
        }
    }

    // One's own computer runs everything and hosts nothing.
    private static bool IsHost(Offering offering, Catalog catalog) =>
        offering.IsGenerated && catalog.FindProvider(offering.Provider)?.Tofu is not null;

    private static string Word(Aspect aspect) =>
        aspect switch
        {
            Aspect.Protocol => "open protocol",
            Aspect.Export => "export",
            Aspect.Elsewhere => "an offering elsewhere",
            Aspect.Written => "written configuration",
        };
}
