using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Infrar.Cli.Problems;
using Infrar.Cli.Reports;
using Infrar.Core;
using Infrar.Core.Checks;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Commands;

/// <summary>What must hold for a command to succeed: a budget, a worst severity.</summary>
internal sealed record Limits
{
    private static readonly ImmutableArray<string> Severities = ["low", "medium", "high", "critical"];

    /// <summary>Findings of that severity or graver fail the command; null for never.</summary>
    public Severity? FailOn { get; private init; }

    /// <summary>Most that a month may cost, in the currency of the sums; null for no limit.</summary>
    public decimal? MonthlyBudget { get; private init; }

    /// <summary>Exit code of what a limit forbids.</summary>
    public required int ExceededExitCode { get; init; }

    /// <summary>Worst severity that is let through.</summary>
    public static Option<string?> FailOnOption { get; } = CreateFailOn();

    /// <summary>Budget of this one command.</summary>
    public static Option<string?> BudgetOption { get; } =
        new("--budget")
        {
            Description =
                "Most that a month may cost, in the currency of the sums; goes before the manifest's. What is not wholly priced never passes.",
            HelpName = "AMOUNT",
        };

    /// <summary>Tells a limit that is exceeded from a failure.</summary>
    public static Option<bool> DetailedExitCode { get; } =
        new("--detailed-exitcode")
        {
            Description = "Exit with 2, not 1, for what a limit forbids; diff: exit with 2 where anything differs.",
        };

    /// <summary>Reads the limits that a command line states.</summary>
    /// <returns>The limits; <c>CLI001</c> for an amount that is none.</returns>
    public static Result<Limits> Of(ParseResult parse)
    {
        var budget = parse.GetValue<string?>("--budget");
        if (
            budget is not null
            && !decimal.TryParse(budget, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
        )
        {
            return CliProblems.Arguments($"--budget cannot be '{budget}'. Name an amount, for example 900 or 899.50.");
        }

        return new Limits
        {
            FailOn =
                parse.CommandResult.Command.Options.Contains(FailOnOption)
                && parse.GetValue(FailOnOption) is { } severity
                    ? (Severity)Severities.IndexOf(severity)
                    : null,
            MonthlyBudget = budget is null ? null : decimal.Parse(budget, CultureInfo.InvariantCulture),
            ExceededExitCode = parse.GetValue(DetailedExitCode) ? ExitCode.Exceeded : ExitCode.Failure,
        };
    }

    /// <summary>What of the limits is exceeded; null when all hold.</summary>
    public Problem? Exceeded(Estimate? estimate, CheckReport? checks)
    {
        if (FailOn is { } severity && checks is not null)
        {
            var grave = checks.Findings.Count(f => f.Severity >= severity);
            if (grave > 0)
            {
                return CliProblems.FindingsExceed(CheckReportJson.Word(severity), grave);
            }
        }

        return MonthlyBudget is { } budget && estimate is not null ? OverBudget(budget, estimate) : null;
    }

    /// <summary>Ends a command: says what is exceeded, and gives the exit code.</summary>
    public int Close(Invocation invocation, int answered, Estimate? estimate, CheckReport? checks)
    {
        if (answered != ExitCode.Success || Exceeded(estimate, checks) is not { } problem)
        {
            return answered;
        }

        invocation.Problems.Write(problem);
        return ExceededExitCode;
    }

    private static Problem? OverBudget(decimal budget, Estimate estimate)
    {
        var money = MoneyText.For(estimate);
        var cost = estimate.Total.Expected;
        return cost > budget
                ? CliProblems.OverBudget(
                    $"{money.Monthly(cost)} is {money.Figure(cost - budget)} over the budget of {money.Figure(budget)}."
                )
            : estimate.Unpriced.IsEmpty ? null
            : CliProblems.OverBudget(
                $"Whether the cost keeps within {money.Figure(budget)} is uncertain: {money.Figure(cost)} is known, and "
                    + $"{Words.Count(estimate.Unpriced.Length, "line")} {(estimate.Unpriced.Length == 1 ? "is" : "are")} not priced. "
                    + "State the missing usage or prices."
            );
    }

    private static Option<string?> CreateFailOn()
    {
        var option = new Option<string?>("--fail-on")
        {
            Description = "Fail on findings of this severity or graver: low, medium, high or critical.",
            HelpName = "SEVERITY",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Severities.Contains(token.Value))
            {
                result.AddError(
                    $"--fail-on cannot be '{token.Value}'.{DidYouMean.Sentence(token.Value, Severities)} Name one of: {string.Join(", ", Severities)}."
                );
            }
        });
        option.CompletionSources.Add([.. Severities]);
        return option;
    }
}
