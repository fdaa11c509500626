using System.CommandLine;
using Infrar.Cli.Terminal;
using Infrar.Core;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;

namespace Infrar.Cli.Commands;

/// <summary>A manifest as it lies on disk, and what reading it gave.</summary>
/// <param name="Input">Its name and text.</param>
/// <param name="Reading">What reading it gave.</param>
internal sealed record ManifestFile(InputFile Input, ManifestReading Reading)
{
    /// <summary>Path as the user gave it.</summary>
    public string Name => Input.Name;

    /// <summary>Reads the manifest that a command line names.</summary>
    /// <returns>The manifest, faulty or not; <c>CLI002</c> when there is nothing to read.</returns>
    public static async Task<Result<ManifestFile>> ReadAsync(
        ParseResult parse,
        CliConsole console,
        Catalog catalog,
        CancellationToken cancellationToken
    )
    {
        var read = await InputFile.ReadAsync(
            parse.GetValue(SharedOptions.File) ?? "infrar.yaml",
            "Name the manifest with -f, or begin one with infrar init.",
            console,
            cancellationToken
        );
        return read.Succeeded(out var input, out var problem)
            ? new ManifestFile(input, ManifestReader.Read(input.Text, input.Name, catalog))
            : problem;
    }
}
