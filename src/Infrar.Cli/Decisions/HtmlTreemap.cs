using System.Collections.Immutable;
using Infrar.Cli.Estimates;

namespace Infrar.Cli.Decisions;

/// <summary>Where the money goes, as areas; the table below it says the same in figures.</summary>
internal static class HtmlTreemap
{
    // Tiles below this share are merged: neither their area nor their words could be read.
    private const decimal LeastShare = 0.03m;

    /// <summary>The two drawings, for wide and for narrow pages; nothing where nothing costs anything.</summary>
    public static Html Of(Decision decision)
    {
        var areas = Areas(decision);
        return areas.IsEmpty
            ? Html.Empty
            : Html.Of($"{Drawing(areas, "tm wide", 1320, 220)}{Drawing(areas, "tm narrow", 360, 380)}");
    }

    /// <summary>What has an area, largest first: components with allowances already off, the small ones as one.</summary>
    internal static ImmutableArray<Area> Areas(Decision decision)
    {
        var groups = decision.Groups.Where(g => g.Total.Expected > 0).ToArray();
        var total = groups.Sum(g => g.Total.Expected);
        if (decision.Chosen is not { } chosen || total == 0)
        {
            return [];
        }

        var large = groups.Where(g => g.Total.Expected >= LeastShare * total).ToArray();
        // One small tile needs no merging, but it is as hard to read alone.
        var small = groups.Except(large).ToArray();
        var areas = large.Select(g => AreaOf(g, ChartFamily.Of(g, chosen.Placement), total, decision)).ToList();
        if (small.Length > 0)
        {
            var merged = new EstimateGroup(
                "",
                small.Length == 1 ? small[0].Title : FormattableString.Invariant($"{small.Length} smaller"),
                "",
                [.. small.SelectMany(g => g.Lines)],
                [.. small.SelectMany(g => g.Unpriced)]
            );
            areas.Add(AreaOf(merged, "f-other", total, decision));
        }

        return [.. areas.OrderByDescending(a => a.Weight)];
    }

    private static Area AreaOf(EstimateGroup group, string family, decimal total, Decision decision) =>
        new(
            group.Title,
            decision.Money.Bounded(group.Total.Expected, !group.Unpriced.IsEmpty),
            family,
            (double)(group.Total.Expected / total)
        );

    private static Html Drawing(ImmutableArray<Area> areas, string style, double width, double height)
    {
        var tiles = Treemap.Of([.. areas.Select(a => a.Weight)], width, height);
        var spoken = string.Join(", ", areas.Select(a => $"{a.Title} {a.Amount}"));
        return Html.Of(
            $"""
            <div class="{style}" role="img" aria-label="Areas by cost: {spoken}. The table below has every figure." style="height:{height}px">{areas.Zip(
                tiles,
                (a, t) => Tile(a, t, width, height)
            )}</div>

            """
        );
    }

    private static Html Tile(Area area, Treemap.Tile tile, double width, double height) =>
        Html.Of(
            $"""<div class="tile {area.Family}" style="left:{tile.X / width * 100}%;top:{tile.Y / height * 100}%;width:{tile.Width / width * 100}%;height:{tile.Height / height * 100}%" title="{area.Title}, {area.Amount}"><span><b>{area.Title}</b>{area.Amount}<small>{Math.Round(area.Weight * 100)} %</small></span></div>"""
        );

    /// <summary>A tile before it has a place.</summary>
    /// <param name="Title">What is paid for.</param>
    /// <param name="Amount">What it costs.</param>
    /// <param name="Family">Its colour.</param>
    /// <param name="Weight">Its share of all tiles, 0 to 1.</param>
    internal sealed record Area(string Title, string Amount, string Family, double Weight);
}
