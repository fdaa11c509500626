using System.Text;

namespace Infrar.Platform.Projects;

/// <summary>Names in addresses: ASCII alone, so that none can pose as another.</summary>
internal static class Slugs
{
    private const int Longest = 60;

    /// <summary>What is wrong with a slug; null when nothing is.</summary>
    public static string? Fault(string slug) =>
        slug.Length is 0 or > Longest
        || slug.Any(c => c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
        || slug[0] == '-'
        || slug[^1] == '-'
        || slug.StartsWith("prj-", StringComparison.Ordinal)
            ? $"The slug '{slug}' is not right: 1 to {Longest} lower-case letters, digits and hyphens between them, and not as an id begins."
            : null;

    /// <summary>A slug from a name; <c>project</c> when nothing of the name can stand in one.</summary>
    public static string From(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(c);
            }
            else if (
                slug.Length > 0
                && slug[^1] != '-'
                && !char.IsLetter(c)
                && char.GetUnicodeCategory(c) is not System.Globalization.UnicodeCategory.NonSpacingMark
            )
            {
                slug.Append('-');
            }
        }

        var text = slug.ToString().Trim('-');
        text = (text.Length > Longest ? text[..Longest] : text).Trim('-');
        return Fault(text) is null ? text : "project";
    }
}
