using System.Text;
using Infrar.Core.Resources;

namespace Infrar.Core.Tofu;

/// <summary>Renders the inside of a block: attributes with their equals signs aligned as <c>tofu fmt</c> does, then nested blocks.</summary>
internal static class HclBody
{
    /// <summary>A whole block with its header, without a blank line after it.</summary>
    /// <param name="header">For example <c>resource "aws_vpc" "main"</c>.</param>
    /// <param name="entries">Attributes and blocks.</param>
    /// <param name="indent">Spaces before the header.</param>
    internal static string Block(string header, IEnumerable<KeyValuePair<string, Value>> entries, int indent = 0)
    {
        var body = Body(entries, indent + HclExpression.IndentWidth);
        var lead = new string(' ', indent);
        return body.Length == 0 ? $"{lead}{header} {{}}\n" : $"{lead}{header} {{\n{body}{lead}}}\n";
    }

    /// <summary>
    /// Statements of attributes. Neighbours that fit on one line each are aligned; one that spans lines stands alone,
    /// which is the rule that <c>fmt</c> follows.
    /// </summary>
    internal static string Attributes(IEnumerable<(string Key, string Expression)> attributes, int indent)
    {
        var text = new StringBuilder();
        var group = new List<(string Key, string Expression)>();
        foreach (var attribute in attributes)
        {
            if (!attribute.Expression.Contains('\n', StringComparison.Ordinal))
            {
                group.Add(attribute);
                continue;
            }

            Flush();
            Append(attribute, attribute.Key.Length);
        }

        Flush();
        return text.ToString();

        void Flush()
        {
            var width = group.Count == 0 ? 0 : group.Max(a => a.Key.Length);
            group.ForEach(a => Append(a, width));
            group.Clear();
        }

        void Append((string Key, string Expression) attribute, int width) =>
            text.Append(' ', indent)
                .Append(attribute.Key.PadRight(width))
                .Append(" = ")
                .Append(attribute.Expression)
                .Append('\n');
    }

    private static string Body(IEnumerable<KeyValuePair<string, Value>> entries, int indent)
    {
        var all = entries.Where(e => e.Value is not Value.Null).ToList();
        var text = new StringBuilder(
            Attributes(
                all.Where(e => e.Value is not Value.Blocks).Select(e => (e.Key, HclExpression.Render(e.Value, indent))),
                indent
            )
        );
        foreach (var (name, value) in all)
        {
            foreach (var block in (value as Value.Blocks)?.Items ?? [])
            {
                if (text.Length > 0)
                {
                    text.Append('\n');
                }

                text.Append(Block(name, block.Entries, indent));
            }
        }

        return text.ToString();
    }
}
