using System.Security.Cryptography;
using System.Text;
using Infrar.Platform.Parts.Secrets;

namespace Infrar.Platform.Runs.Executor;

/// <summary>Stores what a run's folder holds, and remembers what is to count once the run's status is saved.</summary>
internal sealed class PhaseFiles(RunFiles files, Run run, PhaseFolder folder, CancellationToken stop)
{
    private readonly List<RunFile> _stored = [];

    /// <summary>What was stored.</summary>
    public IReadOnlyCollection<RunFile> Stored => _stored;

    /// <summary>SHA-256 of a file, in lower-case hex.</summary>
    public static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
    }

    /// <summary>Stores content.</summary>
    public async Task StoreAsync(RunFileKind kind, Stream content) =>
        _stored.Add(await files.StoreAsync(run, kind, content, stop));

    /// <summary>Stores a file.</summary>
    public async Task StoreAsync(RunFileKind kind, string path)
    {
        await using var content = File.OpenRead(path);
        await StoreAsync(kind, content);
    }

    /// <summary>Stores all that the engine said, without the secrets.</summary>
    public async Task StoreLogAsync(SecretMask mask)
    {
        var path = Path.Combine(folder.Path, "log.txt");
        await using (var text = new StreamWriter(path, append: false, new UTF8Encoding(false)))
        {
            foreach (
                var said in (string[])
                    [
                        Path.Combine(folder.Path, "init.txt"),
                        Path.Combine(folder.Path, "init.errors.txt"),
                        folder.Journal,
                        folder.Errors,
                        Path.Combine(folder.Path, "changes.txt"),
                    ]
            )
            {
                using var lines = new GrowingFile(said);
                while (lines.Read(isLast: true, 1000) is { Count: > 0 } some)
                {
                    foreach (var (number, line) in some)
                    {
                        await text.WriteLineAsync(mask.Mask(EngineLine.Read(number, line).Text));
                    }
                }
            }
        }

        await StoreAsync(folder.IsApply ? RunFileKind.ApplyLog : RunFileKind.PlanLog, path);
    }
}
