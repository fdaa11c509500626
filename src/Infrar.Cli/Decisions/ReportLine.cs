using System.CommandLine;
using System.Text;
using Infrar.Cli.Commands;

namespace Infrar.Cli.Decisions;

/// <summary>The command line that makes a page again, less where the page goes.</summary>
internal static class ReportLine
{
    /// <summary>The line, with options in the order of the help and only those that were given.</summary>
    /// <param name="parse">What was asked.</param>
    /// <param name="strategy">The command's own option.</param>
    public static string Of(ParseResult parse, Option<string?> strategy)
    {
        var line = new StringBuilder("infrar report");
        (Option Option, string Name)[] options =
        [
            (SharedOptions.File, "-f"),
            (SharedOptions.Environment, "-e"),
            (strategy, "-s"),
            (SharedOptions.Traffic, "-t"),
            (ComparisonSettings.All, "--weights"),
            (ComparisonSettings.One, "--weight"),
            (EstimateSettings.Usage, "--usage"),
            (EstimateSettings.Currency, "--currency"),
        ];
        foreach (var (option, name) in options)
        {
            var given = parse.GetResult(option) is { Implicit: false } result ? result.Tokens : [];
            foreach (var token in given)
            {
                line.Append(' ').Append(name).Append(' ').Append(Quoted(token.Value));
            }
        }

        return line.Append(parse.GetValue(EstimateSettings.NoFreeTier) ? " --no-free-tier" : "").ToString();
    }

    private static string Quoted(string value) =>
        value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '=')
            ? value
            : $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
