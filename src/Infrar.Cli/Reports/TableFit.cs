using System.Collections.Immutable;

namespace Infrar.Cli.Reports;

/// <summary>Fits a table to a terminal: as it is, with fewer columns, or with each row as a few lines.</summary>
internal static class TableFit
{
    // Columns of words that are narrower than this break phrases to pieces; the first one bears the reader through the rows.
    private const int LeastLead = 34;
    private const int LeastWords = 20;
    private const int Gap = 2;

    /// <summary>The section as the width allows it.</summary>
    /// <param name="table">A table.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <returns>The table, perhaps without some columns, which its foot then names; facts by row where nothing else helps.</returns>
    public static ImmutableArray<Section> To(TableSection table, int width)
    {
        var kept = Enumerable.Range(0, table.Columns.Length).ToList();
        var droppable = kept.Where(i => table.Columns[i].DropOrder > 0)
            .OrderBy(i => table.Columns[i].DropOrder)
            .ToList();
        var dropped = new List<string>();
        while (Needed(table, kept) > width && dropped.Count < droppable.Count)
        {
            var next = droppable[dropped.Count];
            kept.Remove(next);
            dropped.Add(table.Columns[next].Title);
        }

        if (Needed(table, kept) > width)
        {
            return Stacked(table);
        }

        return dropped.Count == 0 ? [table] : [Without(table, kept, dropped)];
    }

    private static int Needed(TableSection table, List<int> columns) =>
        columns.Sum(i =>
            Gap
            + (
                table.Columns[i].Kind is ColumnKind.Text
                    ? Math.Min(i == 0 ? LeastLead : LeastWords, Widest(table, i))
                    : Widest(table, i)
            )
        );

    private static int Widest(TableSection table, int column) =>
        table
            .Rows.Select(r => r.Cells[column])
            .Select(c => c.Text.Length + (c.Tag is "" ? 0 : Gap + c.Tag.Length))
            .Append(table.Columns[column].Title.Length)
            .Max();

    private static TableSection Without(TableSection table, List<int> kept, List<string> dropped) =>
        table with
        {
            Columns = [.. kept.Select(i => table.Columns[i])],
            Rows = [.. table.Rows.Select(r => r with { Cells = [.. kept.Select(i => r.Cells[i])] })],
            Foot =
                $"Left out for want of room: {Words.List(dropped)}. A wider terminal shows all, and so does -o FILE. {table.Foot}".TrimEnd(),
        };

    private static ImmutableArray<Section> Stacked(TableSection table)
    {
        var rows = table.Rows.Select(r => new FactsSection(
            r.Cells[0].Text,
            [
                .. r
                    .Cells.Skip(1)
                    .Select((c, i) => new Fact(table.Columns[i + 1].Title, c.Text))
                    .Where(f => f.Value is not ""),
            ]
        ));
        return [.. rows, .. table.Foot is "" ? ImmutableArray<Section>.Empty : [new NotesSection("", [table.Foot])]];
    }
}
