using System.Collections.Immutable;
using System.CommandLine;
using Infrar.Core;
using Infrar.Core.Comparisons;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Commands;

/// <summary>Options that say how hosting options are weighed.</summary>
internal static class ComparisonSettings
{
    /// <summary>All weights at once.</summary>
    public static Option<string?> All { get; } =
        new("--weights")
        {
            Description =
                $"How much each criterion counts: {string.Join(", ", Weights.Presets.Select(p => p.Name))}, or eight digits from 0 to 5 "
                + "such as 2.4.3.4.3.2.5.2; the manifest's when left out.",
            HelpName = "WEIGHTS",
        };

    /// <summary>One weight over the others; may be repeated.</summary>
    public static Option<string[]> One { get; } =
        new("--weight")
        {
            Description =
                $"The weight of one criterion, 0 to 5, such as cost=5; may be repeated. Criteria: "
                + $"{string.Join(", ", CriterionWords.All.Select(c => c.Word()))}.",
            HelpName = "CRITERION=N",
        };

    /// <summary>Adds them to a command.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(All);
        command.Options.Add(One);
    }

    /// <summary>What a command line asks to compare.</summary>
    /// <returns>The request; <c>SCO001</c> or <c>SCO002</c> for weights that cannot be used.</returns>
    public static Result<ComparisonRequest> Read(Selection selection, ParseResult parse, EstimateOptions options)
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
