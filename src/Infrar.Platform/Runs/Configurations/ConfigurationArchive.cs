using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Infrar.Core;
using Infrar.Platform.Uploads.Archives;

namespace Infrar.Platform.Runs.Configurations;

/// <summary>Makes of an archive that nobody vouches for the zip archive that a run is made of.</summary>
/// <remarks>
/// 1. The platform's one reader of hostile archives looks through the whole: names, links, sizes, ratios. 2. What passed is packed
/// anew, file by file, under the names that it found; so executors never see what was sent. What would speak for the engine or the
/// platform itself (states, plans, the engine's own folder) is left behind.
/// </remarks>
internal sealed record ConfigurationArchive(byte[] Zip, int Files)
{
    /// <summary>The file that keeps the state of runs here, whatever else a configuration says; read last of all overrides.</summary>
    public const string BackendFile = "~infrar_backend_override.tf";

    /// <summary>What a run's own variables are written to: read last of all files with values.</summary>
    public const string VariablesFile = "~infrar.auto.tfvars";

    private const int UnixFile = 0x8000;
    private const int Executable = 0x49;

    private static readonly ArchiveLimits Limits = new(Entries: 10_000, TotalBytes: 256L << 20, TextBytes: 0);
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads an archive.</summary>
    /// <param name="sent">A zip, a tar or a gzipped tar, seekable.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The archive; <c>UPL001</c> to <c>UPL010</c>, <c>CNF002</c> or <c>CNF003</c>.</returns>
    public static async Task<Result<ConfigurationArchive>> ReadAsync(Stream sent, CancellationToken cancellationToken)
    {
        var read = await ArchiveReader.ReadAsync(sent, (_, _) => false, Limits, cancellationToken);
        if (!read.Succeeded(out var listing, out var problem))
        {
            return problem;
        }

        var wanted = listing.Files.Select(f => f.Path).Where(IsWanted).ToImmutableHashSet(StringComparer.Ordinal);
        if (!wanted.Any(p => !p.Contains('/') && IsConfiguration(p)))
        {
            return ConfigurationProblems.NothingInIt();
        }

        if (wanted.FirstOrDefault(OverridesBackend) is { } last)
        {
            return ConfigurationProblems.OverridesLast(last);
        }

        return new ConfigurationArchive(await PackAsync(sent, wanted, cancellationToken), wanted.Count);
    }

    /// <summary>Adds a text file to a packed configuration, in the place of one of its name.</summary>
    public static byte[] With(byte[] zip, string name, string text)
    {
        using var archive = new MemoryStream();
        archive.Write(zip);
        using (var changed = new ZipArchive(archive, ZipArchiveMode.Update, leaveOpen: true))
        {
            changed.GetEntry(name)?.Delete();
            var entry = changed.CreateEntry(name, CompressionLevel.Fastest);
            entry.LastWriteTime = NoTime;
            using var content = entry.Open();
            content.Write(Encoding.UTF8.GetBytes(text));
        }

        return archive.ToArray();
    }

    // At the top lie what engines write beside a configuration and what executors do: none of it is the sender's to say.
    private static bool IsWanted(string path) =>
        !path.StartsWith(".terraform/", StringComparison.Ordinal)
        && (
            path.Contains('/')
            || !(
                path.EndsWith(".tfstate", StringComparison.Ordinal)
                || path.EndsWith(".tfstate.backup", StringComparison.Ordinal)
                || path is "infrar.plan" or "infrar_recovery.tf" or BackendFile or VariablesFile
            )
        );

    private static bool IsConfiguration(string path) =>
        path.EndsWith(".tf", StringComparison.Ordinal) || path.EndsWith(".tf.json", StringComparison.Ordinal);

    private static bool OverridesBackend(string path)
    {
        if (path.Contains('/') || !IsConfiguration(path))
        {
            return false;
        }

        var name = path[..path.IndexOf(".tf", StringComparison.Ordinal)];
        return (name is "override" || name.EndsWith("_override", StringComparison.Ordinal))
            // Engines read overrides in the order of their names' bytes.
            && Encoding.UTF8.GetBytes(path).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(BackendFile)) > 0;
    }

    private static async Task<byte[]> PackAsync(
        Stream sent,
        ImmutableHashSet<string> wanted,
        CancellationToken cancellationToken
    )
    {
        using var archive = new MemoryStream();
        await using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            await foreach (var (path, isExecutable, content) in ContentsAsync(sent, cancellationToken))
            {
                if (!wanted.Contains(path))
                {
                    continue;
                }

                var entry = zip.CreateEntry(path, CompressionLevel.Fastest);
                entry.LastWriteTime = NoTime;
                entry.ExternalAttributes = (UnixFile | (isExecutable ? 0x1ED : 0x1A4)) << 16;
                await using var packed = await entry.OpenAsync(cancellationToken);
                await content.CopyToAsync(packed, cancellationToken);
            }
        }

        return archive.ToArray();
    }

    // The same bytes by the same library, so what comes here is what was looked through.
    private static async IAsyncEnumerable<(string Path, bool IsExecutable, Stream Content)> ContentsAsync(
        Stream sent,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        sent.Position = 0;
        var isZip = sent.ReadByte() is 'P';
        var isGzip = !isZip && sent.ReadByte() is 0x8b;
        sent.Position = 0;
        if (isZip)
        {
            await using var zip = new ZipArchive(sent, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in zip.Entries.Where(e => !e.FullName.EndsWith('/')))
            {
                await using var content = await entry.OpenAsync(cancellationToken);
                yield return (Clean(entry.FullName), ((entry.ExternalAttributes >> 16) & Executable) is not 0, content);
            }

            yield break;
        }

        await using var gzip = isGzip ? new GZipStream(sent, CompressionMode.Decompress, leaveOpen: true) : sent;
        await using var tar = new TarReader(gzip, leaveOpen: true);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (
                entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile
            )
            {
                yield return (
                    Clean(entry.Name),
                    ((int)entry.Mode & Executable) is not 0,
                    entry.DataStream ?? Stream.Null
                );
            }
        }
    }

    private static string Clean(string name) =>
        string.Join('/', name.Split('/').Where(part => part is not ("" or ".")));
}
