using System.Text;

namespace Infrar.Cli.Reports;

/// <summary>A report as GitHub-flavoured Markdown.</summary>
internal static class MarkdownReport
{
    /// <summary>The report as text, headings from <c>#</c>.</summary>
    public static string Write(Report report)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(Escape(report.Title)).Append("\n\n").Append(Escape(report.Answer)).Append('\n');
        foreach (var section in report.Sections)
        {
            text.Append('\n');
            if (section.Heading is not "")
            {
                text.Append("## ").Append(Escape(section.Heading)).Append("\n\n");
            }

            Append(text, section);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Section section)
    {
        switch (section)
        {
            case TableSection table:
                AppendTable(text, table);
                break;
            case NotesSection notes:
                foreach (var item in notes.Items)
                {
                    text.Append("- ").Append(Escape(item)).Append('\n');
                }

                break;
            case FactsSection facts:
                foreach (var fact in facts.Facts)
                {
                    text.Append("- ").Append(Escape(fact.Name)).Append(": ");
                    text.Append(fact.IsCode ? Code(fact.Value) : Escape(fact.Value)).Append('\n');
                }

                break;
            case EquationSection equation:
                var terms = equation.Terms.Select(t =>
                    $"{t.Operator} **{Escape(t.Figure)}** ({Escape(t.Caption)})".Trim()
                );
                text.Append(string.Join(' ', terms)).Append('\n');
                break;
            default:
                throw new InvalidOperationException($"A section of sort {section.GetType().Name} has no form here.");
        }
    }

    private static void AppendTable(StringBuilder text, TableSection table)
    {
        text.Append("| ").AppendJoin(" | ", table.Columns.Select(c => Escape(c.Title))).Append(" |\n");
        text.Append("| ")
            .AppendJoin(" | ", table.Columns.Select(c => c.Kind is ColumnKind.Figure ? "---:" : "---"))
            .Append(" |\n");
        foreach (var row in table.Rows)
        {
            text.Append("| ").AppendJoin(" | ", row.Cells.Select((c, i) => CellOf(c, row, i == 0))).Append(" |\n");
        }

        if (table.Foot is not "")
        {
            text.Append('\n').Append(Escape(table.Foot)).Append('\n');
        }
    }

    private static string CellOf(Cell cell, Row row, bool isFirst)
    {
        var words = Escape(cell.Text).Replace("\n", "<br>", StringComparison.Ordinal);
        if (words is not "" && row.Kind is RowKind.Group or RowKind.Chosen or RowKind.Total)
        {
            words = $"**{words}**";
        }

        var tag = cell.Tag is "" ? "" : $" _{Escape(cell.Tag)}_";
        // Markdown tables know no depth; a space that does not collapse is the one indentation that survives.
        return isFirst && row.Level > 0
            ? string.Concat(Enumerable.Repeat("&emsp;", row.Level)) + words + tag
            : words + tag;
    }

    private static string Code(string text) => text is "" ? "" : $"`{text}`";

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\\' or '`' or '*' or '_' or '|' or '<' or '>' or '[' or ']' or '#' or '~')
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }
}
