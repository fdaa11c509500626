using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Infrar.Testing.Servers;

/// <summary>A real server as a child process with a folder of its own; it dies with the tests.</summary>
/// <param name="program">The server.</param>
/// <param name="user">Who it runs as when the tests run as root; null for the same user.</param>
/// <param name="folder">Its folder, deleted with it.</param>
/// <param name="arguments">What it is started with, every time.</param>
/// <param name="deathSignal">What it gets when the tests are killed.</param>
/// <param name="isReady">Whether it answers.</param>
internal sealed class ServerProcess(
    string program,
    string? user,
    string folder,
    IReadOnlyList<string> arguments,
    string deathSignal,
    Func<CancellationToken, Task<bool>> isReady
) : IAsyncDisposable
{
    public const int Interrupt = 2;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Pause = 19;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(180);
    private static readonly ConcurrentDictionary<ServerProcess, byte> _living = new();
    private static readonly BlockingCollection<Action> _starts = StartThread();
    private Process? _process;
    private string _output = "";

    /// <summary>Makes a folder that its server's user may enter.</summary>
    public static string NewFolder(string prefix) => Directory.CreateTempSubdirectory($"infrar-{prefix}-").FullName;

    /// <summary>Starts it and waits until it answers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _process = await SpawnAsync();
        _living[this] = 0;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_patience);
        while (!await isReady(patience.Token))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"{program} ended with {_process.ExitCode}: {_output}");
            }

            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>The process while it runs.</summary>
    public int Id => _process?.Id ?? throw new InvalidOperationException($"{program} does not run.");

    /// <summary>Sends it a signal.</summary>
    public void Signal(int signal)
    {
        if (_process is { HasExited: false } process && SendSignal(process.Id, signal) is not 0)
        {
            throw new InvalidOperationException($"{program} took no signal {signal}.");
        }
    }

    /// <summary>Asks it to end, and waits until it has.</summary>
    public async Task StopAsync(int signal, CancellationToken cancellationToken)
    {
        Signal(signal);
        Signal(Continue);
        await ExitAsync(cancellationToken);
    }

    /// <summary>Ends it as a power cut does.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process?.Kill(entireProcessTree: true);
        await ExitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync(CancellationToken.None);
        _process?.Dispose();
        _process = null;
        Delete();
    }

    private async Task ExitAsync(CancellationToken cancellationToken)
    {
        if (_process is not null)
        {
            await _process.WaitForExitAsync(cancellationToken).WaitAsync(_patience, cancellationToken);
            _ = _living.TryRemove(this, out _);
        }
    }

    private Task<Process> SpawnAsync()
    {
        var command = Programs.Command(program, user, deathSignal);
        var start = new ProcessStartInfo(command[0], [.. command.Skip(1), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // For a program of .NET that lives for seconds: gathering profiles costs more than they give.
        Programs.Clean(start, new Dictionary<string, string> { ["DOTNET_TieredPGO"] = "0" });
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _starts.Add(() =>
        {
            try
            {
                var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
                process.OutputDataReceived += (_, line) => Keep(line.Data);
                process.ErrorDataReceived += (_, line) => Keep(line.Data);
                process.BeginOutputReadLine();
                process.BeginErrorReadLine();
                started.SetResult(process);
            }
            catch (Exception fault)
            {
                started.SetException(fault);
            }
        });
        return started.Task;
    }

    private void Keep(string? line)
    {
        var output = $"{_output}{line}\n";
        _output = output.Length > 4000 ? output[^4000..] : output;
    }

    // Linux sends the death signal when the *thread* that started a child ends, so one thread that never ends starts them all.
    private static BlockingCollection<Action> StartThread()
    {
        var starts = new BlockingCollection<Action>();
        var thread = new Thread(() =>
        {
            foreach (var start in starts.GetConsumingEnumerable())
            {
                start();
            }
        })
        {
            IsBackground = true,
            Name = "Starts servers",
        };
        thread.Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => EndAll();
        return starts;
    }

    // All at once, and their files by programs that outlive this one: the test runner gives up on a process that takes ten seconds to
    // end, and a PostgreSQL that was given hundreds of databases has a hundred thousand files.
    private static void EndAll() =>
        Parallel.ForEach(
            _living.Keys,
            server =>
            {
                server._process?.Kill(entireProcessTree: true);
                _ = server._process?.WaitForExit(5000);
                server.DeleteAside();
            }
        );

    private void DeleteAside() => Process.Start("rm", ["-rf", "--", folder]).Dispose();

    private void Delete()
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A child of the server may still be writing; the folder is in the system's place for what may be lost.
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
