using System.Text;
using System.Xml;

namespace Infrar.Core.Topology.Svg;

/// <summary>Text as XML holds it.</summary>
internal static class XmlText
{
    /// <summary>Escapes markup and drops what no XML document may hold, and what would turn the reading direction of its neighbours.</summary>
    internal static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\n' or '\r' or '\t' => escaped.Append(' '),
                // Overrides of the reading direction would reach beyond the name that they stand in.
                (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => escaped,
                <= 0xFFFF when !XmlConvert.IsXmlChar((char)rune.Value) => escaped,
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }
}
