using System.Globalization;
using Infrar.Core.Manifests;

namespace Infrar.Cli.Decisions;

/// <summary>What the system must keep, in a line below the title.</summary>
internal static class DecisionRequirements
{
    /// <summary><c>Residency EU · availability 99.9 % · budget $900.00 a month</c>.</summary>
    public static string Of(Decision decision)
    {
        var requirements = decision.Comparison.Options[0].Placement.System.Requirements;
        var words = string.Join(" · ", Each(requirements, decision));
        return words is "" ? "No requirements are stated." : Words.Capitalized(words);
    }

    private static IEnumerable<string> Each(Requirements requirements, Decision decision)
    {
        if (!requirements.Residency.IsEmpty)
        {
            yield return $"residency {Words.Either(requirements.Residency)}";
        }

        if (requirements.AvailabilityPercent is { } availability)
        {
            yield return $"availability {availability.ToString("0.####", CultureInfo.InvariantCulture)} %";
        }

        if (requirements.RecoveryTime is { } time)
        {
            yield return $"recovery within {Duration(time)}";
        }

        if (requirements.RecoveryPoint is { } point)
        {
            yield return $"loss of at most {Duration(point)} of data";
        }

        if (requirements.MaxVendors is { } vendors)
        {
            yield return $"at most {Words.Count(vendors, "vendor")}";
        }

        if (decision.Comparison.MonthlyBudget is { } budget)
        {
            yield return $"budget {decision.Money.Figure(budget)} a month";
        }
    }

    private static string Duration(TimeSpan span) =>
        span.TotalHours >= 1 && span.TotalHours == Math.Floor(span.TotalHours)
            ? Words.Count((int)span.TotalHours, "hour")
            : Words.Count((int)span.TotalMinutes, "minute");
}
