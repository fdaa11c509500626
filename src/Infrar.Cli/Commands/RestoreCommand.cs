using System.Collections.Immutable;
using System.CommandLine;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar restore</c>: becomes the platform's program and makes a data folder of a backup.</summary>
internal sealed class RestoreCommand : PlatformCommand
{
    private readonly Argument<string> _archive = new("ARCHIVE") { Description = "What infrar backup wrote." };

    private readonly Option<string?> _masterKey = new("--master-key")
    {
        Description = "The file of the master key, where the archive does not hold it.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Move a data folder that is not empty aside; it is kept beside the new one.",
    };

    /// <summary>Builds the command.</summary>
    public RestoreCommand()
        : base("restore", "Make a data folder of a backup: all of it, or nothing.")
    {
        Arguments.Add(_archive);
        Options.Add(_masterKey);
        Options.Add(_force);
        AddSettings();
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new("infrar restore whole.tar.gz --data /srv/infrar", "into a folder that is new or empty"),
            new(
                "infrar restore infrar-20261127T020000Z.tar.gz --master-key master.key --force",
                "in the place of what is there"
            ),
        ];

    /// <inheritdoc/>
    public override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        List<string> settings = [$"--Restore:Force={invocation.Parse.GetValue(_force)}"];
        if (invocation.Parse.GetValue(_masterKey) is { } key)
        {
            settings.Add($"--Restore:MasterKey={Path.GetFullPath(key)}");
        }

        return Become(invocation, ["restore", Path.GetFullPath(invocation.Parse.GetValue(_archive)!)], settings);
    }
}
