using System.Collections.Immutable;
using System.CommandLine;
using Infrar.Core;

namespace Infrar.Cli.Problems;

/// <summary>Turns what the parser could not read into one problem that says what would be right.</summary>
internal static class CommandLineFaults
{
    /// <summary>The fault of a command line, or null when it is right.</summary>
    public static Problem? Find(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var path = command is RootCommand ? "infrar" : $"infrar {command.Name}";
        var seeHelp = $" {path} --help shows what it takes.";

        if (parse.UnmatchedTokens is [var token, ..])
        {
            return CliProblems.Arguments(Unmatched(token, command, path) + seeHelp);
        }

        if (parse.Errors is [var first, ..])
        {
            return CliProblems.Arguments(Words.Capitalized(first.Message) + seeHelp);
        }

        return command is RootCommand ? CliProblems.Arguments("No command is named." + seeHelp) : null;
    }

    private static string Unmatched(string token, Command command, string path)
    {
        if (token.StartsWith('-'))
        {
            var options = command.Options.Where(o => !o.Hidden).Select(o => o.Name).ToImmutableArray();
            return $"{path} has no option '{token}'.{DidYouMean.Sentence(token.Split('=')[0], options)}";
        }

        if (command is RootCommand)
        {
            var commands = command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToImmutableArray();
            return $"There is no command '{token}'.{DidYouMean.Sentence(token, commands)}";
        }

        return $"{path} takes no argument '{token}'.";
    }
}
