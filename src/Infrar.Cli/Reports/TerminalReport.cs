using Spectre.Console;
using Spectre.Console.Rendering;

namespace Infrar.Cli.Reports;

/// <summary>A report for a terminal, or for a pipe without any control code.</summary>
internal static class TerminalReport
{
    /// <summary>The report as text.</summary>
    /// <param name="report">What to say.</param>
    /// <param name="width">Columns.</param>
    /// <param name="color">Whether control codes may be used.</param>
    public static string Write(Report report, int width, bool color)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = color ? AnsiSupport.Yes : AnsiSupport.No,
                ColorSystem = color ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(text),
                // What surrounds the process must not change the bytes.
                EnvironmentVariables = new Dictionary<string, string>(),
            }
        );
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;

        console.Write(Prose(report.Answer, width));
        foreach (
            var section in report.Sections.SelectMany(s => s is TableSection table ? TableFit.To(table, width) : [s])
        )
        {
            // A table begins with a blank line of its own.
            if (section is not TableSection { Heading: "" })
            {
                console.WriteLine();
            }

            if (section.Heading is not "")
            {
                console.Write(new Text(section.Heading + "\n", new Style(decoration: Decoration.Bold)));
            }

            WriteSection(console, section, width);
        }

        return TrimLines(text.ToString());
    }

    private static void WriteSection(IAnsiConsole console, Section section, int width)
    {
        switch (section)
        {
            case TableSection table:
                console.Write(TableOf(table));
                if (table.Foot is not "")
                {
                    console.Write(Prose(table.Foot, width, new Style(decoration: Decoration.Dim)));
                }

                break;
            case NotesSection notes:
                console.Write(Pairs(notes.Items.Select(i => ((IRenderable)new Text("·"), (IRenderable)new Text(i)))));
                break;
            case FactsSection facts:
                console.Write(
                    Pairs(
                        facts.Facts.Select(f =>
                            ((IRenderable)new Text(f.Name, Style(Tone.Quiet)), (IRenderable)new Text(f.Value))
                        )
                    )
                );
                break;
            case EquationSection equation:
                console.Write(EquationOf(equation));
                break;
            default:
                throw new InvalidOperationException($"A section of sort {section.GetType().Name} has no form here.");
        }
    }

    private static Table TableOf(TableSection section)
    {
        var table = new Table { Border = TableBorder.Simple, BorderStyle = Style(Tone.Quiet) };
        foreach (var column in section.Columns)
        {
            var added = new TableColumn(new Text(column.Title, Style(Tone.Quiet)))
            {
                Padding = new Padding(0, 0, 1, 0),
            };
            table.AddColumn(
                column.Kind switch
                {
                    ColumnKind.Text => added,
                    ColumnKind.Code => added.NoWrap(),
                    ColumnKind.Figure => added.RightAligned().NoWrap(),
                }
            );
        }

        foreach (var row in section.Rows)
        {
            if (row.Kind is RowKind.Total)
            {
                table.AddEmptyRow();
            }

            table.AddRow(row.Cells.Select((c, i) => CellOf(c, row, i == 0)));
        }

        return table;
    }

    private static IRenderable CellOf(Cell cell, Row row, bool isFirst)
    {
        var style = Style(row.Kind is RowKind.Muted && cell.Tone is Tone.Plain ? Tone.Quiet : cell.Tone);
        if (row.Kind is RowKind.Group or RowKind.Chosen or RowKind.Total)
        {
            style = style.Decoration(Decoration.Bold);
        }

        var text = new Paragraph(cell.Text, style);
        if (cell.Tag is not "")
        {
            text.Append($"  {cell.Tag}", Style(Tone.Quiet));
        }

        return isFirst && row.Level > 0 ? new Padder(text, new Padding(2 * row.Level, 0, 0, 0)) : text;
    }

    private static Grid Pairs(IEnumerable<(IRenderable Name, IRenderable Value)> pairs)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(1, 0, 2, 0) });
        grid.AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        foreach (var (name, value) in pairs)
        {
            grid.AddRow(name, value);
        }

        return grid;
    }

    private static Grid EquationOf(EquationSection equation)
    {
        var grid = new Grid();
        foreach (var _ in equation.Terms)
        {
            grid.AddColumn(new GridColumn { Padding = new Padding(1, 0, 2, 0) });
        }

        grid.AddRow([
            .. equation.Terms.Select(t => new Text(
                $"{t.Operator} {t.Figure}".Trim(),
                new Style(decoration: Decoration.Bold)
            )),
        ]);
        grid.AddRow([
            .. equation.Terms.Select(t =>
                (IRenderable)
                    new Padder(
                        new Text(t.Caption, Style(Tone.Quiet)),
                        new Padding(t.Operator.Length is 0 ? 0 : 2, 0, 0, 0)
                    )
            ),
        ]);
        return grid;
    }

    // Spectre wraps by itself, but pads every line to the full width; prose is broken here so that pipes get plain lines.
    private static Text Prose(string text, int width, Style? style = null) =>
        new(string.Join('\n', Wrapping.Wrap(text, Math.Min(width, 100))) + "\n", style);

    private static Style Style(Tone tone) =>
        tone switch
        {
            Tone.Plain => Spectre.Console.Style.Plain,
            Tone.Quiet => new Style(decoration: Decoration.Dim),
            Tone.Good => new Style(Color.Green),
            Tone.Up => new Style(Color.Yellow),
            Tone.Critical => new Style(Color.Red),
            Tone.Unknown => new Style(Color.Yellow, decoration: Decoration.Italic),
        };

    private static string TrimLines(string text) =>
        string.Join('\n', text.Split('\n').Select(l => l.TrimEnd(' '))).TrimEnd('\n') + "\n";
}
