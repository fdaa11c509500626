using System.Globalization;
using System.Net;
using System.Text;

namespace Infrar.Cli.Reports;

/// <summary>A report as one HTML file: no script, nothing loaded, light and dark.</summary>
internal static class HtmlReport
{
    /// <summary>The report as a complete document.</summary>
    public static string Write(Report report)
    {
        var text = new StringBuilder();
        text.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        text.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        text.Append("<meta name=\"color-scheme\" content=\"light dark\">\n");
        text.Append(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        );
        text.Append("<title>").Append(Escape(report.Title)).Append(" · Infrar</title>\n");
        text.Append("<style>\n").Append(HtmlStyle.Sheet).Append("</style>\n</head>\n<body>\n<main>\n");
        text.Append("<h1>").Append(Escape(report.Title)).Append("</h1>\n");
        text.Append("<p class=\"answer\">").Append(Escape(report.Answer)).Append("</p>\n");
        foreach (var section in report.Sections)
        {
            text.Append("<section>\n");
            if (section.Heading is not "")
            {
                text.Append("<h2>").Append(Escape(section.Heading)).Append("</h2>\n");
            }

            Append(text, section);
            text.Append("</section>\n");
        }

        return text.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Append(StringBuilder text, Section section)
    {
        switch (section)
        {
            case TableSection table:
                AppendTable(text, table);
                break;
            case NotesSection notes:
                text.Append("<ul>\n");
                foreach (var item in notes.Items)
                {
                    text.Append("<li>").Append(Escape(item)).Append("</li>\n");
                }

                text.Append("</ul>\n");
                break;
            case FactsSection facts:
                text.Append("<dl>\n");
                foreach (var fact in facts.Facts)
                {
                    text.Append("<dt>").Append(Escape(fact.Name)).Append("</dt>");
                    text.Append(fact.IsCode ? "<dd class=\"code\">" : "<dd>")
                        .Append(Escape(fact.Value))
                        .Append("</dd>\n");
                }

                text.Append("</dl>\n");
                break;
            case EquationSection equation:
                text.Append("<p class=\"equation\">");
                foreach (var term in equation.Terms)
                {
                    text.Append(term.Operator is "" ? "" : $"<i>{Escape(term.Operator)}</i>");
                    text.Append("<span><b>").Append(Escape(term.Figure)).Append("</b> <small>");
                    text.Append(Escape(term.Caption)).Append("</small></span>");
                }

                text.Append("</p>\n");
                break;
            default:
                throw new InvalidOperationException($"A section of sort {section.GetType().Name} has no form here.");
        }
    }

    private static void AppendTable(StringBuilder text, TableSection table)
    {
        text.Append("<div class=\"scroll\">\n<table>\n<thead><tr>");
        foreach (var column in table.Columns)
        {
            text.Append(
                column.Kind is ColumnKind.Figure ? "<th scope=\"col\" class=\"figure\">" : "<th scope=\"col\">"
            );
            text.Append(Escape(column.Title)).Append("</th>");
        }

        text.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            text.Append("<tr class=\"").Append(ClassOf(row.Kind)).Append("\">");
            for (var i = 0; i < row.Cells.Length; i++)
            {
                AppendCell(text, row.Cells[i], table.Columns[i], i == 0 ? row.Level : -1);
            }

            text.Append("</tr>\n");
        }

        text.Append("</tbody>\n</table>\n</div>\n");
        if (table.Foot is not "")
        {
            text.Append("<p class=\"foot\">").Append(Escape(table.Foot)).Append("</p>\n");
        }
    }

    /// <param name="text">Where to write.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="column">Its column.</param>
    /// <param name="level">Depth of the row's head; -1 for any cell after the first.</param>
    private static void AppendCell(StringBuilder text, Cell cell, Column column, int level)
    {
        var isHead = level >= 0;
        text.Append(isHead ? "<th scope=\"row\"" : "<td").Append(" class=\"");
        text.Append(column.Kind is ColumnKind.Figure ? "figure " : "").Append(ClassOf(cell.Tone));
        text.Append(level > 0 ? string.Create(CultureInfo.InvariantCulture, $" level{Math.Min(level, 3)}") : "")
            .Append("\">");
        text.Append(Escape(cell.Text).Replace("\n", "<br>", StringComparison.Ordinal));
        if (cell.Tag is not "")
        {
            text.Append(" <span class=\"tag\">").Append(Escape(cell.Tag)).Append("</span>");
        }

        text.Append(isHead ? "</th>" : "</td>");
    }

    private static string ClassOf(RowKind kind) =>
        kind switch
        {
            RowKind.Plain => "plain",
            RowKind.Group => "group",
            RowKind.Chosen => "chosen",
            RowKind.Muted => "muted",
            RowKind.Total => "total",
        };

    private static string ClassOf(Tone tone) =>
        tone switch
        {
            Tone.Plain => "",
            Tone.Quiet => "quiet",
            Tone.Good => "good",
            Tone.Up => "up",
            Tone.Critical => "critical",
            Tone.Unknown => "unknown",
        };

    // WebUtility leaves nothing that could open a tag or an attribute; every text here comes from a manifest or a price source.
    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
