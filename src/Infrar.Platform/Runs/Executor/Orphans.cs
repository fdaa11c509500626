using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Infrar.Platform.Runs.Executor;

/// <summary>Engines that outlived the process that had started them.</summary>
internal static class Orphans
{
    /// <summary>Ends the engine of a run's folder, if it still runs: whoever was to watch it is gone.</summary>
    public static void End(PhaseFolder folder)
    {
        var note = Path.Combine(folder.Path, "process");
        if (
            !File.Exists(note)
            || !int.TryParse(File.ReadAllText(note), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        )
        {
            return;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            // The number may be another process's by now; the engine's own works in its folder.
            if (
                Directory.ResolveLinkTarget($"/proc/{id}/cwd", returnFinalTarget: false)?.FullName is { } works
                && works.StartsWith(folder.Path, StringComparison.Ordinal)
            )
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit(TimeSpan.FromSeconds(10));
            }
        }
        catch (Exception gone)
            when (gone
                    is ArgumentException
                        or InvalidOperationException
                        or Win32Exception
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            // It is gone.
        }
    }

    /// <summary>How an engine ended that nobody saw end: it says what it changed only once the state is saved.</summary>
    public static EngineExit ExitOf(PhaseFolder folder)
    {
        using var journal = new GrowingFile(folder.Journal);
        while (journal.Read(isLast: true, 1000) is { Count: > 0 } lines)
        {
            if (lines.Any(l => l.Text.Contains("\"type\":\"change_summary\"", StringComparison.Ordinal)))
            {
                return new(0);
            }
        }

        return new(137);
    }
}
