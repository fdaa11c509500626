using System.Globalization;
using System.Text;
using Infrar.Core.Resources;

namespace Infrar.Core.Compose;

/// <summary>Values as block YAML: one way to write each, quoted only where a reader could take it for something else.</summary>
internal static class ComposeYaml
{
    /// <summary>A comment line; nothing for an empty one.</summary>
    internal static void Comment(StringBuilder text, int indent, string comment)
    {
        if (comment is not "")
        {
            text.Append(' ', indent).Append("# ").Append(comment.ReplaceLineEndings(" ")).Append('\n');
        }
    }

    /// <summary>A key with its value, nested as deep as it goes.</summary>
    internal static void Entry(StringBuilder text, int indent, string key, Value value)
    {
        text.Append(' ', indent).Append(Scalar(key)).Append(':');
        Body(text, indent, value);
    }

    /// <summary>Text as a YAML scalar, plain where that is safe.</summary>
    internal static string Scalar(string text) => IsPlain(text) ? text : Quoted(text);

    private static void Body(StringBuilder text, int indent, Value value)
    {
        switch (value)
        {
            case Value.MapOf { Entries.IsEmpty: true }:
                text.Append(" {}\n");
                break;
            case Value.MapOf map:
                text.Append('\n');
                foreach (var (key, item) in map.Entries)
                {
                    Entry(text, indent + 2, key, item);
                }

                break;
            case Value.ListOf { Items.IsEmpty: true }:
                text.Append(" []\n");
                break;
            case Value.ListOf list:
                text.Append('\n');
                foreach (var item in list.Items)
                {
                    text.Append(' ', indent + 2).Append('-');
                    Body(text, indent + 2, item);
                }

                break;
            case Value.Text { Content: var content } when content.Contains('\n', StringComparison.Ordinal):
                Literal(text, indent + 2, Escaped(content));
                break;
            default:
                text.Append(' ').Append(One(value)).Append('\n');
                break;
        }
    }

    private static string One(Value value) =>
        value switch
        {
            Value.Text t => Scalar(Escaped(t.Content)),
            Value.Expression e => Scalar(e.Source),
            Value.Number n => n.Content.ToString(CultureInfo.InvariantCulture),
            Value.Flag f => f.Content ? "true" : "false",
            _ => throw new InvalidOperationException(
                $"A Compose file cannot hold a value of sort {value.GetType().Name}."
            ),
        };

    private static void Literal(StringBuilder text, int indent, string content)
    {
        text.Append(content.EndsWith('\n') ? " |\n" : " |-\n");
        foreach (var line in content.TrimEnd('\n').Split('\n'))
        {
            text.Append(' ', line.Length == 0 ? 0 : indent).Append(line).Append('\n');
        }
    }

    /// <summary>Compose reads a dollar as the start of a variable, and two as one.</summary>
    private static string Escaped(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    private static bool IsPlain(string text) =>
        text.Length > 0
        && (char.IsAsciiLetter(text[0]) || text[0] is '/' or '.' or '_' or '$' || IsSeconds(text))
        && text.All(c => char.IsAsciiLetterOrDigit(c) || "/._-@${}:?,=+ ".Contains(c, StringComparison.Ordinal))
        && !text.Contains(": ", StringComparison.Ordinal)
        && text[^1] is not (':' or ' ')
        && !IsKeyword(text);

    private static bool IsSeconds(string text) => text[^1] == 's' && text[..^1].All(char.IsAsciiDigit);

    private static bool IsKeyword(string text) =>
        text.ToUpperInvariant()
            is "TRUE"
                or "FALSE"
                or "YES"
                or "NO"
                or "ON"
                or "OFF"
                or "Y"
                or "N"
                or "NULL"
                or ".INF"
                or ".NAN";

    internal static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\t' => quoted.Append("\\t"),
                '\r' => quoted.Append("\\r"),
                '\n' => quoted.Append("\\n"),
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' => quoted.Append(
                    CultureInfo.InvariantCulture,
                    $"\\u{(int)c:X4}"
                ),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
