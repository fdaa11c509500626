using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Infrar.Core.Images.Materials;

namespace Infrar.Platform.Builds.Registries;

/// <summary>Files of an image that tell of packages, gathered from its layers. What a layer holds is read once and kept.</summary>
/// <param name="folder">Where that is kept, by the layer's digest.</param>
internal sealed class LayerFiles(string folder)
{
    private const string Gone = ".wh.";
    private const string AllGone = ".wh..wh..opq";
    private const string IndexName = ".removed";
    private const long MostBytes = 1L << 30;
    private const int MostFiles = 20_000;

    /// <summary>The files of an image's last state, by path from its root.</summary>
    /// <exception cref="RegistryException">A layer cannot be had, or is not what its digest says.</exception>
    public async Task<Dictionary<string, byte[]>> ReadAsync(
        RegistryClient client,
        string repository,
        IEnumerable<ImageLayer> layers,
        CancellationToken cancellationToken
    )
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            var kept = Path.Combine(folder, layer.Digest.Replace(':', '-'));
            if (!File.Exists(kept))
            {
                await KeepAsync(client, repository, layer, kept, cancellationToken);
            }

            Lay(files, kept);
        }

        return files;
    }

    private static void Lay(Dictionary<string, byte[]> files, string kept)
    {
        using var archive = ZipFile.OpenRead(kept);
        using (var reader = new StreamReader(archive.GetEntry(IndexName)!.Open()))
        {
            while (reader.ReadLine() is { } removed)
            {
                foreach (
                    var path in files
                        .Keys.Where(p =>
                            p == removed || p.StartsWith($"{removed}/", StringComparison.Ordinal) || removed is ""
                        )
                        .ToList()
                )
                {
                    files.Remove(path);
                }
            }
        }

        foreach (var entry in archive.Entries.Where(e => e.FullName is not IndexName))
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open())
            {
                stream.CopyTo(content);
            }

            files[entry.FullName] = content.ToArray();
        }
    }

    private static async Task KeepAsync(
        RegistryClient client,
        string repository,
        ImageLayer layer,
        string kept,
        CancellationToken cancellationToken
    )
    {
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        var making = $"{kept}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        try
        {
            await using var source = await client.OpenBlobAsync(repository, layer.Digest, cancellationToken);
            await using var hashed = new Runs.HashedReading(source);
            await using (var archive = await ZipFile.OpenAsync(making, ZipArchiveMode.Create, cancellationToken))
            {
                await GatherAsync(hashed, archive, cancellationToken);
            }

            await hashed.CopyToAsync(Stream.Null, cancellationToken);
            await hashed.DisposeAsync();
            if ($"sha256:{hashed.Sha256}" != layer.Digest)
            {
                throw new RegistryException(
                    $"{client.Place.Host} gave another layer of {repository} than {layer.Digest}."
                );
            }

            File.Move(making, kept, overwrite: true);
        }
        catch (InvalidDataException fault)
        {
            throw new RegistryException($"The layer {layer.Digest} of {repository} is damaged.", fault);
        }
        finally
        {
            File.Delete(making);
        }
    }

    private static async Task GatherAsync(Stream packed, ZipArchive archive, CancellationToken cancellationToken)
    {
        var removed = new List<string>();
        var (bytes, count) = (0L, 0);
        await using var gzip = new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true);
        await using var tar = new TarReader(gzip, leaveOpen: true);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            var path = entry.Name.TrimStart('.').Trim('/');
            var name = path[(path.LastIndexOf('/') + 1)..];
            if (name.StartsWith(Gone, StringComparison.Ordinal))
            {
                var parent = path[..Math.Max(0, path.Length - name.Length)].TrimEnd('/');
                removed.Add(name is AllGone ? parent : $"{parent}/{name[Gone.Length..]}".TrimStart('/'));
            }
            else if (
                entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile
                && entry.DataStream is { } data
                && MaterialFiles.Wants(path, entry.Length, (entry.Mode & UnixFileMode.UserExecute) is not 0)
                && (bytes += entry.Length) <= MostBytes
                && ++count <= MostFiles
            )
            {
                await using var content = archive.CreateEntry(path, CompressionLevel.Fastest).Open();
                await data.CopyToAsync(content, cancellationToken);
            }
        }

        await using var index = new StreamWriter(archive.CreateEntry(IndexName).Open());
        foreach (var path in removed)
        {
            await index.WriteLineAsync(path.AsMemory(), cancellationToken);
        }
    }
}
