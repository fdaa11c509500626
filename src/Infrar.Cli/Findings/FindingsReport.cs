using System.Collections.Immutable;
using Infrar.Cli.Reports;
using Infrar.Core.Checks;
using Infrar.Core.Judgements;

namespace Infrar.Cli.Findings;

/// <summary>What the checks found, for people: how many of which severity, each with its mend, then what was not checked.</summary>
internal static class FindingsReport
{
    private const int TypesShown = 12;

    /// <summary>The report of a judgement's findings.</summary>
    /// <param name="judgement">What was checked.</param>
    /// <param name="checks">How many checks ran.</param>
    public static Report Of(Judgement judgement, int checks)
    {
        var report = judgement.Checks;
        var tables = Enum.GetValues<Severity>()
            .Reverse()
            .Select(s => Table(s, [.. report.Findings.Where(f => f.Severity == s)]));
        Section?[] sections = [.. tables, NotChecked(report)];
        return new($"Findings of {judgement.Name}", Answer(judgement, checks), [.. sections.OfType<Section>()]);
    }

    /// <summary>Findings as rows: what is wrong, and below it the mend; once for resources of which the same is to be said.</summary>
    public static TableSection Rows(string heading, ImmutableArray<Finding> findings) =>
        new(
            heading,
            [new("Check", ColumnKind.Code), new("Component", DropOrder: 1), new("What is wrong, and the mend")],
            [
                .. findings
                    .GroupBy(f => (f.Check, f.Component, f.Message, f.Mend))
                    .Select(g =>
                        Row.Of(
                            new Cell(g.Key.Check, SeverityText.ToneOf(g.First().Severity)),
                            g.Key.Component,
                            new Cell($"{g.Key.Message}\n→ {g.Key.Mend}", Tag: Resources([.. g]))
                        )
                    ),
            ]
        );

    private static string Resources(Finding[] findings) =>
        findings.Length == 1
            ? findings[0].Resource
            : FormattableString.Invariant($"{findings[0].Resource} and {findings.Length - 1} more");

    private static string Answer(Judgement judgement, int checks)
    {
        var resources = judgement.Graph.Resources.Count(r => !r.IsData);
        var looked = $"{Words.Count(checks, "check")} looked at {Words.Count(resources, "resource")}.";
        var name = Words.Capitalized(judgement.Name);
        return judgement.Checks.Findings.IsEmpty
            ? $"{name} has no findings: {looked}"
            : $"{name} has {SeverityText.Counts(judgement.Checks)}. {looked} infrar explain NAME shows the proof of one.";
    }

    private static TableSection? Table(Severity severity, ImmutableArray<Finding> findings) =>
        findings.IsEmpty ? null : Rows($"{SeverityText.Of(severity)} ({findings.Length})", findings);

    private static NotesSection? NotChecked(CheckReport report)
    {
        if (report.NotChecked.IsEmpty)
        {
            return null;
        }

        var shown = report
            .NotChecked.Take(TypesShown)
            .Select(t => t.Count == 1 ? t.Type : FormattableString.Invariant($"{t.Type} (× {t.Count})"));
        var more = report.NotChecked.Length - TypesShown;
        return new(
            "Not checked",
            [
                FormattableString.Invariant(
                    $"No check looks at {(report.NotChecked.Length == 1 ? "this type" : $"these {report.NotChecked.Length} types")}: {string.Join(", ", shown)}{(more > 0 ? $" and {more} more" : "")}."
                ),
            ]
        );
    }
}
