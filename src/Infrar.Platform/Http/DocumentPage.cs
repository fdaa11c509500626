using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Infrar.Platform.Http;

/// <summary>Pages of the documentation that the platform serves itself.</summary>
internal static class Documents
{
    /// <summary><c>docs/privacy.md</c>.</summary>
    public static string Privacy { get; } = Read("privacy.md");

    /// <summary><c>docs/problems.md</c>.</summary>
    public static string Problems { get; } = Read("problems.md");

    private static string Read(string name)
    {
        using var stream =
            typeof(Documents).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not part of the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

/// <summary>Shows a document's Markdown as a plain page without scripts: headings, paragraphs, lists, tables, code, links.</summary>
internal static partial class DocumentPage
{
    /// <summary>A page as a response.</summary>
    public static ContentHttpResult Result(string title, string markdown) =>
        TypedResults.Content(Html(title, markdown), "text/html; charset=utf-8");

    /// <summary>A page.</summary>
    public static string Html(string title, string markdown)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width\">")
            .Append($"<title>{WebUtility.HtmlEncode(title)}</title></head>\n<body>\n");
        foreach (var block in markdown.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            page.Append(Block(lines)).Append('\n');
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private static string Block(string[] lines) =>
        lines switch
        {
            [] => "",
            [['#', ..] heading, .. var rest] => Heading(heading) + Block(rest),
            [['|', ..], ..] => Table(lines),
            [['-', ' ', ..], ..] => $"<ul>{string.Concat(Items(lines).Select(i => $"<li>{Inline(i)}</li>"))}</ul>",
            _ => $"<p>{Inline(string.Join(' ', lines))}</p>",
        };

    private static string Heading(string line)
    {
        var level = line.TakeWhile(c => c is '#').Count();
        return $"<h{level}>{Inline(line[level..].Trim())}</h{level}>";
    }

    private static IEnumerable<string> Items(string[] lines) =>
        string.Join('\n', lines)[2..].Split("\n- ").Select(i => i.Replace('\n', ' '));

    private static string Table(string[] lines)
    {
        var rows = lines.Select(l => l.Trim().Trim('|').Split('|').Select(c => c.Trim()).ToList()).ToList();
        var head = string.Concat(rows[0].Select(c => $"<th>{Inline(c)}</th>"));
        var body = rows.Skip(2).Select(r => $"<tr>{string.Concat(r.Select(c => $"<td>{Inline(c)}</td>"))}</tr>");
        return $"<table>\n<tr>{head}</tr>\n{string.Join('\n', body)}\n</table>";
    }

    // Everything is escaped first, so nothing of a text becomes markup but what is made here.
    private static string Inline(string text)
    {
        var html = WebUtility.HtmlEncode(text);
        html = Code().Replace(html, "<code>$1</code>");
        html = Strong().Replace(html, "<strong>$1</strong>");
        return Link().Replace(html, "<a href=\"$2\">$1</a>");
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\*\*([^*]+)\*\*")]
    private static partial Regex Strong();

    [GeneratedRegex(@"\[([^\]]+)\]\((https?://[^)\s]+|/[^)\s]*)\)")]
    private static partial Regex Link();
}
