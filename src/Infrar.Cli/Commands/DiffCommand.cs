using System.Collections.Immutable;
using System.CommandLine;
using Infrar.Cli.Differences;
using Infrar.Core.Differences;
using Infrar.Core.Pricing;
using Infrar.Providers;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar diff A B</c>: what differs in cost, resources and findings.</summary>
internal sealed class DiffCommand : CliCommand
{
    private readonly Argument<string> _before = new("A")
    {
        Description =
            "Left side: an environment, a strategy, ENVIRONMENT/STRATEGY, a manifest, a plan, or a Git revision as @main.",
    };

    private readonly Argument<string?> _after = new("B")
    {
        Description = "Right side, likewise; the manifest as it is now, or what the plan leads to, when left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>Builds the command.</summary>
    public DiffCommand()
        : base("diff", "Show what differs in cost, resources and findings between two placements, plans or revisions.")
    {
        Arguments.Add(_before);
        Arguments.Add(_after);
        Options.Add(SharedOptions.File);
        Options.Add(SharedOptions.Environment);
        Options.Add(SharedOptions.Strategy);
        Options.Add(SharedOptions.Traffic);
        EstimateSettings.AddTo(this);
        Options.Add(Limits.FailOnOption);
        Options.Add(Limits.BudgetOption);
        Options.Add(Limits.DetailedExitCode);
        Options.Add(SharedOptions.FormatOfCosts);
        Options.Add(SharedOptions.Output);
        Options.Add(SharedOptions.NoColor);
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new("infrar diff -e production aws pages-aws", "two hosting options of one environment"),
            new("infrar diff staging production", "two environments"),
            new("infrar diff -e production @main", "what the working copy changes since a revision"),
            new("infrar diff plan.json", "what applying a plan changes"),
            new(
                "infrar diff before.json after.json --format infracost",
                "two plans, for steps that read Infracost's JSON"
            ),
            new(
                "infrar diff -e production @main --fail-on high -o diff.md",
                "in a pull request: fail on new high findings"
            ),
        ];

    /// <inheritdoc/>
    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
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

        var read = await new SideReader(invocation, AllProviders.Catalog, options).ReadAsync(
            invocation.Parse.GetValue(_before) ?? "",
            invocation.Parse.GetValue(_after),
            cancellationToken
        );
        if (!read.Succeeded(out var sides, out problem))
        {
            return invocation.Refuse(problem);
        }

        var difference = Differ.Between(sides.Before, sides.After, sides.Traffic, sides.Changes);
        var answered = invocation.Reply(
            () => DifferenceReport.Of(difference),
            json => DifferenceJson.Write(json, difference),
            infracost: json =>
                InfracostJson.Write(json, difference.After, difference.EstimateAfter, difference.EstimateBefore)
        );
        // Findings that were there before are not this change's fault; only new ones fail it.
        var exitCode = limits.Close(
            invocation,
            answered,
            difference.EstimateAfter,
            sides.After.Checks with
            {
                Findings = difference.Added,
            }
        );
        return exitCode == ExitCode.Success && invocation.Parse.GetValue(Limits.DetailedExitCode) && !difference.IsEmpty
            ? ExitCode.Exceeded
            : exitCode;
    }
}
