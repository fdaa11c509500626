using System.Collections.Immutable;
using Infrar.Cli.Estimates;
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
            new("infrar estimate -e production", "the first hosting option at medium traffic"),
            new("infrar estimate -e production -s pages-aws -t high", "another option, more traffic"),
            new("infrar estimate -e production -o estimate.md", "for a pull request"),
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

        if (!selection.Place(Catalog).Succeeded(out var placement, out problem))
        {
            return invocation.Refuse(problem);
        }

        var estimate = Estimator.Estimate(placement, selection.Traffic, Catalog, options);
        return invocation.Reply(
            () => EstimateReport.Of(estimate, placement, Catalog),
            json => EstimateJson.Write(json, estimate)
        );
    }
}
