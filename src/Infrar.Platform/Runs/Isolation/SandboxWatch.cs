using System.Diagnostics;
using Infrar.Platform.Runs.Executor;

namespace Infrar.Platform.Runs.Isolation;

/// <summary>Keeps an engine within what no limit of the kernel's holds: its folder, its output, and its memory where there are no groups.</summary>
/// <param name="process">The engine.</param>
/// <param name="command">As it was started.</param>
/// <param name="options">What it may use.</param>
/// <param name="isMemoryBounded">Whether the kernel bounds its memory.</param>
internal sealed class SandboxWatch(
    EngineProcess process,
    EngineCommand command,
    ExecutorOptions options,
    bool isMemoryBounded
)
{
    private const int First = 20;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LookAtDisk = TimeSpan.FromMilliseconds(500);

    // What an engine that is over a limit gets to save its state.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private long? _asked;

    /// <summary>Watches until the engine is over.</summary>
    /// <returns>The first process inside; null when none was seen.</returns>
    public async Task<int?> RunAsync(CancellationToken isOver)
    {
        int? root = null;
        var disk = Stopwatch.StartNew();
        var pause = LookAtDisk;
        for (var looks = 0; !isOver.IsCancellationRequested; looks++)
        {
            root ??= SandboxProcesses.Root(process.Id)?.Id;
            Output();
            if (root is { } first && !isMemoryBounded)
            {
                Memory(first);
            }

            if (disk.Elapsed > pause)
            {
                disk.Restart();
                Disk(root);
                // A folder that takes long to look at is looked at less often.
                pause = disk.Elapsed * 10 > LookAtDisk ? disk.Elapsed * 10 : LookAtDisk;
                disk.Restart();
            }

            await Task.Delay(looks < First ? Look / 10 : Look, isOver)
                .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        return root;
    }

    private void Output()
    {
        var most = (long)options.OutputMebibytes << 20;
        var size = Math.Max(Length(command.Output), Length(command.Errors));
        if (size > most)
        {
            Stop($"it printed more than {options.OutputMebibytes} MiB (Executor:OutputMebibytes)", size > 2 * most);
        }
    }

    private void Disk(int? root)
    {
        var most = (long)options.DiskMebibytes << 20;
        var size =
            Size(command.Folder)
            + (root is { } first ? SandboxProcesses.Below(first).Sum(p => SandboxProcesses.Nameless(p.Id)) : 0);
        if (size > most)
        {
            Stop(
                $"its folder holds more than {options.DiskMebibytes} MiB (Executor:DiskMebibytes)",
                size > most + (most / 4)
            );
        }
    }

    // As the kernel would: the process that has most of it goes.
    private void Memory(int root)
    {
        var most = (long)options.MemoryMebibytes << 20;
        var all = SandboxProcesses.Below(root).ConvertAll(p => (p.Id, p.Name, Size: SandboxProcesses.Memory(p.Id)));
        if (all.Sum(p => p.Size) <= most)
        {
            return;
        }

        var largest = all.MaxBy(p => p.Size);
        Note(
            $"{largest.Name} was killed: together the processes of this run use more than {options.MemoryMebibytes} MiB of memory (Executor:MemoryMebibytes)"
        );
        try
        {
            using var one = Process.GetProcessById(largest.Id);
            one.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It had ended.
        }
    }

    private void Stop(string why, bool isFarOver)
    {
        if (_asked is null)
        {
            _asked = Stopwatch.GetTimestamp();
            Note($"the engine was stopped: {why}");
            process.Interrupt();
        }

        if (isFarOver || Stopwatch.GetElapsedTime(_asked.Value) > Grace)
        {
            process.Kill();
        }
    }

    private void Note(string what) => File.AppendAllText(command.Errors, $"Infrar: {what}.\n");

    private static long Size(string folder)
    {
        try
        {
            return new DirectoryInfo(folder)
                .EnumerateFiles(
                    "*",
                    new EnumerationOptions
                    {
                        RecurseSubdirectories = true,
                        AttributesToSkip = FileAttributes.ReparsePoint,
                        IgnoreInaccessible = true,
                    }
                )
                .Sum(f => Length(f));
        }
        catch (IOException)
        {
            // What is being changed is looked at again soon.
            return 0;
        }
    }

    private static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static long Length(string file) => Length(new FileInfo(file));
}
