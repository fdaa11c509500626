using System.Collections.Immutable;
using Infrar.Cli.Estimates;
using Infrar.Core.Judgements;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar estimate</c>: cost line by line, as a tree by component.</summary>
internal sealed class EstimateCommand : PlacedCommand
{
    /// <summary>Builds the command.</summary>
    public EstimateCommand()
        : base("estimate", "Estimate the monthly cost of one hosting option, line by line.")
    {
        Options.Add(SharedOptions.File);
        Options.Add(SharedOptions.Plan);
        Options.Add(SharedOptions.Environment);
        Options.Add(SharedOptions.Strategy);
        Options.Add(SharedOptions.Traffic);
        EstimateSettings.AddTo(this);
        Options.Add(Limits.BudgetOption);
        Options.Add(Limits.DetailedExitCode);
        Options.Add(SharedOptions.FormatOfCosts);
        Options.Add(SharedOptions.Output);
        Options.Add(SharedOptions.NoColor);
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new("infrar estimate -e production", "the first hosting option at medium traffic"),
            new("infrar estimate -e production -s pages-aws -t high", "another option, more traffic"),
            new("infrar estimate -e production -o estimate.md", "for a pull request"),
            new("infrar estimate --plan plan.json --budget 900", "somebody else's OpenTofu, failing over 900"),
            new("infrar estimate --plan plan.json --format infracost", "for steps that read Infracost's JSON"),
            new("infrar estimate -e production --format json | jq .totalMonthlyCost", "for programs"),
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

        if (!Limits.Of(invocation.Parse).Succeeded(out var limits, out problem))
        {
            return invocation.Refuse(problem);
        }

        if (!selection.Place(Catalog).Succeeded(out var placement, out problem))
        {
            return invocation.Refuse(problem);
        }

        var estimate = Estimator.Estimate(placement, selection.Traffic, Catalog, options);
        var budget = limits.MonthlyBudget ?? Budget.Of(selection.System, estimate.Currency, Catalog);
        var answered = invocation.Reply(
            () => EstimateReport.Of(estimate, placement, budget),
            json => EstimateJson.Write(json, estimate),
            infracost: json => InfracostJson.Write(json, selection.System.Name, estimate)
        );
        return limits.Close(invocation, answered, estimate, null);
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

        if (!Limits.Of(invocation.Parse).Succeeded(out var limits, out problem))
        {
            return invocation.Refuse(problem);
        }

        var estimate = Estimator.Estimate(plan.Plan.After, "", Catalog, options);
        var before = plan.Plan.Changes.IsEmpty ? null : Estimator.Estimate(plan.Plan.Before, "", Catalog, options);
        var answered = invocation.Reply(
            () => EstimateReport.Of(estimate, before, plan.Name, limits.MonthlyBudget),
            json => EstimateJson.Write(json, estimate),
            infracost: json => InfracostJson.Write(json, plan.Name, estimate, before)
        );
        return limits.Close(invocation, answered, estimate, null);
    }
}
