using System.Collections.Immutable;
using System.CommandLine;
using Infrar.Cli.Problems;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar completion SHELL</c>: a script that teaches a shell the commands and options.</summary>
internal sealed class CompletionCommand : CliCommand
{
    private static readonly ImmutableArray<string> Shells = ["bash", "zsh", "fish", "pwsh"];

    private readonly Argument<string> _shell = new("SHELL") { Description = "bash, zsh, fish or pwsh." };

    /// <summary>Builds the command.</summary>
    public CompletionCommand()
        : base("completion", "Print a script that completes commands and options in a shell.")
    {
        _shell.CompletionSources.Add([.. Shells]);
        Arguments.Add(_shell);
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new("source <(infrar completion bash)", "for this shell; put it in ~/.bashrc for every one"),
            new("infrar completion zsh > \"${fpath[1]}/_infrar\"", "zsh"),
            new("infrar completion fish > ~/.config/fish/completions/infrar.fish", "fish"),
            new("infrar completion pwsh | Out-String | Invoke-Expression", "PowerShell"),
        ];

    /// <inheritdoc/>
    public override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var shell = invocation.Parse.GetValue(_shell) ?? "";
        if (!Shells.Contains(shell))
        {
            return Task.FromResult(invocation.Refuse(CliProblems.UnknownName("shell", shell, Shells)));
        }

        invocation.Console.Output.Write(Completions.CompletionScript.For(shell, CommandTree.Root));
        return Task.FromResult(ExitCode.Success);
    }
}
