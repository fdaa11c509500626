using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using static Infrar.Core.Comparisons.Scoring.OptionSheet;

namespace Infrar.Core.Comparisons.Scoring;

/// <summary>How far and how readily an option grows: the mean of its parts, each by elasticity and room.</summary>
internal static class ScalabilityScore
{
    // The next phase of growth is commonly planned as ten times the users; beyond that a system is designed anew.
    private const int NextPhase = 10;

    private const int HighestStep = (int)Elasticity.Unbounded;

    internal static Score Of(OptionSheet sheet)
    {
        var parts = sheet.Parts.Select(p => (Part: p, Share: Share(p))).ToArray();
        var sum = parts.Sum(p => p.Share);
        return new()
        {
            Criterion = Criterion.Scalability,
            Value = 10 * sum / parts.Length,
            Formula =
                "10 × mean over the parts of elasticity (0 fixed, ⅓ by hand, ⅔ automatic, 1 unbounded), averaged with room "
                + "(most copies ÷ ten times the copies asked for, not above 1) where a limit is documented",
            Working = FormattableString.Invariant($"10 × {Figure(sum)} ÷ {parts.Length}"),
            Facts =
            [
                .. parts.Select(p => new ScoreFact(p.Part.Name, Words(p.Part, p.Share), $"offering {p.Part.Offering}")),
            ],
        };
    }

    private static decimal Share(Part part)
    {
        var elasticity = (decimal)part.Facts.Elasticity / HighestStep;
        return part.Facts.MaxCopies is { } most
            ? (elasticity + Math.Min(1, (decimal)most / (NextPhase * AskedFor(part.Placed.Component)))) / 2
            : elasticity;
    }

    private static int AskedFor(Component component) =>
        component switch
        {
            Workload workload => workload.Scaling.Max,
            PostgreSql database => 1 + database.Replicas.Length,
            Redis cache => 1 + cache.Replicas,
            _ => 1,
        };

    private static string Words(Part part, decimal share)
    {
        var elasticity = part.Facts.Elasticity switch
        {
            Elasticity.Fixed => "fixed",
            Elasticity.ByHand => "by hand",
            Elasticity.Automatic => "automatic",
            Elasticity.Unbounded => "unbounded",
        };
        var room = part.Facts.MaxCopies is { } most
            ? FormattableString.Invariant($", at most {most}, {AskedFor(part.Placed.Component)} asked for")
            : "";
        return $"{elasticity}{room}: {Figure(share)}";
    }
}
