using System.Collections.Immutable;
using Infrar.Cli.Reports;
using Infrar.Core.Comparisons;

namespace Infrar.Cli.Decisions;

/// <summary>The costs of one option on the shared axis: a ring for the first level of traffic, a square for the last, discs between.</summary>
internal sealed class CostRangeChart
{
    private const double Left = 26;
    private const double Right = 26;
    private const double Height = 56;
    private const double Track = 22;
    private const double Baseline = 45;

    // Widths of figures at 11 px in the widest of the usual fonts.
    private const double Letter = 6.6;
    private const double Gap = 8;

    private readonly CostAxis _axis;
    private readonly decimal? _budget;
    private readonly MoneyText _money;

    /// <summary>The charts of a comparison.</summary>
    /// <param name="comparison">Gives the axis its length and the budget its line.</param>
    /// <param name="money">How amounts are written.</param>
    /// <param name="width">Length of the axis, pixels.</param>
    public CostRangeChart(Comparison comparison, MoneyText money, double width = 310)
    {
        _budget = comparison.MonthlyBudget;
        _money = money;
        _axis = CostAxis.For(
            [
                .. comparison.Options.SelectMany(o => o.Costs).Select(c => c.Total.Expected),
                .. _budget is { } limit ? [limit] : ImmutableArray<decimal>.Empty,
            ],
            width
        );
    }

    /// <summary>The axis with its amounts, for the head of the column.</summary>
    public Html Axis()
    {
        var budget = _budget is { } limit ? Label(limit, $"Budget {_money.Whole(limit)}", "bud") : null;
        var ticks = _axis
            .Ticks.Select(t => Label(t, _money.Whole(t), ""))
            .Where(t => budget is null || t.End + Gap < budget.Start || t.Start - Gap > budget.End)
            .ToArray();
        var shown = budget is null ? ticks : [.. ticks, budget];
        return Svg(
            18,
            "aria-hidden=\"true\"",
            Html.Join(shown.Select(l => Html.Of($"""<text x="{l.X}" y="13" class="{l.Style}">{l.Text}</text>""")))
        );
    }

    /// <summary>The chart of one option.</summary>
    public Html Of(HostingOption option)
    {
        var costs = option.Costs;
        var isWhole = costs.All(c => c.IsFullyPriced);
        var spoken = string.Join(", ", costs.Select(c => $"{c.UsageProfile} {DecisionWords.Cost(c, _money)}"));
        var (least, most) = (costs.Min(c => X(c)), costs.Max(c => X(c)));
        return Svg(
            Height,
            $"role=\"img\" aria-label=\"{Html.Escaped($"{Words.Capitalized(spoken)} a month")}\"",
            Html.Of(
                $"""
                {Grid()}<line class="{(
                    isWhole ? "track" : "track part"
                )}" x1="{least}" x2="{most}" y1="{Track}" y2="{Track}"/>{costs.Select(
                    (c, i) => Mark(X(c), i, costs.Length)
                )}{Labels(option).Select(l =>
                    Html.Of($"""<text x="{l.X}" y="{Baseline}" class="{l.Style}">{l.Text}</text>""")
                )}
                """
            )
        );
    }

    /// <summary>A mark by its place among the levels of traffic.</summary>
    public static Html Mark(double x, int index, int count, double y = Track) =>
        index == count - 1 && count > 1
            ? Html.Of($"""<rect class="mark" x="{x - 4.5}" y="{y - 4.5}" width="9" height="9"/>""")
        : index == 0 && count > 1 ? Html.Of($"""<circle class="mark" cx="{x}" cy="{y}" r="4.5"/>""")
        : Html.Of($"""<circle class="disc" cx="{x}" cy="{y}" r="5.5"/>""");

    /// <summary>A text below the axis.</summary>
    internal sealed record AxisLabel(double X, string Text, string Style)
    {
        /// <summary>Left end.</summary>
        public double Start => X - (Text.Length * Letter / 2);

        /// <summary>Right end.</summary>
        public double End => X + (Text.Length * Letter / 2);
    }

    /// <summary>Least and most of an option, apart from each other and within the drawing; one where both read alike.</summary>
    internal ImmutableArray<AxisLabel> Labels(HostingOption option)
    {
        var low = LabelOf(option.Costs.MinBy(c => c.Total.Expected));
        var high = LabelOf(option.Costs.MaxBy(c => c.Total.Expected));
        if (low is null || high is null)
        {
            return [];
        }

        if (low.Text == high.Text)
        {
            return [low];
        }

        if (low.End + Gap > high.Start)
        {
            var apart = (low.End + Gap - high.Start) / 2;
            low = Within(low with { X = low.X - apart });
            high = Within(high with { X = Math.Max(high.X + apart, high.X + low.End + Gap - high.Start) });
            low = low with { X = Math.Min(low.X, low.X + high.Start - Gap - low.End) };
        }

        return [low, high];
    }

    /// <summary>Where a cost stands, pixels from the left of the drawing's origin.</summary>
    internal double X(OptionCost cost) => _axis.At(cost.Total.Expected);

    private AxisLabel? LabelOf(OptionCost? cost)
    {
        if (cost is null)
        {
            return null;
        }

        var isOver = _budget is { } limit && cost.Against(limit) is BudgetVerdict.Over;
        return BesideBudget(
            Label(
                cost.Total.Expected,
                (cost.IsFullyPriced ? "" : "≥ ") + _money.Whole(cost.Total.Expected),
                isOver ? "over" : ""
            ),
            isOver
        );
    }

    // A figure with the budget's line through it could be misread.
    private AxisLabel BesideBudget(AxisLabel label, bool isOver)
    {
        if (_budget is not { } limit || _axis.At(limit) is var line && (label.End < line || label.Start > line))
        {
            return label;
        }

        var half = label.X - label.Start;
        return Within(label with { X = isOver ? line + half + 3 : line - half - 3 });
    }

    private AxisLabel Label(decimal amount, string text, string style) => Within(new(_axis.At(amount), text, style));

    private AxisLabel Within(AxisLabel label) =>
        label with
        {
            X = Math.Clamp(
                label.X,
                (label.X - label.Start) - Left,
                Math.Max((label.X - label.Start) - Left, _axis.Width + Right - (label.End - label.X))
            ),
        };

    private Html Grid() =>
        Html.Join(
            _axis
                .Ticks.Select(t => Line(t, "grid"))
                .Concat(_budget is { } limit ? [Line(limit, "budget")] : Array.Empty<Html>())
        );

    private Html Line(decimal amount, string style) =>
        Html.Of($"""<line class="{style}" x1="{_axis.At(amount)}" x2="{_axis.At(amount)}" y1="0" y2="{Height}"/>""");

    private Html Svg(double height, string spoken, Html content) =>
        Html.Of(
            $"""
            <svg class="chart" viewBox="{-Left} 0 {Left + _axis.Width + Right} {height}" width="{Left
                + _axis.Width
                + Right}" height="{height}" {Html.Made(spoken)}>{content}</svg>
            """
        );
}
