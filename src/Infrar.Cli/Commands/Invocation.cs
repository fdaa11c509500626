using System.CommandLine;
using System.Text;
using System.Text.Json;
using Infrar.Cli.Problems;
using Infrar.Cli.Reports;
using Infrar.Cli.Terminal;
using Infrar.Core;

namespace Infrar.Cli.Commands;

/// <summary>One use of a command: what was asked, and where answers and problems go.</summary>
/// <param name="Parse">What was asked.</param>
/// <param name="Console">The surroundings.</param>
/// <param name="Problems">Where refusals and progress go.</param>
internal sealed record Invocation(ParseResult Parse, CliConsole Console, ProblemWriter Problems)
{
    /// <summary>Writes a refusal.</summary>
    /// <returns><see cref="ExitCode.Failure"/>, for the caller to return.</returns>
    public int Refuse(Problem problem)
    {
        Problems.Write(problem);
        return ExitCode.Failure;
    }

    /// <summary>Gives the answer in the form that was asked for, to the place that was asked for.</summary>
    /// <param name="report">The answer for people.</param>
    /// <param name="json">The same answer for programs.</param>
    /// <param name="sarif">The same answer for code scanning, where the command offers that.</param>
    /// <param name="infracost">The same answer as Infracost writes it, where the command offers that.</param>
    public int Reply(
        Func<Report> report,
        Action<Utf8JsonWriter> json,
        Action<Utf8JsonWriter>? sarif = null,
        Action<Utf8JsonWriter>? infracost = null
    ) =>
        WriteOut(
            SharedOptions.FormatOf(Parse) switch
            {
                OutputFormat.Table => TerminalReport.Write(
                    report(),
                    Parse.GetValue(SharedOptions.Output) is null ? Console.Width : CliConsole.PipedWidth,
                    Problems.ColorOutput && Parse.GetValue(SharedOptions.Output) is null
                ),
                OutputFormat.Json => JsonText.Of(json) + "\n",
                OutputFormat.Markdown => MarkdownReport.Write(report()),
                OutputFormat.Html => HtmlReport.Write(report()),
                // An ending alone may ask for a form that this command does not have.
                OutputFormat.Sarif => JsonText.Of(sarif ?? json) + "\n",
                OutputFormat.Infracost => JsonText.Of(infracost ?? json) + "\n",
            }
        );

    /// <summary>Writes text to standard output, or to the file that <c>--output</c> names.</summary>
    public int WriteOut(string text)
    {
        if (Parse.GetValue(SharedOptions.Output) is not { } path || path is "-")
        {
            Console.Output.Write(text);
            return ExitCode.Success;
        }

        try
        {
            File.WriteAllText(Console.Resolve(path), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Refuse(CliProblems.Unwritable(path, WriteFault.OfFile(Console.Resolve(path), fault)));
        }

        Problems.Progress($"Wrote {path}.");
        return ExitCode.Success;
    }
}
