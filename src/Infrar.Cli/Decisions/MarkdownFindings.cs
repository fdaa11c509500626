using Infrar.Core.Checks;
using static Infrar.Cli.Decisions.Markdown;

namespace Infrar.Cli.Decisions;

/// <summary>The findings of the option that is shown in full, each with its proof and its mend.</summary>
internal static class MarkdownFindings
{
    /// <summary>Adds them; nothing where no option can be placed.</summary>
    public static void AddTo(MarkdownPage page, Decision decision)
    {
        if (decision.Judgement is not { Checks: var checks })
        {
            return;
        }

        page.Add(
            checks.Findings.IsEmpty
                ? "## Findings\n\nNo check finds anything.\n"
                : $"## {Words.Count(checks.Findings.Length, "finding")}\n"
        );
        foreach (var finding in checks.Findings)
        {
            page.Add(
                Of(finding),
                $"{DecisionWords.Word(finding.Severity).ToLowerInvariant()} findings",
                Dispensable(finding.Severity)
            );
        }
    }

    /// <summary>The shape of a severity as a character.</summary>
    public static string Sign(Severity severity) =>
        severity switch
        {
            Severity.Critical => "⬣",
            Severity.High => "▲",
            Severity.Medium => "◆",
            Severity.Low => "○",
        };

    private static int Dispensable(Severity severity) =>
        severity switch
        {
            Severity.Critical => 1,
            Severity.High => 2,
            Severity.Medium => 5,
            Severity.Low => 7,
        };

    private static string Of(Finding finding)
    {
        var subject = finding.Component is "" ? finding.Resource : finding.Component;
        var steps = finding.Proof.Select((s, i) => FormattableString.Invariant($"{i + 1}. {Step(s)}\n"));
        return Details(
            $"{Sign(finding.Severity)} {DecisionWords.Word(finding.Severity)} · {finding.Title}{(subject is "" ? "" : $" · {subject}")}",
            $"{Text(finding.Message)}\n\n{string.Concat(steps)}\n**Mend:** {Text(finding.Mend)}\n\n{Code(finding.Name)}{(finding.Location is { } place ? $", {Code(place.ToString())}" : "")}\n"
        );
    }

    private static string Step(ProofStep step) =>
        $"{(step.Breaks ? "**Breaks here:** " : "")}{Text(step.Fact)}{(step.Address is "" ? "" : $" {Code(step.Address)}")}";
}
