namespace Infrar.Cli;

/// <summary>Lists and counts as sentences need them.</summary>
internal static class Words
{
    /// <summary><c>1 error</c>, <c>2 errors</c>, <c>0 errors</c>.</summary>
    public static string Count(int count, string noun) =>
        FormattableString.Invariant($"{count} {(count == 1 ? noun : Plural(noun))}");

    /// <summary><c>a, b and c</c>.</summary>
    public static string List(IEnumerable<string> items) => Join(items, "and");

    /// <summary><c>a, b or c</c>.</summary>
    public static string Either(IEnumerable<string> items) => Join(items, "or");

    /// <summary>First letter in upper case.</summary>
    public static string Capitalized(string text) => text is "" ? "" : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>Two or more of what <paramref name="noun"/> is one of; a plural stays as it is.</summary>
    public static string Plural(string noun) =>
        noun.EndsWith('s') ? noun
        : noun.EndsWith('y') && !noun.EndsWith("ey", StringComparison.Ordinal) ? noun[..^1] + "ies"
        : noun + "s";

    private static string Join(IEnumerable<string> items, string word) =>
        items.ToArray() switch
        {
            [] => "none",
            [var only] => only,
            [.. var first, var last] => $"{string.Join(", ", first)} {word} {last}",
        };
}
