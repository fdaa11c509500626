using System.Collections.Immutable;
using System.CommandLine;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar doctor</c>: becomes the platform's program and says what this machine and its settings lack.</summary>
internal sealed class DoctorCommand : PlatformCommand
{
    private readonly Option<string> _format = new("--format")
    {
        Description = "Form of the answer: table or json.",
        HelpName = "FORM",
        DefaultValueFactory = _ => "table",
    };

    /// <summary>Builds the command.</summary>
    public DoctorCommand()
        : base("doctor", "Say what the platform lacks on this machine, and how to get it; works while it is down.")
    {
        _format.AcceptOnlyFromAmong("table", "json");
        Options.Add(_format);
        AddSettings();
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new("infrar doctor", "of the platform of this folder"),
            new(
                "infrar doctor --config infrar.json --format json",
                "for programs; the exit code is 1 when something is broken"
            ),
        ];

    /// <inheritdoc/>
    public override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken) =>
        Become(invocation, ["doctor"], [$"--Doctor:Format={invocation.Parse.GetValue(_format)}"]);
}
