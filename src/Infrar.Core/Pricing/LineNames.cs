using System.Globalization;
using System.Text;

namespace Infrar.Core.Pricing;

/// <summary>Gives lines the names that <c>explain</c> takes: unique in one estimate, the same in the next.</summary>
internal sealed class LineNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    // The number to try next for a stem: all below are taken, and none is ever given back.
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

    // Few descriptions serve many lines.
    private readonly Dictionary<string, string> _slugs = new(StringComparer.Ordinal);

    /// <summary><c>component.what-is-billed</c>, with <c>-2</c>, <c>-3</c>… where that is taken.</summary>
    internal string Next(string component, string description)
    {
        if (!_slugs.TryGetValue(description, out var slug))
        {
            slug = Slug(description);
            _slugs.Add(description, slug);
        }

        var stem = $"{component}.{slug}";
        if (_taken.Add(stem))
        {
            return stem;
        }

        var n = _next.GetValueOrDefault(stem, 2);
        string name;
        do
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{stem}-{n++}");
        } while (!_taken.Add(name));
        _next[stem] = n;
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
