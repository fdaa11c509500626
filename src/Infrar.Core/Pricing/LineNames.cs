using System.Globalization;
using System.Text;

namespace Infrar.Core.Pricing;

/// <summary>Gives lines the names that <c>explain</c> takes: unique in one estimate, the same in the next.</summary>
internal sealed class LineNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary><c>component.what-is-billed</c>, with <c>-2</c>, <c>-3</c>… where that is taken.</summary>
    internal string Next(string component, string description)
    {
        var stem = $"{component}.{Slug(description)}";
        var name = stem;
        for (var n = 2; !_taken.Add(name); n++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{stem}-{n}");
        }

        return name;
    }

    private static string Slug(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                slug.Append(char.ToLowerInvariant(character));
            }
            else if (slug.Length > 0 && slug[^1] != '-' && character != ',')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-');
    }
}
