using System.Collections.Immutable;
using System.Globalization;

namespace Infrar.Core.Comparisons;

/// <summary>How firm the order is, in sentences.</summary>
public static class FirmnessText
{
    /// <summary>The sentence that matters most: which single weight would change first place.</summary>
    public static string Headline(Firmness firmness) =>
        firmness.Weights is [var nearest, ..]
            ? $"{firmness.Leader} stays first unless the weight of {nearest.Criterion.Word()} {Passes(nearest)} "
                + $"(it is {Number(nearest.From)}; {nearest.NewLeader} would then lead)."
            : $"{firmness.Leader} stays first whichever single weight between 0 and {Number(Weights.Most)} is changed.";

    /// <summary>Every sentence, the headline first.</summary>
    /// <param name="firmness">What was found.</param>
    /// <param name="amount">An amount of money as the page writes it.</param>
    public static ImmutableArray<string> All(Firmness firmness, Func<decimal, string> amount) =>
        [
            Headline(firmness),
            .. firmness
                .Weights.Skip(1)
                .Select(w => $"Or unless that of {w.Criterion.Word()} {Passes(w)} ({w.NewLeader})."),
            Spread(firmness),
            Rise(firmness, amount),
            .. firmness.Falls.Select(f =>
                $"{f.NewLeader} would lead if {(f.NewLeader == f.Option ? "it" : f.Option)} became {Percent(f.Percent)} cheaper: {amount(f.Cost)} a month."
            ),
            .. firmness.Unknown is { } unknown
                ? ImmutableArray.Create(
                    $"Not all of {firmness.Leader} is priced: it leads as long as that comes to less than {amount(unknown.Amount)} "
                        + $"a month, and {unknown.NewLeader} beyond."
                )
                : [],
            .. firmness.Floors.Select(Floor),
        ];

    private static string Floor(ScoreFloor floor) =>
        floor.Level <= 0
            ? $"The leader's {floor.Criterion.Word()} is {Tenths(floor.Most)} at most, and it leads however low that is. {floor.Why}"
            : $"The leader's {floor.Criterion.Word()} is {Tenths(floor.Most)} at most, and {floor.NewLeader} leads below "
                + $"{Number(floor.Level)}. {floor.Why}";

    private static string Spread(Firmness firmness) =>
        firmness.Spread is { } spread
            ? $"With all weights moving at once, {Number(spread.Each)} each is the least that puts another first ({spread.EachLeader})."
            : "No weights whatever put another first.";

    private static string Rise(Firmness firmness, Func<decimal, string> amount) =>
        firmness.Rise is { } rise
            ? $"{rise.NewLeader} would lead if {firmness.Leader} became {Percent(rise.Percent)} dearer: {amount(rise.Cost)} a month."
            : $"No rise of the cost of {firmness.Leader} alone, up to 1,000 %, puts another first.";

    private static string Passes(WeightChange change) =>
        change.To < change.From ? $"falls below {Number(change.To)}"
        : change.To > change.From ? $"rises above {Number(change.To)}"
        : "changes at all";

    private static string Percent(decimal percent) => percent.ToString("#,0.##", CultureInfo.InvariantCulture) + " %";

    private static string Tenths(decimal number) => number.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
