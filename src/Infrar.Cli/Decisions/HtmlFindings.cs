using Infrar.Core.Checks;

namespace Infrar.Cli.Decisions;

/// <summary>The findings of the option that is shown in full: what is wrong, what proves it, and the mend.</summary>
internal static class HtmlFindings
{
    /// <summary>The section; nothing where no option can be placed.</summary>
    public static Html Of(Decision decision) =>
        decision.Judgement is { } judgement
            ? Html.Of(
                $"""
                <section class="card" id="findings" aria-labelledby="findings-h"><div class="ch"><h2 id="findings-h">{Words.Count(
                    judgement.Checks.Findings.Length,
                    "finding"
                )}</h2><small>{Summary(judgement.Checks)}</small></div>
                {judgement.Checks.Findings.Select((f, i) => Of(f, i))}
                </section>

                """
            )
            : Html.Empty;

    private static string Summary(CheckReport checks) =>
        checks.Findings.IsEmpty
            ? "No check finds anything."
            : $"{Words.List(DecisionWords.Counts(checks, Severity.Low))}. Each opens its proof and its mend.";

    private static Html Of(Finding finding, int index)
    {
        var state = index == 0 ? Html.Of($" open=\"\"") : Html.Empty;
        var place = finding.Location?.ToString() ?? "";
        return Html.Of(
            $"""
            <details class="finding"{state}><summary>{SeverityMark.Pill(
                finding.Severity
            )}<span class="ft"><b>{finding.Title}</b><span class="sub">{finding.Message}</span></span><span class="t3"><bdi>{finding.Component}</bdi></span><code class="t3">{finding.Check}</code></summary>
            <div class="fb"><h3>Proof</h3><ol class="steps">{finding.Proof.Select(Step)}</ol>
            <h3>Mend</h3><p>{finding.Mend}</p>
            <dl>{Fact("Resource", finding.Resource)}{Fact("Described at", place)}{Fact(
                "Name",
                finding.Name
            )}</dl></div></details>

            """
        );
    }

    private static Html Fact(string name, string value) =>
        Html.When(value is not "", () => Html.Of($"<dt>{name}</dt><dd><code>{value}</code></dd>"));

    private static Html Step(ProofStep step) =>
        Html.Of(
            $"""<li{(step.Breaks ? Html.Of($" class=\"break\"") : Html.Empty)}>{Html.When(step.Breaks, () => Html.Of($"""<b class="stop">{SeverityMark.Sign("no")}Breaks here:</b> """))}{step.Fact}{Html.When(step.Address is not "", () => Html.Of($"<code>{step.Address}</code>"))}</li>"""
        );
}
