using System.CommandLine;
using Infrar.Cli.Problems;
using Infrar.Cli.Terminal;
using Infrar.Core;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;

namespace Infrar.Cli.Commands;

/// <summary>A manifest as it lies on disk, and what reading it gave.</summary>
/// <param name="Name">Path as the user gave it; <c>(standard input)</c> for <c>-</c>.</param>
/// <param name="Text">Its text.</param>
/// <param name="Reading">What reading it gave.</param>
internal sealed record ManifestFile(string Name, string Text, ManifestReading Reading)
{
    // A manifest is written by hand; what is larger was given by mistake and would only fill memory.
    private const long LargestBytes = 4 << 20;

    /// <summary>Reads the manifest that a command line names.</summary>
    /// <returns>The manifest, faulty or not; <c>CLI002</c> when there is nothing to read.</returns>
    public static async Task<Result<ManifestFile>> ReadAsync(
        ParseResult parse,
        CliConsole console,
        Catalog catalog,
        CancellationToken cancellationToken
    )
    {
        var path = parse.GetValue(SharedOptions.File) ?? "infrar.yaml";
        if (path is "-")
        {
            var input = await console.Input.ReadToEndAsync(cancellationToken);
            return Read(input, "(standard input)", catalog);
        }

        var file = new FileInfo(console.Resolve(path));
        if (Directory.Exists(file.FullName))
        {
            return CliProblems.Unreadable(path, "It is a folder. Name the manifest in it with -f.");
        }

        if (!file.Exists)
        {
            return CliProblems.Unreadable(
                path,
                "There is no such file. Name the manifest with -f, or begin one with infrar init."
            );
        }

        if (file.Length > LargestBytes)
        {
            return CliProblems.Unreadable(path, "It is larger than 4 MiB, which no manifest is.");
        }

        try
        {
            return Read(await File.ReadAllTextAsync(file.FullName, cancellationToken), path, catalog);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return CliProblems.Unreadable(path, fault.Message);
        }
    }

    private static ManifestFile Read(string text, string name, Catalog catalog) =>
        new(name, text, ManifestReader.Read(text, name, catalog));
}
