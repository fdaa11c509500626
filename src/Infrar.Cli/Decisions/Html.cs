using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;

namespace Infrar.Cli.Decisions;

/// <summary>A piece of HTML that is also well-formed XML. Only what stands in the source is markup; every hole is text.</summary>
internal sealed class Html
{
    private readonly string _markup;

    private Html(string markup) => _markup = markup;

    /// <summary>Nothing.</summary>
    public static Html Empty { get; } = new("");

    /// <summary>Markup with holes; texts in them are escaped, pieces of HTML stand as they are.</summary>
    public static Html Of(Holes markup) => new(markup.ToString());

    /// <summary>Markup that another writer of ours has made and escaped, for example a drawing.</summary>
    public static Html Made(string markup) => new(markup);

    /// <summary>Pieces one after the other.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(p => p._markup)));

    /// <summary>The piece where the condition holds, else nothing.</summary>
    public static Html When(bool condition, Func<Html> piece) => condition ? piece() : Empty;

    /// <inheritdoc/>
    public override string ToString() => _markup;

    /// <summary>Text that no element, attribute or reading direction can be broken out of.</summary>
    public static string Escaped(string text)
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
                '\'' => escaped.Append("&#39;"),
                // Overrides of the reading direction reach beyond the name that they stand in; letters need none of them.
                (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => escaped,
                <= 0xFFFF when !XmlConvert.IsXmlChar((char)rune.Value) => escaped,
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Puts an interpolated string together: what is literal as markup, what is in holes by its type.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Holes
    {
        private readonly StringBuilder _markup;

        /// <summary>Begins; called by the compiler.</summary>
        public Holes(int literalLength, int formattedCount) =>
            _markup = new StringBuilder(literalLength + (formattedCount * 16));

        /// <summary>Markup of the source.</summary>
        public void AppendLiteral(string markup) => _markup.Append(markup);

        /// <summary>Text of anybody.</summary>
        public void AppendFormatted(string text) => _markup.Append(Escaped(text));

        /// <summary>A piece that is already HTML.</summary>
        public void AppendFormatted(Html piece) => _markup.Append(piece._markup);

        /// <summary>Pieces that are already HTML.</summary>
        public void AppendFormatted(IEnumerable<Html> pieces)
        {
            foreach (var piece in pieces)
            {
                _markup.Append(piece._markup);
            }
        }

        /// <summary>A count.</summary>
        public void AppendFormatted(int number) => _markup.Append(number.ToString(CultureInfo.InvariantCulture));

        /// <summary>A coordinate or a percentage, to two decimals; never money.</summary>
        public void AppendFormatted(double coordinate) =>
            _markup.Append(coordinate.ToString("0.##", CultureInfo.InvariantCulture));

        /// <inheritdoc/>
        public override string ToString() => _markup.ToString();
    }
}
