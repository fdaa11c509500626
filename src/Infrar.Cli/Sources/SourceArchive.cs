using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Infrar.Cli.Sources;

/// <summary>A packed source in a temporary file that goes with it. The same files make the same bytes.</summary>
internal sealed class SourceArchive : IAsyncDisposable
{
    private SourceArchive(FileStream content, string sha256) => (Content, Sha256) = (content, sha256);

    /// <summary>The packed bytes.</summary>
    public FileStream Content { get; }

    /// <summary>SHA-256 of the packed bytes, in hex.</summary>
    public string Sha256 { get; }

    /// <summary>Packs files as tar.gz: no times, no owners, and of the modes only whether a file is a program.</summary>
    /// <exception cref="IOException">A file cannot be read, or changed while it was.</exception>
    public static async Task<SourceArchive> PackAsync(SourceFiles source, CancellationToken cancellationToken)
    {
        var content = new FileStream(
            Path.GetTempFileName(),
            new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            }
        );
        try
        {
            await using (var gzip = new GZipStream(content, CompressionLevel.Optimal, leaveOpen: true))
            // GNU's form: the other ones write the number of this process into long names.
            await using (var tar = new TarWriter(gzip, TarEntryFormat.Gnu, leaveOpen: true))
            {
                foreach (var file in source.Files)
                {
                    await AddAsync(tar, file, cancellationToken);
                }
            }

            content.Position = 0;
            var hash = await SHA256.HashDataAsync(content, cancellationToken);
            return new SourceArchive(content, Convert.ToHexStringLower(hash));
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();

    private static async Task AddAsync(TarWriter tar, PackedFile file, CancellationToken cancellationToken)
    {
        const UnixFileMode Plain =
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        var entry = new GnuTarEntry(TarEntryType.RegularFile, file.Path)
        {
            ModificationTime = DateTimeOffset.UnixEpoch,
            Mode = file.IsProgram
                ? Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute
                : Plain,
        };
        // What has no bytes is not opened: it may be a pipe, which would wait for ever.
        if (file.Size is 0)
        {
            await tar.WriteEntryAsync(entry, cancellationToken);
            return;
        }

        await using var data = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        entry.DataStream = data;
        await tar.WriteEntryAsync(entry, cancellationToken);
    }
}
