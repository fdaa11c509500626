using System.Text;

namespace Infrar.Core.Compose;

/// <summary>Makes the manifest's names out of Compose's.</summary>
internal static class ComposeNames
{
    private const int MaxLength = 40;

    /// <summary>Lower-case letters, digits and single dashes, starting with a letter; <paramref name="otherwise"/> when nothing is left.</summary>
    internal static string Normal(string name, string otherwise)
    {
        var normal = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                normal.Append(c);
            }
            else if (normal.Length > 0 && normal[^1] != '-')
            {
                normal.Append('-');
            }
        }

        var text = normal.ToString().TrimStart('-');
        if (text.Length > 0 && !char.IsAsciiLetter(text[0]))
        {
            text = $"s-{text}";
        }

        text = text[..Math.Min(text.Length, MaxLength)].TrimEnd('-');
        return text is "" ? otherwise : text;
    }

    /// <summary>The name, or the name with the first number that makes it new; remembers what it gave.</summary>
    internal static string Unique(string name, HashSet<string> taken)
    {
        var unique = name;
        for (var number = 2; !taken.Add(unique); number++)
        {
            var suffix = string.Create(null, $"-{number}");
            unique = name[..Math.Min(name.Length, MaxLength - suffix.Length)].TrimEnd('-') + suffix;
        }

        return unique;
    }
}
