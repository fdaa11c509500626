using System.Collections.Immutable;

namespace Infrar.Cli;

/// <summary>The known names nearest to one that is not known.</summary>
internal static class DidYouMean
{
    /// <summary>The nearest names, best first, at most three; empty when none is near.</summary>
    public static ImmutableArray<string> Nearest(string name, IEnumerable<string> known) =>
        [
            .. known
                .Distinct(StringComparer.Ordinal)
                .Select(k => (Name: k, Distance: Distance(name, k)))
                .Where(k => k.Distance <= Math.Max(1, name.Length / 3) || IsPart(name, k.Name))
                .OrderBy(k => k.Distance)
                .ThenBy(k => k.Name, StringComparer.Ordinal)
                .Take(3)
                .Select(k => k.Name),
        ];

    /// <summary><c> Did you mean 'x'?</c> with a leading space; empty when no name is near.</summary>
    public static string Sentence(string name, IEnumerable<string> known) =>
        Nearest(name, known) is { Length: > 0 } near
            ? $" Did you mean {Words.Either(near.Select(n => $"'{n}'"))}?"
            : "";

    private static bool IsPart(string name, string known) =>
        name.Length >= 3 && known.Contains(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Edits (insert, delete, change, swap of neighbours) between two names, case ignored.</summary>
    internal static int Distance(string one, string other)
    {
        // Optimal string alignment; names are short, so the full matrix is the plainest form.
        var a = one.ToUpperInvariant();
        var b = other.ToUpperInvariant();
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            d[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            d[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
