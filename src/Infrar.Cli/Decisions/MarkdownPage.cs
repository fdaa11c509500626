namespace Infrar.Cli.Decisions;

/// <summary>A page of parts that keeps within what GitHub takes as a comment, and says what it left out for that.</summary>
internal sealed class MarkdownPage
{
    /// <summary>Most characters of a comment on GitHub.</summary>
    public const int Limit = 65_536;

    private const int NoteRoom = 400;
    private readonly List<Part> _parts = [];

    /// <summary>Adds a part that is always there.</summary>
    public void Add(string text) => _parts.Add(new(text, "", 0));

    /// <summary>Adds a part that may be left out.</summary>
    /// <param name="text">Markdown.</param>
    /// <param name="name">What is missing without it.</param>
    /// <param name="dispensable">Those of greater number go first; of equal ones the last.</param>
    public void Add(string text, string name, int dispensable) => _parts.Add(new(text, name, dispensable));

    /// <summary>The page.</summary>
    public string Write()
    {
        var kept = _parts.ToList();
        var left = new List<string>();
        while (
            kept.Sum(p => p.Text.Length + 1) > Limit - NoteRoom
            && kept.Where(p => p.Dispensable > 0).OrderByDescending(p => p.Dispensable).ToArray()
                is { Length: > 0 } candidates
        )
        {
            var next = candidates.Last(c => c.Dispensable == candidates[0].Dispensable);
            kept.Remove(next);
            left.Add(next.Name);
        }

        var text = string.Join('\n', kept.Select(p => p.Text));
        if (text.Length > Limit - NoteRoom)
        {
            text = text[..(text.LastIndexOf('\n', Limit - NoteRoom) + 1)];
            left.Add("what would follow here");
        }

        return left.Count == 0 ? text : $"{text}\n{Note(left)}";
    }

    private static string Note(List<string> left)
    {
        var counts = left.CountBy(n => n, StringComparer.Ordinal)
            .Select(n => n.Value == 1 ? n.Key : FormattableString.Invariant($"{n.Key} ({n.Value})"));
        return $"_Left out to keep within the 65,536 characters of a comment: {Words.List(counts)}. The HTML form has everything: -o report.html._\n";
    }

    /// <summary>A part of the page.</summary>
    private sealed record Part(string Text, string Name, int Dispensable);
}
