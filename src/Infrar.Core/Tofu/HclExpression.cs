using System.Globalization;
using System.Text;
using Infrar.Core.Resources;

namespace Infrar.Core.Tofu;

/// <summary>Renders values as HCL expressions, in the form that <c>tofu fmt</c> leaves alone.</summary>
/// <remarks>
/// Written from OpenTofu's public documentation of expressions, strings and templates. An expression that would pass
/// <see cref="LineWidth"/> is broken over lines, one item each.
/// </remarks>
internal static class HclExpression
{
    internal const int LineWidth = 100;
    internal const int IndentWidth = 2;

    /// <summary>The expression; continuation lines are indented for a statement that begins at <paramref name="indent"/>.</summary>
    internal static string Render(Value value, int indent) =>
        value switch
        {
            Value.Null => "null",
            Value.Text t => Quote(t.Content),
            Value.Number n => Number(n.Content),
            Value.Flag f => f.Content ? "true" : "false",
            Value.ListOf l => List(l, indent),
            Value.MapOf m => Map(m, indent),
            Value.Blocks b => List(new([.. b.Items]), indent),
            Value.Reference { Path: "" } r => r.Address,
            Value.Reference r => $"{r.Address}.{r.Path}",
            Value.Variable v => $"var.{v.Name}",
            Value.Template t => Template(t),
            Value.Json j => $"jsonencode({Render(j.Content, indent)})",
            Value.Expression e => e.Source,
            Value.Unknown => throw new InvalidOperationException("A value known only after apply cannot be written."),
            _ => throw new InvalidOperationException($"A value of sort {value.GetType().Name} has no HCL form."),
        };

    /// <summary>Text as a quoted string: <c>${</c> and <c>%{</c> lose their meaning.</summary>
    internal static string Quote(string text) => $"\"{Escape(text)}\"";

    /// <summary>Attribute or object key: bare where HCL allows it.</summary>
    internal static string Key(string name) => IsIdentifier(name) ? name : Quote(name);

    internal static string Number(decimal number) =>
        number.ToString("0.#############################", CultureInfo.InvariantCulture);

    private static string List(Value.ListOf list, int indent)
    {
        if (list.Items.IsEmpty)
        {
            return "[]";
        }

        var flat = $"[{string.Join(", ", list.Items.Select(i => Render(i, indent)))}]";
        if (!flat.Contains('\n', StringComparison.Ordinal) && indent + flat.Length <= LineWidth)
        {
            return flat;
        }

        if (list.Items is [Value.MapOf { Entries.Length: > 0 } only])
        {
            return $"[{Render(only, indent)}]";
        }

        var inner = indent + IndentWidth;
        var text = new StringBuilder("[\n");
        foreach (var item in list.Items)
        {
            text.Append(' ', inner).Append(Render(item, inner)).Append(",\n");
        }

        return text.Append(' ', indent).Append(']').ToString();
    }

    private static string Map(Value.MapOf map, int indent)
    {
        if (map.Entries.IsEmpty)
        {
            return "{}";
        }

        var inner = indent + IndentWidth;
        var body = HclBody.Attributes(map.Entries.Select(e => (Key(e.Key), Render(e.Value, inner))), inner);
        return $"{{\n{body}{new string(' ', indent)}}}";
    }

    private static string Template(Value.Template template)
    {
        var text = new StringBuilder("\"");
        foreach (var part in template.Parts)
        {
            text.Append(part is Value.Text literal ? Escape(literal.Content) : $"${{{Render(part, 0)}}}");
        }

        return text.Append('"').ToString();
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            escaped.Append(
                c switch
                {
                    '\\' => "\\\\",
                    '"' => "\\\"",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    '$' or '%' when i + 1 < text.Length && text[i + 1] == '{' => $"{c}{c}",
                    < ' ' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                    _ => c.ToString(),
                }
            );
        }

        return escaped.ToString();
    }

    private static bool IsIdentifier(string name) =>
        name.Length > 0
        && (char.IsAsciiLetter(name[0]) || name[0] == '_')
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
