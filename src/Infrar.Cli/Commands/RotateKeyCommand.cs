using System.Collections.Immutable;
using System.CommandLine;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar rotate-key</c>: becomes the platform's program and renews the master key.</summary>
internal sealed class RotateKeyCommand : PlatformCommand
{
    private readonly Option<bool> _forgetOld = new("--forget-old")
    {
        Description = "Make no new version: seal what is left under the newest, and remove the older ones.",
    };

    /// <summary>Builds the command.</summary>
    public RotateKeyCommand()
        : base("rotate-key", "Add a version to the master key and seal everything under it, also while Infrar serves.")
    {
        Options.Add(_forgetOld);
        AddSettings();
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new("infrar rotate-key", "of the platform of this folder; then back .infrar/master.key up"),
            new("infrar rotate-key --forget-old", "later, when an older version may have leaked"),
        ];

    /// <inheritdoc/>
    public override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken) =>
        Become(invocation, ["rotate-key"], [$"--RotateKey:ForgetOld={invocation.Parse.GetValue(_forgetOld)}"]);
}
