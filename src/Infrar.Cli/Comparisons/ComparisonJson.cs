using System.Text.Json;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Comparisons;

/// <summary>A comparison as JSON; <c>docs/compare.schema.json</c> describes it.</summary>
internal static class ComparisonJson
{
    /// <summary>Writes a comparison as one object.</summary>
    public static void Write(Utf8JsonWriter json, Comparison comparison)
    {
        json.WriteStartObject();
        json.WriteString("system", comparison.System);
        json.WriteString("environment", comparison.Environment.Name);
        json.WriteString("currency", comparison.Currency);
        json.WriteStrings("usageProfiles", comparison.UsageProfiles);
        json.WriteString("usageProfile", comparison.Traffic);
        if (comparison.MonthlyBudget is { } budget)
        {
            json.WriteMoney("monthlyBudget", budget);
        }

        if (comparison.Cheapest is { } cheapest)
        {
            json.WriteString("cheapest", cheapest.Name);
        }

        json.WriteStrings("perhapsCheaper", comparison.PerhapsCheaper.Select(o => o.Name));
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

    private static void WriteOption(Utf8JsonWriter json, HostingOption option, decimal? budget)
    {
        json.WriteStartObject();
        json.WriteString("strategy", option.Name);
        json.WriteString("title", option.Title);
        json.WriteBoolean("feasible", option.IsFeasible);
        json.WriteStartArray("obstacles");
        foreach (var obstacle in option.Placement.Obstacles)
        {
            json.WriteStartObject();
            json.WriteString("component", obstacle.Component);
            json.WriteString("reason", obstacle.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("unmetRequirements");
        foreach (var unmet in option.Placement.UnmetRequirements)
        {
            json.WriteStartObject();
            json.WriteString("requirement", unmet.Requirement);
            json.WriteString("reason", unmet.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStrings("vendors", option.Vendors);
        json.WriteStrings("regions", option.Regions);
        json.WriteStrings("notGenerated", option.NotGenerated);
        json.WriteStrings("notes", option.Placement.Notes);
        json.WriteStartArray("costs");
        foreach (var cost in option.Costs)
        {
            WriteCost(json, cost, budget);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCost(Utf8JsonWriter json, OptionCost cost, decimal? budget)
    {
        json.WriteStartObject();
        json.WriteString("usageProfile", cost.UsageProfile);
        json.WriteMoney("totalMonthlyCost", cost.Total.Expected);
        json.WriteMoney("leastMonthlyCost", cost.Total.Least);
        json.WriteMoney("mostMonthlyCost", cost.Total.Most);
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
