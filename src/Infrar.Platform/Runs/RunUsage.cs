using System.IO.Compression;
using System.Text;
using Infrar.Core.Pricing;

namespace Infrar.Platform.Runs;

/// <summary>The use that a run's plan is priced with: a usage file among the configuration's files.</summary>
internal static class RunUsage
{
    /// <summary>What it is called, at the top of the configuration.</summary>
    public const string FileName = "infrar-usage.yml";

    private const int Longest = 4 << 20;

    /// <summary>Reads it from the configuration as it is stored, which no engine has been at.</summary>
    /// <returns>The use; null where there is none that can be read.</returns>
    public static async Task<UsageFile?> ReadAsync(RunFiles files, Run run, CancellationToken cancellationToken)
    {
        await using var stored = await files.OpenAsync(run.Id, RunFileKind.Configuration, cancellationToken);
        if (stored is null)
        {
            return null;
        }

        using var archive = new MemoryStream();
        await stored.CopyToAsync(archive, cancellationToken);
        using var zip = new ZipArchive(archive, ZipArchiveMode.Read);
        if (zip.GetEntry(FileName) is not { Length: <= Longest } entry)
        {
            return null;
        }

        // What an entry says of its length may be wrong.
        await using var content = await entry.OpenAsync(cancellationToken);
        var bytes = new byte[entry.Length];
        var read = await content.ReadAtLeastAsync(bytes, bytes.Length, false, cancellationToken);
        return UsageFileReader.Read(Encoding.UTF8.GetString(bytes, 0, read), FileName).Usage;
    }
}
