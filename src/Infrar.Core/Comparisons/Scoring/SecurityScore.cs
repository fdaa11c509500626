using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;

namespace Infrar.Core.Comparisons.Scoring;

/// <summary>How well others are kept out: half what the places can do, half what the checks find in this placement.</summary>
internal static class SecurityScore
{
    // Each severity counts three times the one below it; one high finding for every part halves the findings' half.
    private const int HalvingPoints = 9;

    private static readonly ImmutableArray<IsolationAspect> OfSite =
    [
        IsolationAspect.Identities,
        IsolationAspect.EncryptedAtRest,
        IsolationAspect.AuditLog,
    ];

    private static readonly ImmutableArray<IsolationAspect> All = [.. Enum.GetValues<IsolationAspect>()];

    internal static Score Of(OptionSheet sheet)
    {
        var isolation = AspectShare.Of(
            sheet.Parts,
            p => p.Kind is ComponentKind.StaticSite ? OfSite : All,
            p => p.Facts.Isolation,
            Word
        );
        var checks = sheet.Judgement.Checks;
        var counts = Enum.GetValues<Severity>().Reverse().Select(s => (Severity: s, Count: checks.Count(s))).ToArray();
        var points = counts.Sum(c => c.Count * Points(c.Severity));
        var half = HalvingPoints * sheet.Parts.Length;
        var clean = (decimal)half / (half + points);
        var unseen = NotChecked(sheet);
        return new()
        {
            Criterion = Criterion.Security,
            Value = 5 * isolation.Value + 5 * clean,
            Formula =
                "5 × share of private network, identities, encryption at rest, audit log over all parts + 5 × 9 × parts ÷ "
                + "(9 × parts + points of findings: critical 27, high 9, medium 3, low 1)",
            Working = FormattableString.Invariant($"5 × {isolation.Working} + 5 × {half} ÷ ({half} + {points})"),
            Facts =
            [
                .. isolation.Facts,
                .. counts.Select(c => new ScoreFact(
                    $"{Word(c.Severity)} findings",
                    FormattableString.Invariant($"{c.Count} × {Points(c.Severity)} points"),
                    "checks"
                )),
                .. unseen.Select(name => new ScoreFact(name, "no check looks at it", "checks")),
            ],
            Bound = unseen.IsEmpty
                ? ""
                : $"No check looks at {string.Join(", ", unseen)}, so that faults there are not counted.",
        };
    }

    private static int Points(Severity severity) =>
        severity switch
        {
            Severity.Low => 1,
            Severity.Medium => 3,
            Severity.High => 9,
            Severity.Critical => 27,
        };

    private static string Word(Severity severity) =>
        severity switch
        {
            Severity.Low => "low",
            Severity.Medium => "medium",
            Severity.High => "high",
            Severity.Critical => "critical",
        };

    private static string Word(IsolationAspect aspect) =>
        aspect switch
        {
            IsolationAspect.PrivateNetwork => "private network",
            IsolationAspect.Identities => "identities",
            IsolationAspect.EncryptedAtRest => "encrypted at rest",
            IsolationAspect.AuditLog => "audit log",
        };

    // A part is looked at when a check knows the type of any of its resources.
    private static ImmutableArray<string> NotChecked(OptionSheet sheet)
    {
        var looked = sheet
            .Placement.Graph.Resources.Where(r => sheet.Catalog.CheckedTypes.Contains(r.Type))
            .Select(r => r.Component)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. sheet
                .Parts.Where(p => p.Kind is not ComponentKind.Sidecar && !looked.Contains(p.Name))
                .Select(p => p.Name),
        ];
    }
}
