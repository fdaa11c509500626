using System.Collections.Immutable;
using Infrar.Core.Placements;

namespace Infrar.Core.Comparisons.Scoring;

/// <summary>How much the team decides itself: the share of what it could decide, over all parts.</summary>
internal static class ControlScore
{
    private static readonly ImmutableArray<ControlAspect> All = [.. Enum.GetValues<ControlAspect>()];

    internal static Score Of(OptionSheet sheet)
    {
        var share = AspectShare.Of(sheet.Parts, _ => All, p => p.Facts.Control, Word);
        return new()
        {
            Criterion = Criterion.Control,
            Value = 10 * share.Value,
            Formula = "10 × share, over all parts, of: network, software, operating system, region, keys",
            Working = $"10 × {share.Working}",
            Facts = share.Facts,
        };
    }

    private static string Word(ControlAspect aspect) =>
        aspect switch
        {
            ControlAspect.Network => "network",
            ControlAspect.Software => "software",
            ControlAspect.OperatingSystem => "operating system",
            ControlAspect.Region => "region",
            ControlAspect.Keys => "keys",
        };
}
