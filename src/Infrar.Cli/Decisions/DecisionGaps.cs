using System.Collections.Immutable;

namespace Infrar.Cli.Decisions;

/// <summary>What a reader might take for known and is not: without a price, not generated, not checked.</summary>
internal static class DecisionGaps
{
    /// <summary>Heading of what has no price.</summary>
    public const string NotPriced = "Not priced";

    /// <summary>The gaps that there are, in reading order.</summary>
    public static ImmutableArray<DecisionGap> Of(Decision decision)
    {
        DecisionGap[] gaps =
        [
            new(NotPriced, [.. Unpriced(decision)]),
            new("Not generated", [.. NotGenerated(decision)]),
            new("Not checked", [.. NotChecked(decision)]),
            new("To know", decision.Chosen?.Placement.Notes ?? []),
        ];
        return [.. gaps.Where(g => !g.Items.IsEmpty)];
    }

    private static IEnumerable<string> Unpriced(Decision decision) =>
        decision
            .Options.Where(o => o.Option.IsPlaced)
            .SelectMany(o =>
                DecisionWords
                    .Unpriced(o.Option.At(decision.Comparison.Traffic).Unpriced)
                    .Select(u => $"{o.Option.Name}, {u.What}. {u.Reason}")
            );

    private static IEnumerable<string> NotGenerated(Decision decision) =>
        decision
            .Options.Where(o => o.Option.IsPlaced && o.Option.NotGenerated.Any())
            .Select(o => $"{o.Option.Name}: no OpenTofu is written for {Words.List(o.Option.NotGenerated)}.");

    private static IEnumerable<string> NotChecked(Decision decision) =>
        decision.Judgement?.Checks.NotChecked is { IsEmpty: false } types
            ?
            [
                $"No check looks at {Words.List(types.Select(t => FormattableString.Invariant($"{t.Type} ({t.Count})")))}.",
            ]
            : [];
}

/// <summary>Things of one sort that are not known.</summary>
/// <param name="Heading">What they are.</param>
/// <param name="Items">One or more, full sentences.</param>
internal sealed record DecisionGap(string Heading, ImmutableArray<string> Items);
