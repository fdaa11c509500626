using System.Collections.Immutable;
using Infrar.Cli.Comparisons;
using Infrar.Core.Comparisons;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar compare</c>: all hosting options side by side.</summary>
internal sealed class CompareCommand : PlacedCommand
{
    /// <summary>Builds the command.</summary>
    public CompareCommand()
        : base(
            "compare",
            "Show all hosting options side by side: feasible or why not, cost at every level of traffic, findings and scores."
        )
    {
        Options.Add(SharedOptions.File);
        Options.Add(SharedOptions.Environment);
        Options.Add(SharedOptions.Traffic);
        ComparisonSettings.AddTo(this);
        EstimateSettings.AddTo(this);
        Options.Add(SharedOptions.Format);
        Options.Add(SharedOptions.Output);
        Options.Add(SharedOptions.NoColor);
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new("infrar compare -e production", "all options of production"),
            new(
                "infrar compare -e production -t high -o options.html",
                "ranked at high traffic, as a page for a browser"
            ),
            new("infrar compare -e production --weights security --weight cost=5", "with weights of your own"),
            new("infrar compare -e production --format json", "for programs"),
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

        if (!ComparisonSettings.Read(selection, invocation.Parse, options).Succeeded(out var request, out problem))
        {
            return invocation.Refuse(problem);
        }

        return Comparer.Compare(request, Catalog).Succeeded(out var comparison, out problem)
            ? invocation.Reply(
                () => ComparisonReport.Of(comparison, Catalog),
                json => ComparisonJson.Write(json, comparison)
            )
            : invocation.Refuse(problem);
    }
}
