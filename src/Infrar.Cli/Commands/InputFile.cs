using Infrar.Cli.Problems;
using Infrar.Cli.Terminal;
using Infrar.Core;

namespace Infrar.Cli.Commands;

/// <summary>A file that the user named, and its text.</summary>
/// <param name="Name">Path as the user gave it; <c>(standard input)</c> for <c>-</c>.</param>
/// <param name="Text">Its text.</param>
internal sealed record InputFile(string Name, string Text)
{
    // Everything read here is written by hand; what is larger was given by mistake and would only fill memory.
    private const long LargestBytes = 4 << 20;

    /// <summary>Reads a file, or standard input for <c>-</c>.</summary>
    /// <param name="path">Path as the user gave it.</param>
    /// <param name="hint">What to do when it is not there, a full sentence.</param>
    /// <param name="console">The surroundings.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The file; <c>CLI002</c> when there is nothing to read.</returns>
    public static async Task<Result<InputFile>> ReadAsync(
        string path,
        string hint,
        CliConsole console,
        CancellationToken cancellationToken
    )
    {
        if (path is "-")
        {
            return new InputFile("(standard input)", await console.Input.ReadToEndAsync(cancellationToken));
        }

        var file = new FileInfo(console.Resolve(path));
        if (Directory.Exists(file.FullName))
        {
            return CliProblems.Unreadable(path, "It is a folder. Name the file in it.");
        }

        if (!file.Exists)
        {
            return CliProblems.Unreadable(path, $"There is no such file. {hint}");
        }

        if (file.Length > LargestBytes)
        {
            return CliProblems.Unreadable(path, "It is larger than 4 MiB, which nothing written by hand is.");
        }

        try
        {
            return new InputFile(path, await File.ReadAllTextAsync(file.FullName, cancellationToken));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return CliProblems.Unreadable(path, fault.Message);
        }
    }
}
