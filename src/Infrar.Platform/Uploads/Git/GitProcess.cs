using System.ComponentModel;
using System.Diagnostics;

namespace Infrar.Platform.Uploads.Git;

/// <summary>How a git process ended.</summary>
/// <param name="ExitCode">0 when it went well.</param>
/// <param name="Errors">What it said, cut; may hold what a server wrote, so it is looked at and never shown.</param>
internal sealed record GitExit(int ExitCode, string Errors);

/// <summary>A git program is not there.</summary>
internal sealed class GitMissingException(Exception inner) : Exception("There is no git program.", inner);

/// <summary>Runs the git program with nothing of its user's surroundings: no configuration, no hooks, no prompts, https alone.</summary>
/// <param name="program">The program.</param>
/// <param name="folder">A folder of its own.</param>
/// <param name="settings">Settings that stand in no argument, where other users of the machine would see them.</param>
internal sealed class GitProcess(string program, string folder, IReadOnlyList<(string Name, string Value)> settings)
{
    private const int LongestErrors = 16 * 1024;

    /// <summary>Runs it to its end; killed with all its children when cancelled.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="take">Reads what it prints; null to let that go.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <exception cref="GitMissingException">There is no such program.</exception>
    public async Task<GitExit> RunAsync(
        IReadOnlyList<string> arguments,
        Func<Stream, CancellationToken, Task>? take,
        CancellationToken cancellationToken
    )
    {
        using var process = Start(arguments);
        try
        {
            var errors = ReadErrorsAsync(process, cancellationToken);
            var output = process.StandardOutput.BaseStream;
            await (take ?? ((from, token) => from.CopyToAsync(Stream.Null, token)))(output, cancellationToken);
            var said = await errors;
            await process.WaitForExitAsync(cancellationToken);
            return new(process.ExitCode, said);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private Process Start(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["HOME"] = folder;
        start.Environment["LC_ALL"] = "C";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_ALLOW_PROTOCOL"] = "https";
        start.Environment["GIT_HTTP_LOW_SPEED_LIMIT"] = "1000";
        start.Environment["GIT_HTTP_LOW_SPEED_TIME"] = "30";
        start.Environment["GIT_CONFIG_COUNT"] = $"{settings.Count}";
        foreach (var (i, (name, value)) in settings.Index())
        {
            start.Environment[$"GIT_CONFIG_KEY_{i}"] = name;
            start.Environment[$"GIT_CONFIG_VALUE_{i}"] = value;
        }

        try
        {
            var process = Process.Start(start) ?? throw new InvalidOperationException("git did not start.");
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception fault)
        {
            throw new GitMissingException(fault);
        }
    }

    private static async Task<string> ReadErrorsAsync(Process process, CancellationToken cancellationToken)
    {
        var buffer = new char[4096];
        var said = new System.Text.StringBuilder();
        int read;
        while ((read = await process.StandardError.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (said.Length < LongestErrors)
            {
                said.Append(buffer, 0, read);
            }
        }

        return said.ToString();
    }
}
