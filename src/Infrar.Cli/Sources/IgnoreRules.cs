using System.Text;
using System.Text.RegularExpressions;

namespace Infrar.Cli.Sources;

/// <summary>What <c>.gitignore</c> and <c>.infrarignore</c> files leave out, by Git's rules: the last pattern that fits decides.</summary>
internal sealed class IgnoreRules
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly List<Rule> _rules = [];

    /// <summary>Rules of a folder above or of none; a folder's own rules are added to a copy.</summary>
    private IgnoreRules(IEnumerable<Rule> rules) => _rules.AddRange(rules);

    /// <summary>No rule.</summary>
    public static IgnoreRules None { get; } = new([]);

    /// <summary>These rules and those of a file, which count for its folder and what is below.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="folder">Path of its folder from the root, with a slash at the end; empty for the root.</param>
    public IgnoreRules With(string text, string folder)
    {
        var rules = new IgnoreRules(_rules);
        foreach (var line in text.Split('\n'))
        {
            if (Read(line.TrimEnd('\r'), folder) is { } rule)
            {
                rules._rules.Add(rule);
            }
        }

        return rules;
    }

    /// <summary>Whether a path is left out; what lies in a folder that is left out is not asked for.</summary>
    /// <param name="path">From the root, with forward slashes.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    public bool LeaveOut(string path, bool isFolder)
    {
        for (var i = _rules.Count - 1; i >= 0; i--)
        {
            var rule = _rules[i];
            if ((isFolder || !rule.FoldersOnly) && rule.Pattern.IsMatch(path))
            {
                return !rule.IsException;
            }
        }

        return false;
    }

    private static Rule? Read(string line, string folder)
    {
        if (line.StartsWith('#'))
        {
            return null;
        }

        var pattern = TrimSpaces(line);
        var isException = pattern.StartsWith('!');
        pattern = isException ? pattern[1..] : pattern;
        var foldersOnly = pattern.EndsWith('/');
        pattern = foldersOnly ? pattern[..^1] : pattern;
        if (pattern is "" or "/")
        {
            return null;
        }

        // A slash before the end ties a pattern to the file's folder; without one it fits at any depth.
        var isTied = pattern.Contains('/', StringComparison.Ordinal);
        var body = Translate(pattern.TrimStart('/'));
        var text = $"^{Regex.Escape(folder)}{(isTied ? "" : "(?:.*/)?")}{body}$";
        try
        {
            // What cannot run back on itself cannot be made to run for ever by a hostile pattern.
            return new Rule(
                new Regex(
                    text,
                    RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline,
                    Patience
                ),
                isException,
                foldersOnly
            );
        }
        catch (ArgumentException)
        {
            // A class such as [z-a] fits nothing, as in Git.
            return null;
        }
    }

    // Spaces at the end do not count, unless a backslash stands before them.
    private static string TrimSpaces(string line)
    {
        var end = line.Length;
        while (end > 0 && line[end - 1] is ' ' && (end < 2 || line[end - 2] is not '\\'))
        {
            end--;
        }

        return line[..end];
    }

    private static string Translate(string pattern)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when IsDoubleStar(pattern, i):
                    i++;
                    if (i + 1 < pattern.Length)
                    {
                        // Before a slash: any folders, or none. The slash is part of it.
                        text.Append("(?:.*/)?");
                        i++;
                    }
                    else
                    {
                        text.Append(".+");
                    }

                    break;
                case '*':
                    text.Append("[^/]*");
                    break;
                case '?':
                    text.Append("[^/]");
                    break;
                case '[' when pattern.IndexOf(']', Math.Min(i + 2, pattern.Length - 1)) is > 0 and var end:
                    var inner = pattern[(i + 1)..end];
                    var isNegated = inner[0] is '!' or '^';
                    inner = (isNegated ? inner[1..] : inner).Replace("\\", "\\\\", StringComparison.Ordinal);
                    text.Append(isNegated ? "[^/" : "[")
                        .Append(inner.Replace("[", "\\[", StringComparison.Ordinal))
                        .Append(']');
                    i = end;
                    break;
                case '\\' when i + 1 < pattern.Length:
                    text.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                default:
                    text.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        return text.ToString();
    }

    // ** stands for folders only as a whole part of the path.
    private static bool IsDoubleStar(string pattern, int at) =>
        at + 1 < pattern.Length
        && pattern[at + 1] is '*'
        && (at is 0 || pattern[at - 1] is '/')
        && (at + 2 == pattern.Length || pattern[at + 2] is '/');

    private sealed record Rule(Regex Pattern, bool IsException, bool FoldersOnly);
}
