using System.CommandLine;
using Infrar.Cli.Commands;
using Infrar.Cli.Prices;
using Infrar.Cli.Remote.Commands;

namespace Infrar.Cli;

/// <summary>Every command and what they share.</summary>
internal static class CommandTree
{
    private static readonly Lazy<RootCommand> _root = new(Create);

    /// <summary>Asks for help; every command takes it.</summary>
    public static Option<bool> Help { get; } =
        new("--help", "-h", "-?") { Description = "Show what a command does and takes.", Recursive = true };

    /// <summary>Asks for the version.</summary>
    public static Option<bool> Version { get; } = new("--version") { Description = "Show which Infrar this is." };

    /// <summary>The whole tree; parsing leaves nothing behind in it.</summary>
    /// <remarks>One alone: options that several commands share note each command that takes them, and not for two threads at once.</remarks>
    public static RootCommand Root => _root.Value;

    /// <summary>What a user types to reach a command: <c>infrar projects list</c>.</summary>
    public static string PathOf(this Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent
            ? $"{parent.PathOf()} {command.Name}"
            : "infrar";

    /// <summary>Every command at every depth, groups before what is in them.</summary>
    public static IEnumerable<Command> Below(Command command) =>
        command.Subcommands.Where(c => !c.Hidden).SelectMany(c => Below(c).Prepend(c));

    private static RootCommand Create()
    {
        var root = new RootCommand(
            "Says where each part of a system can run, what it costs line by line, and writes the OpenTofu."
        );
        root.Options.Clear();
        root.Directives.Clear();
        root.Options.Add(Help);
        root.Options.Add(Version);
        foreach (var command in Commands())
        {
            root.Subcommands.Add(command);
        }

        return root;
    }

    private static IEnumerable<CliCommand> Commands() =>
        [
            new InitCommand(),
            new ValidateCommand(),
            new CompareCommand(),
            new EstimateCommand(),
            new CheckCommand(),
            new DiffCommand(),
            new ExplainCommand(),
            PriceCommands.Create(),
            new ReviewCommand(),
            new ReportCommand(),
            new GenerateCommand(),
            new DockerfileCommand(),
            new GraphCommand(),
            new RehearseCommand(),
            new UpCommand(),
            new BackupCommand(),
            new RestoreCommand(),
            new RotateKeyCommand(),
            new DoctorCommand(),
            .. RemoteCommands.All(),
            new CompletionCommand(),
        ];
}
