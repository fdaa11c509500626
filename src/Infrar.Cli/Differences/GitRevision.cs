using System.ComponentModel;
using Infrar.Cli.Commands;
using Infrar.Cli.Problems;
using Infrar.Cli.Rehearsals;
using Infrar.Cli.Terminal;
using Infrar.Core;

namespace Infrar.Cli.Differences;

/// <summary>A file as a revision of its Git repository holds it.</summary>
internal static class GitRevision
{
    /// <summary>Reads the manifest as a revision has it, without touching the working copy.</summary>
    /// <param name="revision">What Git takes for a revision: <c>main</c>, <c>HEAD~1</c>, <c>v1.2</c>.</param>
    /// <param name="path">The manifest, as the user gave it; its folder is in the repository.</param>
    /// <param name="console">The surroundings.</param>
    /// <param name="cancellationToken">Ends Git.</param>
    /// <returns>The file; <c>CLI021</c> when Git cannot give it.</returns>
    public static async Task<Result<InputFile>> ReadAsync(
        string revision,
        string path,
        CliConsole console,
        CancellationToken cancellationToken
    )
    {
        // A revision goes into one argument with the path, behind --end-of-options: it can be no option of Git's.
        if (revision.Length == 0 || revision.Contains(':', StringComparison.Ordinal))
        {
            return CliProblems.NoRevision($"@{revision}", "Name a branch, a tag or a commit: @main, @HEAD~1, @v1.2.");
        }

        var file = new FileInfo(console.Resolve(path));
        var start = ChildProcess.Start(
            "git",
            file.DirectoryName ?? "/",
            console.Variable,
            [KeyValuePair.Create("GIT_TERMINAL_PROMPT", "0"), KeyValuePair.Create("GIT_OPTIONAL_LOCKS", "0")],
            "show",
            "--no-textconv",
            "--no-ext-diff",
            "--end-of-options",
            $"{revision}:./{file.Name}"
        );
        try
        {
            var outcome = await ChildProcess.RunAsync(start, cancellationToken);
            return outcome.ExitCode == 0
                ? new InputFile($"{path}@{revision}", outcome.Text)
                : CliProblems.NoRevision($"{path}@{revision}", FirstLine(outcome.Text));
        }
        catch (Win32Exception)
        {
            return CliProblems.NoRevision($"@{revision}", "Git is not on the PATH.");
        }
    }

    private static string FirstLine(string text)
    {
        var line = text.Split('\n')[0].Trim();
        return line.Length == 0
            ? "Git does not say why."
            : Words.Capitalized(line.Replace("fatal: ", "", StringComparison.Ordinal)).TrimEnd('.') + ".";
    }
}
