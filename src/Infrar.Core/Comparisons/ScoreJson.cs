using System.Text.Json;

namespace Infrar.Core.Comparisons;

/// <summary>Writes one score with all that explains it.</summary>
public static class ScoreJson
{
    // A star is two points of ten.
    private const int PointsPerStar = 2;

    /// <summary>Writes a score of an option as one object.</summary>
    public static void Write(Utf8JsonWriter json, Score score, HostingOption option)
    {
        json.WriteStartObject();
        json.WriteString("criterion", score.Criterion.Word());
        ComparisonJson.WriteNumber(json, "value", score.Value);
        json.WriteBoolean("isUpperBound", score.IsUpperBound);
        if (score.IsUpperBound)
        {
            json.WriteString("bound", score.Bound);
        }

        if (option.StarsOn(score.Criterion) is { } stars)
        {
            json.WriteNumber("stars", stars);
            ComparisonJson.WriteNumber(json, "differenceFromStars", DifferenceFromStars(score, stars));
        }

        json.WriteString("formula", score.Formula);
        json.WriteString("working", score.Working);
        json.WriteStartArray("facts");
        foreach (var fact in score.Facts)
        {
            json.WriteStartObject();
            json.WriteString("name", fact.Name);
            json.WriteString("value", fact.Value);
            json.WriteString("origin", fact.Origin);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Our score less somebody's stars, two points each.</summary>
    public static decimal DifferenceFromStars(Score score, int stars) => score.Value - PointsPerStar * stars;
}
