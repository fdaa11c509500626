using Infrar.Core;
using Infrar.Core.Detection;
using Infrar.Platform.Uploads;
using Infrar.Platform.Uploads.Archives;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Builds.Builder;

/// <summary>Lays an upload out as files.</summary>
internal sealed class SourceUnpacking(UploadFiles files, IOptions<UploadsOptions> options)
{
    // One time for all files: what a layer holds must not tell when it was built.
    private static readonly DateTime Epoch = DateTime.UnixEpoch;

    /// <summary>Unpacks it into a folder.</summary>
    /// <returns>The tree that detection sees; a problem of the upload, or <c>BLD005</c> when its file is gone.</returns>
    public async Task<Result<SourceTree>> UnpackAsync(Upload upload, string folder, CancellationToken cancellationToken)
    {
        var key = UploadFiles.Key(upload);
        if (await files.Store.FindAsync(key, cancellationToken) is not { } stored)
        {
            return BuildProblems.BadSource(UploadStatus.Aborted);
        }

        await using var content = new StoredContent(files.Store, stored);
        var root = upload.Root is "" ? "" : $"{upload.Root}/";
        var read = await ArchiveReader.ReadAsync(
            content,
            (path, size) =>
                Detector.Wants(path.StartsWith(root, StringComparison.Ordinal) ? path[root.Length..] : path, size),
            options.Value.Limits(linksAreSkipped: upload.Source is UploadSource.Git),
            cancellationToken,
            (path, isExecutable) => Create(folder, path[root.Length..], isExecutable)
        );
        if (!read.Succeeded(out var listing, out var problem))
        {
            return problem;
        }

        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(path, Epoch);
        }

        return new SourceTree(
            listing.Files.Select(f => new SourceFile(f.Path[root.Length..], f.Size)),
            listing.Texts.ToDictionary(t => t.Key[root.Length..], t => t.Value, StringComparer.Ordinal)
        );
    }

    // The names were checked when the archive was read: none leads out, none is there twice.
    private static FileStream Create(string folder, string path, bool isExecutable)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return new(
            file,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode =
                    UnixFileMode.UserRead
                    | UnixFileMode.UserWrite
                    | UnixFileMode.GroupRead
                    | UnixFileMode.OtherRead
                    | (
                        isExecutable
                            ? UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute
                            : UnixFileMode.None
                    ),
            }
        );
    }
}
