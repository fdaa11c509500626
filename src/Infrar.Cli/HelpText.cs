using System.CommandLine;
using System.Text;
using Infrar.Cli.Commands;
using Infrar.Cli.Remote;
using Infrar.Cli.Reports;

namespace Infrar.Cli;

/// <summary>What <c>--help</c> prints: what it does, how it is typed, what it takes, examples that work.</summary>
internal static class HelpText
{
    private const int Width = 100;

    /// <summary>The help of a command.</summary>
    public static string Of(Command command)
    {
        var text = new StringBuilder();
        foreach (var line in Wrapping.Wrap(command.Description ?? "", Width))
        {
            text.Append(line).Append('\n');
        }

        text.Append("\nUsage:\n  ").Append(Usage(command)).Append('\n');
        AppendPairs(
            text,
            "Commands",
            command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description ?? ""))
        );
        AppendPairs(
            text,
            "Arguments",
            command.Arguments.Where(a => !a.Hidden).Select(a => (a.Name, a.Description ?? ""))
        );
        AppendPairs(text, "Options", Options(command).Select(o => (Synopsis(o), DescriptionOf(o))));
        AppendExamples(text, command);
        if (command is RootCommand)
        {
            text.Append("\nEvery command has examples: infrar estimate --help\n");
        }

        return text.ToString();
    }

    private static string Usage(Command command)
    {
        if (command is RootCommand or CommandGroup)
        {
            return $"{command.PathOf()} <command> [options]";
        }

        var arguments = command
            .Arguments.Where(a => !a.Hidden)
            .Select(a => a.Arity.MinimumNumberOfValues > 0 ? $" {a.Name}" : $" [{a.Name}]");
        return $"{command.PathOf()}{string.Concat(arguments)} [options]";
    }

    private static IEnumerable<Option> Options(Command command)
    {
        var own = command.Options.Where(o => !o.Hidden && o != CommandTree.Help);
        return own.Append(CommandTree.Help);
    }

    private static string Synopsis(Option option)
    {
        var shortName = option.Aliases.FirstOrDefault(a => a.Length == 2 && a[1] != '?');
        var value = option.HelpName is { } name ? $" {name}" : "";
        return $"{(shortName is null ? "    " : $"{shortName}, ")}{option.Name}{value}";
    }

    private static string DescriptionOf(Option option) =>
        option is Option<string> && option.HasDefaultValue && option.GetDefaultValue() is string value
            ? $"{option.Description} Default: {value}."
            : option.Description ?? "";

    private static void AppendPairs(StringBuilder text, string heading, IEnumerable<(string Name, string Says)> pairs)
    {
        var rows = pairs.ToArray();
        if (rows.Length == 0)
        {
            return;
        }

        var column = rows.Max(r => r.Name.Length) + 4;
        text.Append('\n').Append(heading).Append(":\n");
        foreach (var (name, says) in rows)
        {
            var lines = Wrapping.Wrap(says, Width - column).ToArray();
            text.Append("  ").Append(name.PadRight(column - 2)).Append(lines[0]).Append('\n');
            foreach (var line in lines.Skip(1))
            {
                text.Append(' ', column).Append(line).Append('\n');
            }
        }
    }

    private static void AppendExamples(StringBuilder text, Command command)
    {
        if (command is not CliCommand { Examples: { Length: > 0 } examples })
        {
            return;
        }

        text.Append("\nExamples:\n");
        foreach (var example in examples)
        {
            text.Append("  # ").Append(example.Does).Append('\n');
            text.Append("  ").Append(example.Line).Append('\n');
        }
    }
}
