using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Infrar.Cli.Rehearsals;

/// <summary>A program that runs to its end: argument list, explicit environment, killed with its children on cancel.</summary>
internal static class ChildProcess
{
    // What an engine and the .NET runtime need of the surroundings; anything else could lead a rehearsal to a real cloud.
    private static readonly string[] Inherited =
    [
        "PATH",
        "HOME",
        "TMPDIR",
        "DOTNET_ROOT",
        "SYSTEMROOT",
        "TEMP",
        "LANG",
    ];

    /// <summary>What a program said and how it ended.</summary>
    /// <param name="ExitCode">Its exit code.</param>
    /// <param name="Text">Standard output and error, as they came.</param>
    internal sealed record Outcome(int ExitCode, string Text);

    /// <summary>Runs a program to its end.</summary>
    public static async Task<Outcome> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(text, line.Data);
        process.ErrorDataReceived += (_, line) => Append(text, line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            throw;
        }

        lock (text)
        {
            return new(process.ExitCode, text.ToString());
        }
    }

    /// <summary>How to start a program with nothing of the user's environment but what programs need to run at all.</summary>
    public static ProcessStartInfo Start(
        string program,
        string folder,
        Func<string, string?> variable,
        IEnumerable<KeyValuePair<string, string>> environment,
        params IEnumerable<string> arguments
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var name in Inherited)
        {
            if (variable(name) is { } value)
            {
                start.Environment[name] = value;
            }
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>Ends a process and what it started; one that ended already is left alone.</summary>
    public static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception) { }
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null)
        {
            return;
        }

        // Output and error arrive on threads of their own.
        lock (text)
        {
            text.Append(line).Append('\n');
        }
    }
}
