using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Infrar.Platform.Runs.Executor;

/// <summary>A program of a run that is to be started.</summary>
/// <param name="Program">Its path.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Folder">The run's folder, the only one that it may write to.</param>
/// <param name="WorkingFolder">Where it works: that folder, or one in it.</param>
/// <param name="Environment">Its whole environment.</param>
/// <param name="Output">File that it writes its standard output to, so that no line is lost with whoever reads it.</param>
/// <param name="Errors">File for its standard error.</param>
internal sealed record EngineCommand(
    string Program,
    ImmutableArray<string> Arguments,
    string Folder,
    string WorkingFolder,
    IReadOnlyDictionary<string, string> Environment,
    string Output,
    string Errors
)
{
    /// <summary>Folders with sockets that it may connect to.</summary>
    public ImmutableArray<string> Sockets { get; init; } = [];

    /// <summary>More folders that it may read: those of providers, say. Whoever runs engines must let all users read them.</summary>
    public ImmutableArray<string> Readable { get; init; } = [];
}

/// <summary>How a program ended.</summary>
/// <param name="Code">Its exit code; 128 and the signal when one ended it.</param>
internal sealed record EngineExit(int Code)
{
    /// <summary>Whether an apply came to its end by itself, and so has saved or kept its state. Anything else is a crash or a signal.</summary>
    public bool IsClean => Code is 0 or 1;
}

/// <summary>Starts engines, each kept apart in its own way.</summary>
internal interface ISandbox
{
    /// <summary>Why nothing can be run; null when it can.</summary>
    string? Missing { get; }

    /// <summary>Starts a program.</summary>
    /// <exception cref="Win32Exception">It could not be started.</exception>
    EngineProcess Start(EngineCommand command);
}

/// <summary>Starts engines as they are, with a clean environment and nothing else between them and the machine.</summary>
internal sealed class NoSandbox : ISandbox
{
    /// <inheritdoc/>
    public string? Missing => null;

    /// <inheritdoc/>
    public EngineProcess Start(EngineCommand command) =>
        EngineProcess.Start(command, [command.Program, .. command.Arguments], command.Environment);
}

/// <summary>An engine at work.</summary>
internal class EngineProcess : IDisposable
{
    private const int Interrupted = 2;
    private readonly Process _process;

    protected EngineProcess(Process process) => _process = process;

    /// <summary>Its number on this machine.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a command line with its output in files.</summary>
    /// <remarks>The shell opens the files and becomes the program, so that what was said is there whatever becomes of this process.</remarks>
    public static EngineProcess Start(
        EngineCommand command,
        ImmutableArray<string> line,
        IReadOnlyDictionary<string, string> environment
    )
    {
        var start = new ProcessStartInfo(
            "/bin/sh",
            [
                "-c",
                "out=$1; err=$2; shift 2; exec \"$@\" >>\"$out\" 2>>\"$err\" </dev/null",
                "sh",
                command.Output,
                command.Errors,
                .. line,
            ]
        )
        {
            WorkingDirectory = command.WorkingFolder,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start) ?? throw new InvalidOperationException("The engine did not start."));
    }

    /// <summary>Asks it to finish what it is about, to save and to end.</summary>
    public virtual void Interrupt()
    {
        if (!_process.HasExited)
        {
            Interrupt(_process.Id);
        }
    }

    /// <summary>Ends it and all that it started, at once.</summary>
    public virtual void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            // It had ended.
        }
    }

    /// <summary>Waits for its end.</summary>
    public virtual async Task<EngineExit> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return new(_process.ExitCode);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of the process, which may go on.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _process.Dispose();
        }
    }

    /// <summary>Interrupts a process by its number.</summary>
    protected static void Interrupt(int process) => _ = Kill(process, Interrupted);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
