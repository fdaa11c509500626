using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;

namespace Infrar.Platform.Runs.Isolation;

/// <summary>The kernel's groups that bound an engine and all that it starts together, where this process may make some.</summary>
/// <param name="Folders">Folders whose <c>cgroup.procs</c> the first process enters.</param>
/// <param name="BoundsMemory">Whether memory is bounded.</param>
internal sealed record ControlGroups(ImmutableArray<string> Folders, bool BoundsMemory)
{
    private const string Root = "/sys/fs/cgroup";

    /// <summary>No groups.</summary>
    public static ControlGroups None { get; } = new([], false);

    /// <summary>Makes them.</summary>
    /// <param name="memory">Most bytes of memory.</param>
    /// <param name="processes">Most processes and threads.</param>
    /// <returns><see cref="None"/> where that is not possible.</returns>
    public static ControlGroups Make(long memory, int processes)
    {
        var name = $"infrar-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
        string[] own;
        try
        {
            own = File.ReadAllLines("/proc/self/cgroup");
        }
        catch (IOException)
        {
            return None;
        }

        return Unified(own, name, memory, processes) ?? Separate(own, name, memory, processes);
    }

    /// <summary>How many processes the kernel ended for want of memory.</summary>
    public int Killed()
    {
        foreach (var file in Folders.SelectMany(f => (string[])[$"{f}/memory.events", $"{f}/memory.oom_control"]))
        {
            try
            {
                var line = File.ReadLines(file)
                    .FirstOrDefault(l => l.StartsWith("oom_kill ", StringComparison.Ordinal));
                if (line is not null)
                {
                    return int.Parse(line["oom_kill ".Length..], CultureInfo.InvariantCulture);
                }
            }
            catch (IOException)
            {
                // The other version's file.
            }
        }

        return 0;
    }

    /// <summary>Removes them once they are empty.</summary>
    public async Task RemoveAsync()
    {
        foreach (var folder in Folders)
        {
            for (var i = 0; i < 20 && Directory.Exists(folder); i++)
            {
                try
                {
                    Directory.Delete(folder);
                }
                catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
                {
                    await Task.Delay(25);
                }
            }
        }
    }

    // Version 2: one tree. Its groups hold either processes or groups, so ours is made in our own or beside it.
    private static ControlGroups? Unified(string[] own, string name, long memory, int processes)
    {
        if (
            !File.Exists($"{Root}/cgroup.controllers")
            || own.FirstOrDefault(l => l.StartsWith("0::", StringComparison.Ordinal)) is not { } line
        )
        {
            return null;
        }

        var here = (Root + line[3..]).TrimEnd('/');
        foreach (var place in (string[])[here, Path.GetDirectoryName(here) ?? Root])
        {
            var folder = Path.Combine(place, name);
            if (
                !place.StartsWith(Root, StringComparison.Ordinal)
                || (!Offers(place) && !TryWrite($"{place}/cgroup.subtree_control", "+memory +pids"))
                || !TryMake(folder)
            )
            {
                continue;
            }

            if (TryWrite($"{folder}/memory.max", Text(memory)) && TryWrite($"{folder}/pids.max", Text(processes)))
            {
                _ = TryWrite($"{folder}/memory.swap.max", "0");
                return new([folder], true);
            }

            Directory.Delete(folder);
        }

        return null;
    }

    private static bool Offers(string place)
    {
        try
        {
            var offered = File.ReadAllText($"{place}/cgroup.subtree_control").Split([' ', '\n']);
            return offered.Contains("memory") && offered.Contains("pids");
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Version 1: a tree for each.
    private static ControlGroups Separate(string[] own, string name, long memory, int processes)
    {
        var folders = ImmutableArray.CreateBuilder<string>();
        var isMemory = Try("memory", "memory.limit_in_bytes", memory);
        if (isMemory)
        {
            _ = TryWrite($"{folders[0]}/memory.memsw.limit_in_bytes", Text(memory));
        }

        _ = Try("pids", "pids.max", processes);
        return new(folders.ToImmutable(), isMemory);

        bool Try(string controller, string file, long value)
        {
            var line = own.FirstOrDefault(l =>
                l.Split(':') is [_, var names, ..] && names.Split(',').Contains(controller)
            );
            var place = line is null ? null : $"{Root}/{controller}{line.Split(':', 3)[2]}".TrimEnd('/');
            if (place is null || !Directory.Exists(place) || !TryMake($"{place}/{name}"))
            {
                return false;
            }

            if (!TryWrite($"{place}/{name}/{file}", Text(value)))
            {
                Directory.Delete($"{place}/{name}");
                return false;
            }

            folders.Add($"{place}/{name}");
            return true;
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static bool TryMake(string folder)
    {
        try
        {
            _ = Directory.CreateDirectory(folder);
            return true;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool TryWrite(string file, string text)
    {
        try
        {
            // Opened only: these files can neither be made nor cut short.
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
            stream.Write(System.Text.Encoding.ASCII.GetBytes(text));
            return true;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
