using Infrar.Core.Manifests;

namespace Infrar.Core.Pricing;

/// <summary>Words for the formulas that <c>explain</c> shows; at most six decimals, since nothing is computed from them.</summary>
public static class FormulaText
{
    /// <summary>A quantity: <c>2</c>, or <c>2 to 10 (expected 3)</c>.</summary>
    public static string Describe(this UsageRange range) =>
        range.IsExact()
            ? Number(range.Expected)
            : $"{Number(range.Least)} to {Number(range.Most)} (expected {Number(range.Expected)})";

    /// <summary>A number of things: <c>1 metric</c>, <c>2 metrics</c>.</summary>
    /// <param name="number">How many.</param>
    /// <param name="noun">What, in the singular; a plural in s.</param>
    public static string Count(decimal number, string noun) => $"{Number(number)} {noun}{(number == 1m ? "" : "s")}";

    private static string Number(decimal number) => EstimateJson.Exact(decimal.Round(number, 6));
}
