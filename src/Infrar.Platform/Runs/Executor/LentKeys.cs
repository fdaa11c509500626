using System.Collections.Immutable;
using System.Text.Json;
using Infrar.Platform.Parts.Secrets;

namespace Infrar.Platform.Runs.Executor;

/// <summary>Keys that were lent to an engine, sealed in its run's folder: whoever hands the log in after a restart masks them too.</summary>
internal static class LentKeys
{
    private const string FileName = "lent";

    /// <summary>Writes them; nothing where nothing was lent.</summary>
    public static async Task WriteAsync(
        Sealing sealing,
        Run run,
        PhaseFolder folder,
        ImmutableArray<Secret> lent,
        CancellationToken cancellationToken
    )
    {
        if (lent.IsEmpty)
        {
            return;
        }

        var plain = JsonSerializer.SerializeToUtf8Bytes(lent.Select(s => s.Reveal()));
        var content = await sealing.SealAsync(run.ProjectId.Value, NameOf(run), plain, cancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, FileName), content, cancellationToken);
    }

    /// <summary>Reads them.</summary>
    public static async Task<ImmutableArray<Secret>> ReadAsync(
        Sealing sealing,
        Run run,
        PhaseFolder folder,
        CancellationToken cancellationToken
    )
    {
        var path = Path.Combine(folder.Path, FileName);
        if (!File.Exists(path))
        {
            return [];
        }

        var content = await File.ReadAllBytesAsync(path, cancellationToken);
        var plain = await sealing.OpenAsync(run.ProjectId.Value, NameOf(run), content, cancellationToken);
        return [.. JsonSerializer.Deserialize<string[]>(plain)!.Select(s => new Secret(s))];
    }

    private static string NameOf(Run run) => $"run/{run.Id}/lent";
}
