using System.Text;

namespace Infrar.Cli.Decisions;

/// <summary>Text as GitHub's Markdown holds it, so that no name becomes markup, a mention or a table's end.</summary>
internal static class Markdown
{
    private const string Special = "\\`*_{}[]#|~!";

    /// <summary>Text for prose and cells: one line, nothing of it markup.</summary>
    public static string Text(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in Html.Escaped(text).EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\n' or '\r' or '\t' => escaped.Append(' '),
                // A mention would call somebody; a comment behind the sign keeps it from being one.
                '@' => escaped.Append("@<!-- -->"),
                _ when rune.IsAscii && Special.Contains((char)rune.Value) => escaped
                    .Append('\\')
                    .Append((char)rune.Value),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }

    /// <summary>An identifier to be copied. In a table a bar would end the cell even here, so it is written as HTML.</summary>
    public static string Code(string text) => text is "" ? "" : $"<code>{Text(text)}</code>";

    /// <summary>A row of a table; the cells are Markdown already.</summary>
    public static string Row(params IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    /// <summary>The head of a table; titles that begin with <c>&gt;</c> head figures, which stand right.</summary>
    public static string Head(params IEnumerable<string> titles)
    {
        string[] all = [.. titles];
        return Row(all.Select(t => t.TrimStart('>'))) + Row(all.Select(t => t.StartsWith('>') ? "---:" : "---"));
    }

    /// <summary>What opens by a click; the summary is text, the rest Markdown.</summary>
    public static string Details(string summary, string content) =>
        $"<details><summary>{Html.Escaped(summary).ReplaceLineEndings(" ")}</summary>\n\n{content.TrimEnd('\n')}\n\n</details>\n";

    /// <summary>Sentences as a list.</summary>
    public static string List(IEnumerable<string> items) => string.Concat(items.Select(i => $"- {i}\n"));
}
