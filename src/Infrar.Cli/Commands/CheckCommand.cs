using System.Collections.Immutable;
using Infrar.Cli.Findings;
using Infrar.Core.Checks;
using Infrar.Core.Judgements;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar check</c>: what is wrong with a placement, or with somebody else's plan.</summary>
internal sealed class CheckCommand : PlacedCommand
{
    /// <summary>Builds the command.</summary>
    public CheckCommand()
        : base(
            "check",
            "Find what is wrong with a hosting option or a plan: reachability, exposure, encryption, residency, backups, privileges, budget."
        )
    {
        Options.Add(SharedOptions.File);
        Options.Add(SharedOptions.Plan);
        Options.Add(SharedOptions.Environment);
        Options.Add(SharedOptions.Strategy);
        Options.Add(SharedOptions.Traffic);
        EstimateSettings.AddTo(this);
        Options.Add(Limits.FailOnOption);
        Options.Add(Limits.BudgetOption);
        Options.Add(Limits.DetailedExitCode);
        Options.Add(SharedOptions.FormatOfFindings);
        Options.Add(SharedOptions.Output);
        Options.Add(SharedOptions.NoColor);
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new("infrar check -e production", "the first hosting option"),
            new("infrar check -e production -s aws --fail-on high", "fail a pipeline on high or critical findings"),
            new("infrar check --plan plan.json", "somebody else's OpenTofu"),
            new("infrar check --plan plan.json --format sarif -o infrar.sarif", "for code scanning"),
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

        return selection.Place(Catalog).Succeeded(out var placement, out problem)
            ? Reply(
                invocation,
                budget => Judge.Of(placement, selection.Traffic, Catalog, options, budget),
                selection.Traffic.Name
            )
            : invocation.Refuse(problem);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(
        PlanFile plan,
        Invocation invocation,
        CancellationToken cancellationToken
    )
    {
        var settings = await EstimateSettings.ReadAsync(invocation, cancellationToken);
        return settings.Succeeded(out var options, out var problem)
            ? Reply(invocation, budget => Judge.Of(plan.Name, plan.Plan.After, Catalog, options, budget), "")
            : invocation.Refuse(problem);
    }

    private static int Reply(Invocation invocation, Func<decimal?, Judgement> judge, string traffic)
    {
        if (!Limits.Of(invocation.Parse).Succeeded(out var limits, out var problem))
        {
            return invocation.Refuse(problem);
        }

        var judgement = judge(limits.MonthlyBudget);
        var input = invocation.Parse.GetValue(SharedOptions.Plan) ?? invocation.Parse.GetValue(SharedOptions.File);
        var answered = invocation.Reply(
            () => FindingsReport.Of(judgement, Catalog.Checks.Length),
            json => CheckReportJson.Write(json, judgement.Checks),
            sarif: json => SarifWriter.Write(json, judgement.Checks, Catalog.Checks, ProductVersion.Number, input ?? "")
        );
        return limits.Close(invocation, answered, judgement.At(traffic), judgement.Checks);
    }
}
