using System.Collections.Immutable;
using System.CommandLine;
using Infrar.Cli.Comparisons;
using Infrar.Core;
using Infrar.Core.Comparisons;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar compare</c>: all hosting options side by side.</summary>
internal sealed class CompareCommand : PlacedCommand
{
    private static readonly Option<string?> All = new("--weights")
    {
        Description =
            $"How much each criterion counts: {string.Join(", ", Weights.Presets.Select(p => p.Name))}, or eight digits from 0 to 5 "
            + "such as 2.4.3.4.3.2.5.2; the manifest's when left out.",
        HelpName = "WEIGHTS",
    };

    private static readonly Option<string[]> One = new("--weight")
    {
        Description =
            $"The weight of one criterion, 0 to 5, such as cost=5; may be repeated. Criteria: "
            + $"{string.Join(", ", CriterionWords.All.Select(c => c.Word()))}.",
        HelpName = "CRITERION=N",
    };

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
        Options.Add(All);
        Options.Add(One);
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

        if (!RequestOf(selection, invocation.Parse, options).Succeeded(out var request, out problem))
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

    private static Result<ComparisonRequest> RequestOf(Selection selection, ParseResult parse, EstimateOptions options)
    {
        Weights? weights = null;
        if (parse.GetValue(All) is { } all && !Weights.Parse(all).Succeeded(out weights, out var problem))
        {
            return problem;
        }

        var stated = ImmutableArray.CreateBuilder<Weights.Stated>();
        foreach (var text in parse.GetValue(One) ?? [])
        {
            if (!Weights.ParseOne(text).Succeeded(out var one, out problem))
            {
                return problem;
            }

            stated.Add(one);
        }

        return new ComparisonRequest
        {
            Manifest = selection.Manifest,
            Environment = selection.Environment,
            Traffic = selection.Traffic,
            Options = options,
            Weights = weights,
            Stated = stated.DrainToImmutable(),
        };
    }
}
