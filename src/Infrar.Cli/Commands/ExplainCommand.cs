using System.Collections.Immutable;
using System.CommandLine;
using Infrar.Cli.Comparisons;
using Infrar.Cli.Estimates;
using Infrar.Cli.Findings;
using Infrar.Cli.Problems;
using Infrar.Cli.Reports;
using Infrar.Core.Comparisons;
using Infrar.Core.Judgements;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar explain NAME</c>: one figure, down to quantity × unit price × source.</summary>
internal sealed class ExplainCommand : PlacedCommand
{
    private readonly Argument<string> _name = new("NAME")
    {
        Description =
            "A line, a component, total, a score (score.security) or a finding: its name, or a part that no other has.",
    };

    /// <summary>Builds the command.</summary>
    public ExplainCommand()
        : base(
            "explain",
            "Explain one figure (quantity × unit price, where both come from, and when), one score (formula and facts), or one finding (what proves it)."
        )
    {
        Arguments.Add(_name);
        Options.Add(SharedOptions.File);
        Options.Add(SharedOptions.Plan);
        Options.Add(SharedOptions.Environment);
        Options.Add(SharedOptions.Strategy);
        Options.Add(SharedOptions.Traffic);
        EstimateSettings.AddTo(this);
        Options.Add(SharedOptions.Format);
        Options.Add(SharedOptions.Output);
        Options.Add(SharedOptions.NoColor);
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new("infrar explain -e production total", "everything"),
            new("infrar explain -e production database", "the sum of a component"),
            new("infrar explain -e production network.nat-gateway", "one line"),
            new("infrar explain -e production nat --format json", "a part of its name is enough"),
            new("infrar explain -e production score.security", "a score: its formula and facts"),
            new("infrar explain -e production NET001", "a finding, when only one has that check"),
            new("infrar explain --plan plan.json total", "the same for somebody else's OpenTofu"),
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

        if (!selection.Place(Catalog).Succeeded(out var placement, out problem))
        {
            return invocation.Refuse(problem);
        }

        var judgement = new Lazy<Judgement>(() => Judge.Of(placement, selection.Traffic, Catalog, options));
        var estimate = Estimator.Estimate(placement, selection.Traffic, Catalog, options);
        var name = invocation.Parse.GetValue(_name) ?? "";
        return name.StartsWith(ScoreReport.Prefix, StringComparison.Ordinal)
            ? ExplainScore(name, selection, options, invocation)
            : Explain(invocation, estimate, EstimateGroup.Of(estimate, placement), judgement);
    }

    private static int ExplainScore(string name, Selection selection, EstimateOptions options, Invocation invocation)
    {
        var request = new ComparisonRequest
        {
            Manifest = selection.Manifest,
            Environment = selection.Environment,
            Traffic = selection.Traffic,
            Options = options,
        };
        if (!Comparer.Compare(request, Catalog).Succeeded(out var comparison, out var problem))
        {
            return invocation.Refuse(problem);
        }

        var option = comparison.Options.First(o => o.Name == selection.Strategy);
        return ScoreReport.Find(name, option, comparison) is { } score
            ? invocation.Reply(score.Report, score.WriteJson)
            : invocation.Refuse(
                CliProblems.UnknownFinding(
                    name,
                    DidYouMean.Nearest(name, CriterionWords.All.Select(c => ScoreReport.Prefix + c.Word()))
                )
            );
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(
        PlanFile plan,
        Invocation invocation,
        CancellationToken cancellationToken
    )
    {
        var settings = await EstimateSettings.ReadAsync(invocation, cancellationToken);
        if (!settings.Succeeded(out var options, out var problem))
        {
            return invocation.Refuse(problem);
        }

        var estimate = Estimator.Estimate(plan.Plan.After, "", Catalog, options);
        var judgement = new Lazy<Judgement>(() => Judge.Of(plan.Name, plan.Plan.After, Catalog, options));
        return Explain(invocation, estimate, EstimateGroup.Of(estimate), judgement);
    }

    // Figures are asked for most, so that findings are looked for only where no figure has the name.
    private int Explain(
        Invocation invocation,
        Estimate estimate,
        ImmutableArray<EstimateGroup> groups,
        Lazy<Judgement> judgement
    )
    {
        var name = invocation.Parse.GetValue(_name) ?? "";
        var money = MoneyText.For(estimate);
        if (LineSearch.Group(estimate, groups, name) is { } group)
        {
            var sum = new GroupExplanation(group, money);
            return invocation.Reply(sum.Report, sum.WriteJson);
        }

        if (LineSearch.Line(estimate, name) is { } line)
        {
            var explanation = new Explanation(line, money);
            return invocation.Reply(explanation.Report, explanation.WriteJson);
        }

        var findings = judgement.Value.Checks;
        if (FindingSearch.Find(findings, name) is { } finding)
        {
            var explanation = new FindingExplanation(finding, Catalog.Checks.First(c => c.Id == finding.Check));
            return invocation.Reply(explanation.Report, explanation.WriteJson);
        }

        var near = FindingSearch.Near(findings, name);
        return invocation.Refuse(
            near.IsEmpty ? LineSearch.Refusal(estimate, groups, name) : CliProblems.UnknownFinding(name, near)
        );
    }
}
