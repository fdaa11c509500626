using System.Collections.Immutable;
using System.Diagnostics;
using Infrar.Platform.Runs.Executor;

namespace Infrar.Platform.Runs.Isolation;

/// <summary>An engine at work in a sandbox. Its number is that of the sandbox; when that ends, nothing of it is left.</summary>
internal sealed class SandboxedProcess : EngineProcess
{
    private static readonly TimeSpan ToStart = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ToEnd = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private readonly Process _process;
    private readonly EngineCommand _command;
    private readonly ControlGroups _groups;
    private readonly ImmutableArray<string> _writable;
    private readonly SandboxFolder _folder;
    private readonly IReadOnlyList<IAsyncDisposable> _ways;
    private readonly CancellationTokenSource _isOver = new();
    private readonly SandboxWatch _watch;
    private readonly Task<int> _end;

    /// <summary>Watches a sandbox that was started.</summary>
    public SandboxedProcess(
        Process process,
        EngineCommand command,
        ExecutorOptions options,
        ControlGroups groups,
        ImmutableArray<string> writable,
        SandboxFolder folder,
        IReadOnlyList<IAsyncDisposable> ways
    )
        : base(process)
    {
        (_process, _command, _groups, _writable, _folder, _ways) = (process, command, groups, writable, folder, ways);
        _watch = new(this, command, options, groups.BoundsMemory);
        _end = Task.Run(EndAsync);
    }

    /// <inheritdoc/>
    public override void Interrupt() => _ = Task.Run(InterruptAsync);

    /// <inheritdoc/>
    public override void Kill()
    {
        try
        {
            // The kernel ends the rest with it.
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It had ended.
        }
    }

    /// <inheritdoc/>
    public override async Task<EngineExit> WaitAsync(CancellationToken cancellationToken) =>
        new(await _end.WaitAsync(cancellationToken));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // Only what is over is let go of: its ways out are open as long as it runs.
            _ = _end.ContinueWith(
                _ =>
                {
                    base.Dispose(disposing: true);
                    _isOver.Dispose();
                },
                TaskScheduler.Default
            );
        }
    }

    // To the engine alone: the sandbox itself would die of it, and take the engine along before it has saved.
    private async Task InterruptAsync()
    {
        var clock = Stopwatch.StartNew();
        while (!_isOver.IsCancellationRequested && clock.Elapsed < ToStart)
        {
            if (SandboxProcesses.Engine(Id, _command.Program) is { } engine)
            {
                Interrupt(engine);
                return;
            }

            await Task.Delay(Look);
        }

        if (!_isOver.IsCancellationRequested)
        {
            Kill();
        }
    }

    private async Task<int> EndAsync()
    {
        var watching = Task.Run(() => _watch.RunAsync(_isOver.Token));
        await _process.WaitForExitAsync();
        var code = _process.ExitCode;
        await _isOver.CancelAsync();
        var root = await watching;
        var clock = Stopwatch.StartNew();
        while (root is { } first && clock.Elapsed < ToEnd && SandboxProcesses.Find(first) is { IsDead: false })
        {
            await Task.Delay(5);
        }

        foreach (var way in _ways)
        {
            await way.DisposeAsync();
        }

        await SweepAsync();
        await _groups.RemoveAsync();
        _folder.Dispose();
        return code;
    }

    /// <summary>Leaves a folder that the executor can read and remove without harm.</summary>
    /// <remarks>
    /// Links and pipes among the files that it reads could lead it to a file of the platform's, or hold it for ever. Folders that
    /// nobody may enter, paths longer than the system takes and names that are no text could not be removed.
    /// </remarks>
    private async Task SweepAsync()
    {
        if (_writable is [])
        {
            return;
        }

        const string Script = """
            find "$@" -type d ! -perm -700 -exec chmod u+rwx {} \;
            find "$@" -mindepth 64 -delete
            find "$@" -print0 | grep -zavx '.*' | xargs -0r rm -rf --
            find "$@" -mindepth 1 -maxdepth 1 ! -type f ! -type d -delete
            """;
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", .. _writable]) { WorkingDirectory = "/" };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var find = Process.Start(start)!;
        await find.WaitForExitAsync();
    }
}
