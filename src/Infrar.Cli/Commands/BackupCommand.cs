using System.Collections.Immutable;
using System.CommandLine;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar backup</c>: becomes the platform's program and takes a backup of the embedded parts.</summary>
internal sealed class BackupCommand : PlatformCommand
{
    private readonly Argument<string> _target = new("TARGET")
    {
        Description = "The archive to write, or a folder for one whose name bears the time.",
    };

    private readonly Option<bool> _withMasterKey = new("--with-master-key")
    {
        Description = "Put the master key in as well; whoever has the archive then opens everything.",
    };

    /// <summary>Builds the command.</summary>
    public BackupCommand()
        : base("backup", "Take the embedded database, files and vault into one archive, also while Infrar serves.")
    {
        Arguments.Add(_target);
        Options.Add(_withMasterKey);
        AddSettings();
        Subcommands.Add(new VerifyBackupCommand());
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new("infrar backup /backups", "of the platform of this folder; keep .infrar/master.key elsewhere"),
            new(
                "infrar backup whole.tar.gz --with-master-key",
                "all that a restore needs, in one file to be locked away"
            ),
            new("infrar backup verify whole.tar.gz", "hold an archive against its checksums"),
        ];

    /// <inheritdoc/>
    public override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken) =>
        Become(
            invocation,
            ["backup", Path.GetFullPath(invocation.Parse.GetValue(_target)!)],
            [$"--Backup:WithMasterKey={invocation.Parse.GetValue(_withMasterKey)}"]
        );
}

/// <summary><c>infrar backup verify</c>: reads an archive from its first byte to its last.</summary>
internal sealed class VerifyBackupCommand : PlatformCommand
{
    private readonly Argument<string> _archive = new("ARCHIVE") { Description = "What infrar backup wrote." };

    /// <summary>Builds the command.</summary>
    public VerifyBackupCommand()
        : base("verify", "Hold a backup against its checksums, and say what is in it.") => Arguments.Add(_archive);

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [new("infrar backup verify whole.tar.gz", "whether it can be restored")];

    /// <inheritdoc/>
    public override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken) =>
        Become(invocation, ["verify-backup", Path.GetFullPath(invocation.Parse.GetValue(_archive)!)], []);
}
