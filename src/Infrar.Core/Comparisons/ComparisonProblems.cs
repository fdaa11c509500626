namespace Infrar.Core.Comparisons;

/// <summary>What a comparison refuses.</summary>
internal static class ComparisonProblems
{
    internal static Problem Weight(string detail) =>
        new("SCO001", ProblemKind.Invalid, "A weight is not right", detail);

    internal static Problem NoWeight() =>
        new(
            "SCO002",
            ProblemKind.Invalid,
            "No criterion has a weight",
            "Every weight is 0, so that no option could lead another. Give at least one criterion a weight above 0, for example "
                + "--weight cost=3, or 'comparison: { weights: { cost: 3 } }' in the manifest."
        );
}
