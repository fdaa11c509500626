using System.Text;
using Infrar.Cli.Commands;
using Infrar.Core.Diagnostics;

namespace Infrar.Cli.Problems;

/// <summary>Diagnostics for people: <c>file:line:column: error MAN003: message</c>, the mend, and the faulty line.</summary>
internal static class DiagnosticText
{
    /// <summary>All diagnostics of a file; empty when it has none.</summary>
    /// <param name="file">The file.</param>
    /// <param name="diagnostics">Its faults, in the order to show.</param>
    /// <param name="excerpts">Whether the faulty line is shown below, as a person at a terminal wants it.</param>
    /// <param name="color">Whether control codes may be used.</param>
    public static string Of(InputFile file, IEnumerable<Diagnostic> diagnostics, bool excerpts, bool color)
    {
        var lines = file.Text.Split('\n');
        var text = new StringBuilder();
        foreach (var diagnostic in diagnostics)
        {
            var word = DiagnosticJson.Word(diagnostic.Severity);
            var painted = color
                ? $"\e[{(diagnostic.Severity is DiagnosticSeverity.Error ? 31 : 33)}m{word}\e[0m"
                : word;
            text.Append(diagnostic.Location).Append(": ").Append(painted).Append(' ').Append(diagnostic.Code);
            text.Append(": ").Append(Plain(diagnostic.Message)).Append('\n');
            if (diagnostic.Mend is not "")
            {
                text.Append("  ").Append(Plain(diagnostic.Mend)).Append('\n');
            }

            if (excerpts && diagnostic.Location.Line is > 0 and var number && number <= lines.Length)
            {
                AppendExcerpt(text, lines[number - 1].TrimEnd('\r'), diagnostic.Location, color);
            }
        }

        return text.ToString();
    }

    private static void AppendExcerpt(StringBuilder text, string line, SourceLocation place, bool color)
    {
        var shown = Plain(line.Length > 160 ? line[..160] : line);
        var gutter = FormattableString.Invariant($"{place.Line, 5} | ");
        text.Append(color ? $"\e[2m{gutter}\e[0m" : gutter).Append(shown).Append('\n');
        if (place.Column >= 1 && place.Column <= shown.Length + 1)
        {
            text.Append(' ', gutter.Length + place.Column - 1).Append(color ? "\e[31m^\e[0m\n" : "^\n");
        }
    }

    // A hostile file may hold control codes; the terminal must never see them.
    private static string Plain(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
