using System.Text.Json;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Pricing;

namespace Infrar.Core.Claims;

/// <summary>Writes a review in the one JSON form that CLI and API share; <c>docs/review.schema.json</c> describes it.</summary>
public static class ReviewJson
{
    /// <summary>Writes a review as one object.</summary>
    public static void Write(Utf8JsonWriter writer, Review review)
    {
        writer.WriteStartObject();
        writer.WriteString("document", review.Document);
        writer.WriteString("currency", review.Currency);
        writer.WriteStartObject("counts");
        foreach (var verdict in Enum.GetValues<ClaimVerdict>())
        {
            writer.WriteNumber(Word(verdict), review.Count(verdict));
        }

        writer.WriteEndObject();
        writer.WriteStartArray("tables");
        foreach (var table in review.Tables)
        {
            writer.WriteStartObject();
            writer.WriteString("title", table.Title);
            writer.WriteString("environment", table.Environment);
            writer.WriteString("strategy", table.Strategy);
            writer.WriteString("usageProfile", table.Traffic);
            writer.WriteStartArray("claims");
            foreach (var claim in table.Claims)
            {
                Write(writer, claim);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>A verdict as it stands in JSON.</summary>
    public static string Word(ClaimVerdict verdict) =>
        verdict switch
        {
            ClaimVerdict.Right => "right",
            ClaimVerdict.TooHigh => "too-high",
            ClaimVerdict.TooLow => "too-low",
            ClaimVerdict.LeftOut => "left-out",
            ClaimVerdict.Contradictory => "contradictory",
            ClaimVerdict.Uncertain => "uncertain",
        };

    private static void Write(Utf8JsonWriter writer, ReviewedClaim claim)
    {
        writer.WriteStartObject();
        writer.WriteString("says", claim.Says);
        writer.WriteString("verdict", Word(claim.Verdict));
        WriteCost(writer, "stated", claim.Stated);
        WriteCost(writer, "computed", claim.Computed);
        writer.WriteBoolean("isLowerBound", claim.IsLowerBound);
        if (claim is { Stars: { } stars, Score: { } score })
        {
            writer.WriteNumber("stars", stars);
            writer.WriteString("score", EstimateJson.Exact(Math.Round(score.Value, 1, MidpointRounding.AwayFromZero)));
        }

        writer.WriteString("because", claim.Because);
        writer.WriteStartArray("lineItems");
        foreach (var line in claim.Lines)
        {
            writer.WriteStringValue(line.Name);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("findings");
        foreach (var finding in claim.Findings)
        {
            CheckReportJson.Write(writer, finding);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteCost(Utf8JsonWriter writer, string name, UsageRange? cost)
    {
        if (cost is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteString("least", EstimateJson.Exact(cost.Least));
        writer.WriteString("most", EstimateJson.Exact(cost.Most));
        writer.WriteEndObject();
    }
}
