namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>
/// Compares the patterns of policies (<c>*</c> for any text, <c>?</c> for any character) with texts that are known in
/// part; <see cref="Unknowns"/> says how the unknown parts are written.
/// </summary>
internal static class Glob
{
    /// <summary>Whether a pattern covers a text. A <c>*</c> in the text stands for every text, so only <c>*</c> covers it.</summary>
    public static Match Compare(string pattern, string text) =>
        Covers(pattern, text) ? Match.Yes
        : Meets(pattern, text) ? Match.Maybe
        : Match.No;

    /// <summary>Whether a pattern covers every text that the other one covers.</summary>
    public static bool Covers(string pattern, string text)
    {
        int p = 0,
            t = 0,
            star = -1,
            resume = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (p < pattern.Length && IsSame(pattern[p], text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }

        return p == pattern.Length;
    }

    /// <summary>Whether there is a text that both cover.</summary>
    public static bool Meets(string one, string other)
    {
        // Before the first run and after the last, character stands against character: no table is needed, and nearly every
        // pair is decided there.
        var a = one.AsSpan();
        var b = other.AsSpan();
        while (a.Length > 0 && b.Length > 0 && !Unknowns.IsRun(a[0]) && !Unknowns.IsRun(b[0]))
        {
            if (!CanBeSame(a[0], b[0]))
            {
                return false;
            }

            a = a[1..];
            b = b[1..];
        }

        while (a.Length > 0 && b.Length > 0 && !Unknowns.IsRun(a[^1]) && !Unknowns.IsRun(b[^1]))
        {
            if (!CanBeSame(a[^1], b[^1]))
            {
                return false;
            }

            a = a[..^1];
            b = b[..^1];
        }

        return MeetsFrom(a, b);
    }

    // reached[j]: the first i characters of one and the first j of the other can stand for the same text.
    private static bool MeetsFrom(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        var width = other.Length + 1;
        Span<bool> rows = width <= 256 ? stackalloc bool[2 * width] : new bool[2 * width];
        rows.Clear();
        var reached = rows[..width];
        var next = rows[width..];
        reached[0] = true;
        for (var i = 0; i <= one.Length; i++)
        {
            next.Clear();
            var run = i < one.Length && Unknowns.IsRun(one[i]);
            for (var j = 0; j <= other.Length; j++)
            {
                if (!reached[j])
                {
                    continue;
                }

                next[j] |= run;
                if (j == other.Length)
                {
                    continue;
                }

                if (run || Unknowns.IsRun(other[j]))
                {
                    // In order of j, so that a run goes on taking characters within this row.
                    reached[j + 1] = true;
                }

                next[j + 1] |= i < one.Length && CanBeSame(one[i], other[j]);
                next[j] |= i < one.Length && Unknowns.IsRun(other[j]);
            }

            if (i == one.Length)
            {
                return reached[other.Length];
            }

            var row = reached;
            reached = next;
            next = row;
        }

        return false;
    }

    private static bool IsSame(char pattern, char text) =>
        pattern == '?'
            ? text is '?' || (text is not '*' && !Unknowns.IsRun(text))
            : pattern == text && text != Unknowns.Anything;

    private static bool CanBeSame(char one, char other) =>
        one == other
        || one == '?'
        || other == '?'
        || (Unknowns.IsCharacter(one) && Unknowns.CanBe(one, other))
        || (Unknowns.IsCharacter(other) && Unknowns.CanBe(other, one));
}
