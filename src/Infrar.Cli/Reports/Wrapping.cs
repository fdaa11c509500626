namespace Infrar.Cli.Reports;

/// <summary>Breaks prose into lines.</summary>
internal static class Wrapping
{
    /// <summary>Lines of at most <paramref name="width"/> characters where words allow it; line ends of the text are kept.</summary>
    public static IEnumerable<string> Wrap(string text, int width) =>
        text.Split('\n').SelectMany(l => WrapLine(l, width));

    private static IEnumerable<string> WrapLine(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        yield return line;
    }
}
