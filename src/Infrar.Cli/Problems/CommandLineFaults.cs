using System.Collections.Immutable;
using System.CommandLine;
using Infrar.Cli.Remote;
using Infrar.Core;

namespace Infrar.Cli.Problems;

/// <summary>Turns what the parser could not read into one problem that says what would be right.</summary>
internal static class CommandLineFaults
{
    /// <summary>The fault of a command line, or null when it is right.</summary>
    public static Problem? Find(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var path = command.PathOf();
        var seeHelp = $" {path} --help shows what it takes.";

        if (parse.UnmatchedTokens is [var token, ..])
        {
            return CliProblems.Arguments(Unmatched(token, command, path) + seeHelp);
        }

        if (command is CommandGroup)
        {
            // Alone it shows its help; the parser would ask for a command.
            return null;
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

        if (command is RootCommand or CommandGroup)
        {
            var commands = command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToImmutableArray();
            var where = command is RootCommand ? "" : $"{path[7..]} ";
            return $"There is no command '{where}{token}'.{DidYouMean.Sentence(token, commands)}";
        }

        return $"{path} takes no argument '{token}'.";
    }
}
