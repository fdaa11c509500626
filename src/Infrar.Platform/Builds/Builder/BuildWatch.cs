using System.Diagnostics;
using Infrar.Platform.Runs.Isolation;

namespace Infrar.Platform.Builds.Builder;

/// <summary>Keeps a build within what no limit of the kernel's holds: what it adds on disk, and what it prints.</summary>
internal sealed class BuildWatch
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private readonly BuildFolder _folder;
    private readonly BuilderOptions _options;
    private readonly ControlGroups _groups;
    private readonly HashSet<string> _known;
    private readonly Stopwatch _disk = Stopwatch.StartNew();
    private TimeSpan _pause = Look;

    /// <summary>Begins with what the project's layers hold now, which is not counted.</summary>
    public BuildWatch(BuildFolder folder, BuilderOptions options, ControlGroups groups)
    {
        (_folder, _options, _groups) = (folder, options, groups);
        _known = [.. Layers()];
    }

    /// <summary>What the build has used too much of; null while it is within its limits.</summary>
    public (string What, string Setting)? Excess()
    {
        if (new FileInfo(_folder.Log) is { Exists: true } log && log.Length > (long)_options.OutputMebibytes << 20)
        {
            return (
                string.Create(null, $"it printed more than {_options.OutputMebibytes} MiB"),
                "Builder:OutputMebibytes"
            );
        }

        if (_disk.Elapsed > _pause)
        {
            _disk.Restart();
            var size = Size(_folder.Work) + Layers().Where(l => !_known.Contains(l)).Sum(Size);
            // What takes long to look at is looked at less often.
            _pause = _disk.Elapsed * 10 > Look ? _disk.Elapsed * 10 : Look;
            _disk.Restart();
            if (size > (long)_options.DiskMebibytes << 20)
            {
                return (
                    string.Create(null, $"it added more than {_options.DiskMebibytes} MiB on disk"),
                    "Builder:DiskMebibytes"
                );
            }
        }

        return null;
    }

    /// <summary>Whether the kernel ended a process of it for want of memory. A step may go on without that process, and seem well.</summary>
    public (string What, string Setting)? OutOfMemory() =>
        _groups.Killed() > 0
            ? (
                string.Create(
                    null,
                    $"a process of it was ended, since together they used more than {_options.MemoryMebibytes} MiB of memory"
                ),
                "Builder:MemoryMebibytes"
            )
            : null;

    private IEnumerable<string> Layers() =>
        Path.Combine(_folder.Layers, "overlay") is var layers && Directory.Exists(layers)
            ? Directory.EnumerateDirectories(layers)
            : [];

    /// <summary>Bytes of the files in a folder, as far as they can be seen.</summary>
    public static long Size(string folder)
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
                .Sum(Length);
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
}
