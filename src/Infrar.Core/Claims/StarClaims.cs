using System.Collections.Immutable;
using Infrar.Core.Comparisons;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;

namespace Infrar.Core.Claims;

/// <summary>Stars that strategies state, held against the scores that are computed.</summary>
internal static class StarClaims
{
    private const decimal PointsPerStar = 2m;

    /// <summary>A claim for every star of every strategy, criterion by criterion; none where the table asks for none.</summary>
    /// <returns>The claims; a problem of the comparison.</returns>
    internal static Result<ImmutableArray<ReviewedClaim>> Of(
        ClaimTable table,
        Manifest manifest,
        UsageProfile traffic,
        Catalog catalog
    )
    {
        if (!table.HasStars)
        {
            return ImmutableArray<ReviewedClaim>.Empty;
        }

        var request = new ComparisonRequest
        {
            Manifest = manifest,
            Environment = manifest.Environments.First(e => e.Name == table.Environment),
            Traffic = traffic,
        };
        return Comparer.Compare(request, catalog).Succeeded(out var comparison, out var problem)
            ? CriterionWords
                .All.SelectMany(c => comparison.Options.Select(o => Of(o, c)).OfType<ReviewedClaim>())
                .ToImmutableArray()
            : problem;
    }

    private static ReviewedClaim? Of(HostingOption option, Criterion criterion) =>
        option.StarsOn(criterion) is { } stars && option.On(criterion) is { } score
            ? new()
            {
                Says = $"{criterion.Title()} of {option.Name}",
                Stars = stars,
                Score = score,
                Because = score.Bound,
                Verdict = Verdict(stars * PointsPerStar, score),
            }
            : null;

    // The most that a score can be proves stars too high, but never right or too low.
    private static ClaimVerdict Verdict(decimal points, Score score) =>
        points - score.Value > PointsPerStar ? ClaimVerdict.TooHigh
        : score.IsUpperBound ? ClaimVerdict.Uncertain
        : score.Value - points > PointsPerStar ? ClaimVerdict.TooLow
        : ClaimVerdict.Right;
}
