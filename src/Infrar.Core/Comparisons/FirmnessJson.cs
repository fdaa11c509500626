using System.Text.Json;

namespace Infrar.Core.Comparisons;

/// <summary>Writes what would change first place.</summary>
internal static class FirmnessJson
{
    internal static void Write(Utf8JsonWriter json, Firmness firmness)
    {
        json.WriteStartObject("firmness");
        json.WriteString("leader", firmness.Leader);
        json.WriteString("second", firmness.Second);
        ComparisonJson.WriteNumber(json, "lead", firmness.Lead);
        json.WriteString("headline", FirmnessText.Headline(firmness));
        json.WriteStartArray("weights");
        foreach (var change in firmness.Weights)
        {
            json.WriteStartObject();
            json.WriteString("criterion", change.Criterion.Word());
            ComparisonJson.WriteNumber(json, "from", change.From);
            ComparisonJson.WriteNumber(json, "to", change.To);
            json.WriteString("newLeader", change.NewLeader);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (firmness.Spread is { } spread)
        {
            json.WriteStartObject("allWeights");
            ComparisonJson.WriteNumber(json, "each", spread.Each);
            json.WriteString("eachLeader", spread.EachLeader);
            ComparisonJson.WriteNumber(json, "sum", spread.Sum);
            json.WriteString("sumLeader", spread.SumLeader);
            json.WriteEndObject();
        }

        if (firmness.Rise is { } rise)
        {
            json.WritePropertyName("rise");
            WriteCost(json, rise);
        }

        json.WriteStartArray("falls");
        foreach (var fall in firmness.Falls)
        {
            WriteCost(json, fall);
        }

        json.WriteEndArray();
        if (firmness.Unknown is { } unknown)
        {
            json.WriteStartObject("unknown");
            ComparisonJson.WriteNumber(json, "amount", unknown.Amount);
            json.WriteString("newLeader", unknown.NewLeader);
            json.WriteEndObject();
        }

        json.WriteStartArray("floors");
        foreach (var floor in firmness.Floors)
        {
            json.WriteStartObject();
            json.WriteString("criterion", floor.Criterion.Word());
            ComparisonJson.WriteNumber(json, "most", floor.Most);
            ComparisonJson.WriteNumber(json, "level", floor.Level);
            json.WriteString("newLeader", floor.NewLeader);
            json.WriteString("why", floor.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCost(Utf8JsonWriter json, CostChange change)
    {
        json.WriteStartObject();
        json.WriteString("strategy", change.Option);
        ComparisonJson.WriteNumber(json, "percent", change.Percent);
        ComparisonJson.WriteNumber(json, "monthlyCost", change.Cost);
        json.WriteString("newLeader", change.NewLeader);
        json.WriteEndObject();
    }
}
