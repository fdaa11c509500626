using System.CommandLine;
using Infrar.Cli.Commands;
using Infrar.Cli.Problems;
using Infrar.Cli.Terminal;

namespace Infrar.Cli;

/// <summary>From arguments to an exit code: parses, finds the command, runs it, and lets nothing but problems out.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments,
        CliConsole console,
        CancellationToken cancellationToken
    )
    {
        var problems = new ProblemWriter(console, AsJson(arguments), AllowColor(arguments, console));
        try
        {
            var exitCode = await DispatchAsync(arguments, console, problems, cancellationToken);
            await console.Output.FlushAsync(CancellationToken.None);
            return exitCode;
        }
        catch (OperationCanceledException)
        {
            console.Error.WriteLine("Interrupted.");
            return ExitCode.Interrupted;
        }
        catch (IOException broken) when (BrokenPipe.Is(broken))
        {
            // The reader has seen enough (`infrar … | head`); that is its right and nobody's fault.
            return ExitCode.Success;
        }
        catch (Exception bug) when (bug is not OutOfMemoryException)
        {
            problems.Write(CliProblems.Unexpected(bug));
            if (console.Variable("INFRAR_DEBUG") is "1")
            {
                console.Error.WriteLine(bug.ToString());
            }

            return ExitCode.Failure;
        }
    }

    private static async Task<int> DispatchAsync(
        IReadOnlyList<string> arguments,
        CliConsole console,
        ProblemWriter problems,
        CancellationToken cancellationToken
    )
    {
        var root = CommandTree.Root;
        // No @response files: an argument is what the user typed and nothing else.
        var parse = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var command = parse.CommandResult.Command;

        if (parse.GetValue(CommandTree.Help) || (command == root && arguments.Count == 0))
        {
            console.Output.Write(HelpText.Of(command));
            return ExitCode.Success;
        }

        if (parse.GetValue(CommandTree.Version))
        {
            console.Output.WriteLine(ProductVersion.Line);
            return ExitCode.Success;
        }

        if (CommandLineFaults.Find(parse) is { } fault)
        {
            problems.Write(fault);
            return ExitCode.Failure;
        }

        return await ((CliCommand)command).RunAsync(new Invocation(parse, console, problems), cancellationToken);
    }

    // Both are asked before the command line is known to parse, so that its own faults come out in the right form.
    private static bool AsJson(IReadOnlyList<string> arguments) =>
        arguments.Contains("--format=json")
        || arguments.Contains("--format:json")
        || arguments.Zip(arguments.Skip(1)).Any(p => p is ("--format", "json"));

    private static bool AllowColor(IReadOnlyList<string> arguments, CliConsole console) =>
        console.Variable("NO_COLOR") is null
        && console.Variable("TERM") is not "dumb"
        && !arguments.Contains("--no-color");
}
