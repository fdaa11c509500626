using Infrar.Cli.Reports;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Estimates;

/// <summary>The difference of two costs in words and as a signed figure.</summary>
internal static class ChangeText
{
    // Below a base of a unit, a percentage says nothing.
    private const decimal LeastBase = 1m;

    /// <summary><c>▲ +$4.58</c>, <c>▼ −$13.14</c>, <c>No charge</c>; <c>≥</c> is no word here: a part unknown makes it uncertain.</summary>
    public static string Figure(decimal change, MoneyText money) =>
        change switch
        {
            0m => "No charge",
            > 0m => $"▲ +{money.Figure(change)}",
            _ => $"▼ {money.Figure(change)}",
        };

    /// <summary>What the change does to the cost, a full sentence.</summary>
    public static string Sentence(Estimate before, Estimate after, MoneyText money)
    {
        var change = after.Total.Expected - before.Total.Expected;
        var isKnown = before.Unpriced.IsEmpty && after.Unpriced.IsEmpty;
        var known = isKnown ? "" : " of what is priced";
        return change switch
        {
            0m when isKnown => "Applying it changes no cost.",
            0m => "Applying it changes no cost of what is priced.",
            > 0m => $"Applying it raises the cost{known} by {money.Figure(change)}{Percent(change, before)}.",
            _ => $"Applying it lowers the cost{known} by {money.Figure(-change)}{Percent(change, before)}.",
        };
    }

    /// <summary><c> (+0.7 %)</c>; empty where the base is too small for a percentage to say anything.</summary>
    public static string Percent(decimal change, Estimate before)
    {
        var was = before.Total.Expected;
        return was < LeastBase
            ? ""
            : FormattableString.Invariant(
                $" ({(change < 0m ? "−" : "+")}{Math.Round(Math.Abs(change) * 100m / was, 1, MidpointRounding.AwayFromZero):0.0} %)"
            );
    }
}
