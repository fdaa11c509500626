using System.Globalization;
using System.Text.RegularExpressions;

namespace Infrar.Platform.Builds.Builder;

/// <summary>Understands what the program that builds says, line by line.</summary>
internal sealed partial class BuildLines
{
    private const int MostKept = 6;
    private readonly Queue<string> _last = new();

    /// <summary>Instructions so far.</summary>
    public int Steps { get; private set; }

    /// <summary>How many of them were taken from what was built before.</summary>
    public int Cached { get; private set; }

    /// <summary>The instruction that it is about; null before the first.</summary>
    public BuildStep? Step { get; private set; }

    /// <summary>The last lines, for whoever wants to know why it failed.</summary>
    public string Said => string.Join(" | ", _last);

    /// <summary>Takes a line.</summary>
    /// <returns>The instruction that begins with it; null where none does.</returns>
    public BuildStep? Take(string line)
    {
        if (StepLine().Match(line) is { Success: true } step)
        {
            Steps++;
            _last.Clear();
            return Step = new(Number(step, "at"), Number(step, "of"), step.Groups["text"].Value)
            {
                Stage = step.Groups["stage"].Value,
            };
        }

        if (
            line.StartsWith("--> Using cache", StringComparison.Ordinal)
            || line.StartsWith("--> Cache pulled", StringComparison.Ordinal)
        )
        {
            Cached++;
        }
        else if (line.Trim() is { Length: > 0 } said)
        {
            _last.Enqueue(said.Length > 400 ? said[..400] : said);
            if (_last.Count > MostKept)
            {
                _ = _last.Dequeue();
            }
        }

        return null;
    }

    private static int Number(Match match, string group) =>
        int.TryParse(match.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    [GeneratedRegex(
        @"^(?:\[(?<stage>[0-9]{1,4}/[0-9]{1,4})\] )?STEP (?<at>[0-9]{1,4})/(?<of>[0-9]{1,4}): (?<text>.*)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex StepLine();
}

/// <summary>An instruction at work.</summary>
/// <param name="At">Its place in its stage, from 1.</param>
/// <param name="Of">How many the stage has.</param>
/// <param name="Text">As it stands in the Dockerfile.</param>
internal sealed record BuildStep(int At, int Of, string Text)
{
    /// <summary>Its stage and how many there are, as <c>1/2</c>; empty for one alone.</summary>
    public string Stage { get; init; } = "";
}
