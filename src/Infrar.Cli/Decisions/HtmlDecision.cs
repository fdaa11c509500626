namespace Infrar.Cli.Decisions;

/// <summary>The page as one HTML file: no script, nothing loaded, light and dark, fit for paper.</summary>
internal static class HtmlDecision
{
    /// <summary>The whole document; well-formed XML too.</summary>
    public static string Write(Decision decision) =>
        Html.Of(
                $"""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"/>
                <title>{decision.Title} · Infrar</title>
                <style>
                {Html.Made(DecisionStyle.Sheet)}</style>
                </head>
                <body>
                {SeverityMark.Shapes}<a class="skip" href="#main">Skip to the answer</a>
                <header><h1>{decision.Title}</h1><p class="t2">{Requirements(decision)}</p>
                <nav aria-label="Parts of this page"><ul>{Parts(decision).Select(p =>
                    Html.Of($"""<li><a href="#{p.Id}">{p.Title}</a></li>""")
                )}</ul></nav></header>
                <main id="main">
                {HtmlAnswer.Of(decision)}{HtmlOptions.Of(decision)}{HtmlMatrix.Of(decision)}{HtmlCost.Of(
                    decision
                )}{HtmlTopology.Of(decision)}{HtmlFindings.Of(decision)}{HtmlUnknown.Of(decision)}</main>
                </body>
                </html>

                """
            )
            .ToString();

    private static string Requirements(Decision decision) => DecisionRequirements.Of(decision);

    private static IEnumerable<(string Id, string Title)> Parts(Decision decision)
    {
        yield return ("options", "Options");
        if (decision.Chosen is null)
        {
            yield break;
        }

        yield return ("matrix", "Decision matrix");
        yield return ("cost", "Cost");
        yield return ("topology", "Topology");
        yield return ("findings", "Findings");
        yield return ("unknown", "What is not known");
    }
}
