using System.Globalization;

namespace Infrar.Platform.Runs.Isolation;

/// <summary>A process of this machine, as <c>/proc</c> tells.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Parent">Its parent's.</param>
/// <param name="Name">The first 15 letters of its program's name.</param>
/// <param name="IsDead">Whether it only waits to be forgotten.</param>
internal sealed record SeenProcess(int Id, int Parent, string Name, bool IsDead);

/// <summary>Looks at the processes of a sandbox from outside.</summary>
internal static class SandboxProcesses
{
    private const int LongestName = 15;

    /// <summary>The first process inside, which ends everything with itself; null while it is not there.</summary>
    /// <remarks>What the shell before the sandbox starts has the same parent.</remarks>
    public static SeenProcess? Root(int outer) => All().Find(p => p.Parent == outer && p.Name is "bwrap");

    /// <summary>A process; null when it is gone.</summary>
    public static SeenProcess? Find(int id)
    {
        try
        {
            // The name may hold anything, so what counts is behind its last parenthesis.
            var text = File.ReadAllText($"/proc/{id}/stat");
            var (from, to) = (text.IndexOf('(', StringComparison.Ordinal), text.LastIndexOf(')'));
            var rest = text[(to + 2)..].Split(' ');
            return new(
                id,
                int.Parse(rest[1], CultureInfo.InvariantCulture),
                text[(from + 1)..to],
                rest[0] is "Z" or "X"
            );
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The engine: the second process of the sandbox, once it is the engine and no longer the shell before it.</summary>
    public static int? Engine(int outer, string program)
    {
        var name = Path.GetFileName(program);
        name = name.Length > LongestName ? name[..LongestName] : name;
        return Root(outer) is { } root
            ? All().Find(p => p.Parent == root.Id && p.Name == name && NumberInside(p.Id) is "2")?.Id
            : null;
    }

    /// <summary>All processes of a sandbox but its first.</summary>
    public static List<SeenProcess> Below(int root)
    {
        var all = All().ToLookup(p => p.Parent);
        var found = new List<SeenProcess>(all[root]);
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(all[found[i].Id]);
        }

        return found;
    }

    /// <summary>Bytes of memory that are a process's own.</summary>
    public static long Memory(int id)
    {
        try
        {
            return File.ReadLines($"/proc/{id}/status")
                    .Where(l =>
                        l.StartsWith("RssAnon:", StringComparison.Ordinal)
                        || l.StartsWith("RssShmem:", StringComparison.Ordinal)
                    )
                    .Sum(l =>
                        long.Parse(
                            l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim().Split('\t')[^1],
                            CultureInfo.InvariantCulture
                        )
                    ) * 1024;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>Bytes in files of a process that have no name any more.</summary>
    public static long Nameless(int id)
    {
        try
        {
            return Directory
                .EnumerateFiles($"/proc/{id}/fd")
                .Where(f =>
                    new FileInfo(f).LinkTarget is { } target
                    && target.StartsWith('/')
                    && target.EndsWith(" (deleted)", StringComparison.Ordinal)
                )
                .Sum(Length);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static long Length(string file)
    {
        using var opened = new FileStream(
            file,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            0
        );
        return opened.Length;
    }

    private static string? NumberInside(int id)
    {
        try
        {
            return File.ReadLines($"/proc/{id}/status")
                .FirstOrDefault(l => l.StartsWith("NSpid:", StringComparison.Ordinal))
                ?.Split('\t')[^1];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static List<SeenProcess> All() =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(d =>
                    int.TryParse(
                        Path.GetFileName(d.AsSpan()),
                        NumberStyles.None,
                        CultureInfo.InvariantCulture,
                        out var id
                    )
                        ? Find(id)
                        : null
                )
                .OfType<SeenProcess>(),
        ];
}
