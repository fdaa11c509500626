using System.Collections.Immutable;
using System.CommandLine;
using Infrar.Cli.Decisions;
using Infrar.Cli.Problems;
using Infrar.Core;
using Infrar.Core.Comparisons;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar report</c>: one page to hand to whoever decides.</summary>
internal sealed class ReportCommand : PlacedCommand
{
    private static readonly string[] Forms = ["html", "markdown"];

    // It takes the leader where the others take the environment's first, so its help says so.
    private readonly Option<string?> _strategy = new("--strategy", "-s")
    {
        Description = "The hosting option to show in full; the one that leads when left out.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _format = new("--format")
    {
        Description = "The form of the page: html or markdown. Default: html, or by the ending of the output file.",
        HelpName = "FORMAT",
    };

    /// <summary>Builds the command.</summary>
    public ReportCommand()
        : base("report", "Write one page to decide by: options, scores, cost, topology, findings, each with its proof.")
    {
        _format.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Forms.Contains(token.Value, StringComparer.Ordinal))
            {
                result.AddError(
                    $"--format cannot be '{token.Value}'.{DidYouMean.Sentence(token.Value, Forms)} Name one of: {string.Join(", ", Forms)}."
                );
            }
        });
        _format.CompletionSources.Add(Forms);
        Options.Add(SharedOptions.File);
        Options.Add(SharedOptions.Environment);
        Options.Add(_strategy);
        Options.Add(SharedOptions.Traffic);
        ComparisonSettings.AddTo(this);
        EstimateSettings.AddTo(this);
        Options.Add(_format);
        Options.Add(SharedOptions.Output);
        Options.Add(SharedOptions.NoColor);
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new("infrar report -e production -o report.html", "a page for a browser or for paper"),
            new("infrar report -e production -s pages-aws -o report.md", "one option in full, for a pull request"),
        ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(
        Selection selection,
        Invocation invocation,
        CancellationToken cancellationToken
    )
    {
        var settings = await EstimateSettings.ReadAsync(invocation, cancellationToken);
        if (!settings.Succeeded(out var options, out var problem))
        {
            return invocation.Refuse(problem);
        }

        return Decide(selection, invocation, options).Succeeded(out var decision, out problem)
            ? invocation.WriteOut(
                IsMarkdown(invocation.Parse) ? MarkdownDecision.Write(decision) : HtmlDecision.Write(decision)
            )
            : invocation.Refuse(problem);
    }

    private Result<Decision> Decide(Selection selection, Invocation invocation, EstimateOptions options)
    {
        if (!ComparisonSettings.Read(selection, invocation.Parse, options).Succeeded(out var request, out var problem))
        {
            return problem;
        }

        if (!Comparer.Compare(request, Catalog).Succeeded(out var comparison, out problem))
        {
            return problem;
        }

        if (!ChosenOf(comparison, invocation.Parse.GetValue(_strategy)).Succeeded(out var chosen, out problem))
        {
            return problem;
        }

        return new Decision
        {
            Comparison = comparison,
            Chosen = chosen.Option,
            Catalog = Catalog,
            CommandLine = ReportLine.Of(invocation.Parse, _strategy),
        };
    }

    /// <summary>The option that is named; else the leader; else the first that can at least be placed.</summary>
    private static Result<Choice> ChosenOf(Comparison comparison, string? name)
    {
        if (name is null)
        {
            return new Choice(comparison.Leader ?? comparison.Options.FirstOrDefault(o => o.IsPlaced));
        }

        if (comparison.Options.FirstOrDefault(o => o.Name == name) is not { } named)
        {
            return CliProblems.UnknownName("strategy", name, comparison.Environment.Strategies);
        }

        return named.IsPlaced
            ? new Choice(named)
            : CliProblems.NotFeasible(
                comparison.Environment.Name,
                name,
                [.. named.Placement.Obstacles.Select(o => o.Component is "" ? o.Reason : $"{o.Component}: {o.Reason}")]
            );
    }

    private bool IsMarkdown(ParseResult parse) =>
        (parse.GetValue(_format) ?? Path.GetExtension(parse.GetValue(SharedOptions.Output) ?? ""))
            is "markdown"
                or ".md";

    /// <summary>The option to show in full, where there is one.</summary>
    private sealed record Choice(HostingOption? Option);
}
