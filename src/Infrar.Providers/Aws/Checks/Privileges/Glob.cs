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
        // What differs before any wildcard needs no table.
        var plain = 0;
        while (plain < one.Length && plain < other.Length && IsPlain(one[plain]) && IsPlain(other[plain]))
        {
            if (one[plain] != other[plain])
            {
                return false;
            }

            plain++;
        }

        return MeetsFrom(one.AsSpan(plain), other.AsSpan(plain));
    }

    // reached[j]: the first i characters of one and the first j of the other can stand for the same text.
    private static bool MeetsFrom(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        var reached = new bool[other.Length + 1];
        reached[0] = true;
        for (var i = 0; i <= one.Length; i++)
        {
            var next = new bool[other.Length + 1];
            for (var j = 0; j <= other.Length; j++)
            {
                if (!reached[j])
                {
                    continue;
                }

                var run = i < one.Length && Unknowns.IsRun(one[i]);
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

            reached = next;
        }

        return false;
    }

    private static bool IsPlain(char c) => c is not '?' && !Unknowns.IsRun(c) && !Unknowns.IsCharacter(c);

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
