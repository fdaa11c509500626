using System.Collections.Immutable;
using System.Net;
using System.Text;

namespace Infrar.Platform.Mail;

/// <summary>What a mail says, before it is plain text or HTML.</summary>
/// <param name="Subject">One line; what would make more of it is taken out.</param>
/// <param name="Paragraphs">In order; plain text.</param>
/// <param name="Code">A secret to copy, below the first paragraph; null for none.</param>
internal sealed record MailText(string Subject, ImmutableArray<string> Paragraphs, string? Code = null)
{
    /// <summary>The subject as one line without control characters, 150 characters at most.</summary>
    public string OneLine
    {
        get
        {
            var line = string.Concat(Subject.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
            return line.Length <= 150 ? line : line[..150];
        }
    }

    /// <summary>For readers that show plain text.</summary>
    public string Plain => string.Join("\n\n", Code is null ? Paragraphs : Paragraphs.Insert(1, $"    {Code}")) + "\n";

    /// <summary>For readers that show HTML; it fetches nothing from anywhere.</summary>
    public string Html
    {
        get
        {
            var html = new StringBuilder("<!doctype html>\n<html lang=\"en\"><body>\n");
            foreach (var (place, paragraph) in Paragraphs.Index())
            {
                html.Append("<p>").Append(WebUtility.HtmlEncode(paragraph)).Append("</p>\n");
                if (place is 0 && Code is not null)
                {
                    html.Append("<p><code>").Append(WebUtility.HtmlEncode(Code)).Append("</code></p>\n");
                }
            }

            return html.Append("</body></html>\n").ToString();
        }
    }
}
