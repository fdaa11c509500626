using Infrar.Cli.Reports;
using Infrar.Core.Checks;

namespace Infrar.Cli.Findings;

/// <summary>A severity for people: sign, word and tone, so that no one of them bears it alone.</summary>
internal static class SeverityText
{
    /// <summary>Sign and word.</summary>
    public static string Of(Severity severity) =>
        severity switch
        {
            Severity.Low => "○ Low",
            Severity.Medium => "◆ Medium",
            Severity.High => "▲ High",
            Severity.Critical => "⬢ Critical",
        };

    /// <summary>Tone of the text.</summary>
    public static Tone ToneOf(Severity severity) =>
        severity switch
        {
            Severity.Low => Tone.Quiet,
            Severity.Medium => Tone.Up,
            Severity.High or Severity.Critical => Tone.Critical,
        };

    /// <summary><c>1 critical, 3 high and 2 low findings</c>; <c>no findings</c>.</summary>
    public static string Counts(CheckReport report)
    {
        var parts = Enum.GetValues<Severity>()
            .Reverse()
            .Where(s => report.Count(s) > 0)
            .Select(s => FormattableString.Invariant($"{report.Count(s)} {CheckReportJson.Word(s)}"))
            .ToArray();
        return parts.Length == 0
            ? "no findings"
            : $"{Words.List(parts)} {(report.Findings.Length == 1 ? "finding" : "findings")}";
    }
}
