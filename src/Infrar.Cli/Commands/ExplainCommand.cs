using System.Collections.Immutable;
using System.CommandLine;
using Infrar.Cli.Estimates;
using Infrar.Cli.Reports;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar explain NAME</c>: one figure, down to quantity × unit price × source.</summary>
internal sealed class ExplainCommand : PlacedCommand
{
    private readonly Argument<string> _name = new("NAME")
    {
        Description = "A line's name, a part of it that only one line has, a component, or total.",
    };

    /// <summary>Builds the command.</summary>
    public ExplainCommand()
        : base("explain", "Explain one figure of an estimate: quantity × unit price, where both come from, and when.")
    {
        Arguments.Add(_name);
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
            new("infrar explain -e production total", "everything"),
            new("infrar explain -e production database", "the sum of a component"),
            new("infrar explain -e production network.nat-gateway", "one line"),
            new("infrar explain -e production nat --format json", "a part of its name is enough"),
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

        var name = invocation.Parse.GetValue(_name) ?? "";
        var estimate = Estimator.Estimate(placement, selection.Traffic, Catalog, options);
        var groups = EstimateGroup.Of(estimate, placement);
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

        return invocation.Refuse(LineSearch.Refusal(estimate, groups, name));
    }
}
