using System.Collections.Immutable;
using Infrar.Cli.Problems;
using Infrar.Cli.Terminal;

namespace Infrar.Cli.Rehearsals;

/// <summary>Asks Docker Compose whether it accepts a generated file, where Docker Compose is there.</summary>
internal static class ComposeCheck
{
    /// <summary>Checks the file.</summary>
    /// <returns>The one phase; none when there is no Docker Compose here, which is then said.</returns>
    public static async Task<ImmutableArray<PhaseResult>> RunAsync(
        string folder,
        ImmutableSortedDictionary<string, string> configuration,
        IEnumerable<string> buildFolders,
        CliConsole console,
        ProblemWriter progress,
        CancellationToken cancellationToken
    )
    {
        // Older releases of Compose insist that the folders exist which a file builds from. The file lies one level
        // down, so that a folder beside it is inside the rehearsal's own.
        var root = folder;
        folder = Path.Combine(root, "configuration");
        foreach (var beside in buildFolders.Select(b => Path.GetFullPath(b, folder)).Where(b => Lies(b, root)))
        {
            Directory.CreateDirectory(beside);
        }

        foreach (var (path, content) in configuration)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file) ?? folder);
            await File.WriteAllTextAsync(file, content, cancellationToken);
            if (path is ".env.example")
            {
                await File.WriteAllTextAsync(Path.Combine(folder, ".env"), content, cancellationToken);
            }
        }

        foreach (var (program, arguments) in Candidates)
        {
            if (Engine.OnPath(program, console) is not { } found)
            {
                continue;
            }

            // Docker without its Compose plugin is no Compose.
            var version = await RunAsync(found, folder, console, [.. arguments, "version"], cancellationToken);
            if (version.ExitCode != 0)
            {
                continue;
            }

            var began = console.Time.GetTimestamp();
            var outcome = await RunAsync(
                found,
                folder,
                console,
                [.. arguments, "config", "--quiet"],
                cancellationToken
            );
            var seconds = console.Time.GetElapsedTime(began).TotalSeconds;
            var passed = outcome.ExitCode == 0;
            progress.Progress(
                FormattableString.Invariant($"  {(passed ? "ok  " : "FAIL")}  {"config", -10} {seconds, 6:0.0} s")
            );
            return [new("config", passed, seconds, passed ? "" : outcome.Text)];
        }

        progress.Progress(
            "  Docker Compose is not here. Checked instead: the manifest is placed and compose.yaml is written."
        );
        return [];
    }

    private static bool Lies(string path, string folder) =>
        path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static ImmutableArray<(string Program, ImmutableArray<string> Arguments)> Candidates { get; } =
    [("docker", ["compose"]), ("docker-compose", [])];

    private static Task<ChildProcess.Outcome> RunAsync(
        string program,
        string folder,
        CliConsole console,
        ImmutableArray<string> arguments,
        CancellationToken cancellationToken
    ) => ChildProcess.RunAsync(ChildProcess.Start(program, folder, console.Variable, [], arguments), cancellationToken);
}
