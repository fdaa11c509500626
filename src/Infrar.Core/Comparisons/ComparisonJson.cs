using System.Text.Json;
using Infrar.Core.Checks;
using Infrar.Core.Pricing;

namespace Infrar.Core.Comparisons;

/// <summary>Writes a comparison in the one JSON form that CLI and API share; <c>docs/compare.schema.json</c> describes it.</summary>
/// <remarks>Money, scores and weights are texts, exact and not rounded.</remarks>
public static class ComparisonJson
{
    /// <summary>Writes a comparison as one object.</summary>
    public static void Write(Utf8JsonWriter json, Comparison comparison)
    {
        json.WriteStartObject();
        json.WriteString("system", comparison.System);
        json.WriteString("environment", comparison.Environment.Name);
        json.WriteString("currency", comparison.Currency);
        WriteStrings(json, "usageProfiles", comparison.UsageProfiles);
        json.WriteString("usageProfile", comparison.Traffic);
        if (comparison.MonthlyBudget is { } budget)
        {
            WriteNumber(json, "monthlyBudget", budget);
        }

        json.WriteStartObject("weights");
        foreach (var criterion in CriterionWords.All)
        {
            WriteNumber(json, criterion.Word(), comparison.Weights[criterion]);
        }

        json.WriteEndObject();
        WriteStrings(json, "ranking", comparison.Ranking.Select(o => o.Name));
        if (comparison.Cheapest is { } cheapest)
        {
            json.WriteString("cheapest", cheapest.Name);
        }

        WriteStrings(json, "perhapsCheaper", comparison.PerhapsCheaper.Select(o => o.Name));
        if (comparison.Firmness is { } firmness)
        {
            FirmnessJson.Write(json, firmness);
        }

        json.WriteStartArray("options");
        foreach (var option in comparison.Options)
        {
            WriteOption(json, option, comparison.MonthlyBudget);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A verdict as it stands in JSON.</summary>
    public static string Word(BudgetVerdict verdict) =>
        verdict switch
        {
            BudgetVerdict.Within => "within",
            BudgetVerdict.Over => "over",
            BudgetVerdict.Uncertain => "uncertain",
        };

    internal static void WriteNumber(Utf8JsonWriter json, string name, decimal number) =>
        json.WriteString(name, EstimateJson.Exact(number));

    internal static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }

    private static void WriteOption(Utf8JsonWriter json, HostingOption option, decimal? budget)
    {
        json.WriteStartObject();
        json.WriteString("strategy", option.Name);
        json.WriteString("title", option.Title);
        json.WriteBoolean("feasible", option.IsFeasible);
        WriteReasons(json, "obstacles", "component", option.Placement.Obstacles.Select(o => (o.Component, o.Reason)));
        WriteReasons(
            json,
            "unmetRequirements",
            "requirement",
            option.Placement.UnmetRequirements.Select(u => (u.Requirement, u.Reason))
        );
        WriteStrings(json, "vendors", option.Vendors);
        WriteStrings(json, "regions", option.Regions);
        WriteStrings(json, "notGenerated", option.NotGenerated);
        WriteStrings(json, "notes", option.Placement.Notes);
        json.WriteStartArray("costs");
        foreach (var cost in option.Costs)
        {
            WriteCost(json, cost, budget);
        }

        json.WriteEndArray();
        if (option.Judgement is { } judgement)
        {
            WriteFindings(json, judgement.Checks);
        }

        if (option.Total is { } total)
        {
            WriteNumber(json, "total", total.Value);
            json.WriteBoolean("totalIsUpperBound", total.IsUpperBound);
        }

        json.WriteStartArray("scores");
        foreach (var score in option.Scores)
        {
            ScoreJson.Write(json, score, option);
        }

        json.WriteEndArray();
        if (option.Placement.System.Strategy.Assessment is { } assessment)
        {
            json.WriteString("assessedBy", assessment.Source);
        }

        json.WriteEndObject();
    }

    private static void WriteReasons(
        Utf8JsonWriter json,
        string name,
        string what,
        IEnumerable<(string What, string Reason)> reasons
    )
    {
        json.WriteStartArray(name);
        foreach (var reason in reasons)
        {
            json.WriteStartObject();
            json.WriteString(what, reason.What);
            json.WriteString("reason", reason.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFindings(Utf8JsonWriter json, CheckReport checks)
    {
        json.WriteStartObject("findings");
        json.WriteNumber("critical", checks.Count(Severity.Critical));
        json.WriteNumber("high", checks.Count(Severity.High));
        json.WriteNumber("medium", checks.Count(Severity.Medium));
        json.WriteNumber("low", checks.Count(Severity.Low));
        json.WriteEndObject();
    }

    private static void WriteCost(Utf8JsonWriter json, OptionCost cost, decimal? budget)
    {
        json.WriteStartObject();
        json.WriteString("usageProfile", cost.UsageProfile);
        WriteNumber(json, "totalMonthlyCost", cost.Total.Expected);
        WriteNumber(json, "leastMonthlyCost", cost.Total.Least);
        WriteNumber(json, "mostMonthlyCost", cost.Total.Most);
        json.WriteBoolean("isLowerBound", !cost.IsFullyPriced);
        if (budget is { } limit)
        {
            json.WriteString("budget", Word(cost.Against(limit)));
        }

        json.WriteStartArray("unpriced");
        foreach (var item in cost.Unpriced)
        {
            json.WriteStartObject();
            json.WriteString("component", item.Component);
            json.WriteString("resource", item.Resource);
            json.WriteString("description", item.Description);
            json.WriteString("reason", item.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
