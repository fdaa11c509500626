using System.Text;
using System.Text.Json;
using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Testing;
using static Infrar.Core.Tests.Pricing.Shop;

namespace Infrar.Core.Tests.Pricing;

public sealed class EstimateJsonTests
{
    private static Estimate Sample =>
        Estimate(
            Of("pear", "p", new UsageRange(1m, 12.5m, 20m), "web"),
            Of("beer", "b", 2m, "api"),
            Of("ghost", "g", 1m, "api")
        );

    [Fact]
    public void An_estimate_reads_as_documented() => Golden.Match(Written(Sample), "Pricing/estimate.json");

    [Fact]
    public void Every_field_is_in_the_schema_and_required_ones_are_there()
    {
        var root = Repository.Root(typeof(EstimateJsonTests).Assembly);
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "docs/estimate.schema.json")));
        using var estimate = JsonDocument.Parse(Written(Sample));

        Check(schema.RootElement, estimate.RootElement);
        var definitions = schema.RootElement.GetProperty("$defs");
        CheckAll("lineItems", "lineItem");
        CheckAll("unpriced", "unpriced");
        CheckAll("exchangeRates", "exchangeRate");

        void CheckAll(string list, string definition) =>
            Assert.All(
                estimate.RootElement.GetProperty(list).EnumerateArray().ToArray(),
                item => Check(definitions.GetProperty(definition), item)
            );
    }

    [Theory]
    [InlineData("35.040", "35.04")]
    [InlineData("-0.0000025", "-0.0000025")]
    [InlineData("10000", "10000")]
    public void Numbers_keep_every_digit_and_no_trailing_zero(string number, string text) =>
        Assert.Equal(
            text,
            EstimateJson.Exact(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture))
        );

    private static void Check(JsonElement schema, JsonElement value)
    {
        var names = value.EnumerateObject().Select(p => p.Name).ToArray();
        Assert.Empty(names.Except(schema.GetProperty("properties").EnumerateObject().Select(p => p.Name)));
        Assert.Empty(schema.GetProperty("required").EnumerateArray().Select(r => r.GetString()!).Except(names));
    }

    private static string Written(Estimate estimate)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            EstimateJson.Write(writer, estimate);
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
