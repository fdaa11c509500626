using Infrar.Core;

namespace Infrar.Platform.Parts.Files;

/// <summary>Keeps files under keys; content is streamed both ways and never held whole.</summary>
/// <remarks>Safe for concurrent use. A file is seen either whole or not at all; the last of several writers wins.</remarks>
internal interface IFileStore
{
    /// <summary>Writes a file whole, replacing one of the same key; it is durable once this returns.</summary>
    Task<WrittenFile> WriteAsync(FileKey key, Stream content, CancellationToken cancellationToken);

    /// <summary>What is known of a file without reading it; null when there is none.</summary>
    Task<StoredFile?> FindAsync(FileKey key, CancellationToken cancellationToken);

    /// <summary>Opens a file from an offset for at most <paramref name="length"/> bytes; the caller disposes of it.</summary>
    /// <returns>Null when there is no such file; an empty stream beyond its end.</returns>
    Task<Stream?> OpenAsync(FileKey key, long offset, long? length, CancellationToken cancellationToken);

    /// <summary>Lists files whose key begins with <paramref name="prefix"/>, after a continuation, at most <paramref name="limit"/> (1 to 1,000).</summary>
    Task<FilePage> ListAsync(string prefix, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes a file; one that is not there is no fault.</summary>
    Task DeleteAsync(FileKey key, CancellationToken cancellationToken);

    /// <summary>An address from which anybody may read the file until it lapses; null when the store has none to give.</summary>
    Task<Uri?> PresignReadAsync(FileKey key, TimeSpan lifetime, CancellationToken cancellationToken);

    /// <summary>Begins an upload in parts; nothing is visible before it is completed.</summary>
    /// <returns>The upload's id, for the caller to remember beside the key.</returns>
    Task<string> BeginPartsAsync(FileKey key, CancellationToken cancellationToken);

    /// <summary>Receives a part, anew when it came before; a part cut short is the caller's to notice by its size.</summary>
    /// <returns>The part; <c>UPL021</c> beyond 8 MiB, <c>UPL023</c> when the upload is gone.</returns>
    Task<Result<FilePart>> WritePartAsync(
        FileKey key,
        string uploadId,
        int number,
        Stream content,
        CancellationToken cancellationToken
    );

    /// <summary>Makes the file of its parts.</summary>
    /// <returns>The file; <c>UPL022</c> when the parts do not follow each other, <c>UPL023</c> when the upload is gone.</returns>
    Task<Result<WrittenFile>> CompleteAsync(
        FileKey key,
        string uploadId,
        IReadOnlyList<FilePart> parts,
        CancellationToken cancellationToken
    );

    /// <summary>Gives an upload up; one that is gone is no fault.</summary>
    Task AbortAsync(FileKey key, string uploadId, CancellationToken cancellationToken);

    /// <summary>Proves that the store can be written; throws what is wrong.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);

    /// <summary>Has the store apply by itself what of the retention it can; throws when it may not be told.</summary>
    Task ApplyRetentionAsync(CancellationToken cancellationToken);

    /// <summary>Applies what of the retention the store does not apply by itself.</summary>
    Task<FileSweep> SweepAsync(CancellationToken cancellationToken);
}

/// <summary>The three stores of the platform.</summary>
/// <param name="Uploads">Source received; 90 days.</param>
/// <param name="Artifacts">What was made; cold after 30 days.</param>
/// <param name="Logs">Output of runs and builds; 30 days.</param>
internal sealed record FileStores(IFileStore Uploads, IFileStore Artifacts, IFileStore Logs)
{
    /// <summary>The stores with the names that settings and probes use.</summary>
    internal IEnumerable<(string Name, IFileStore Store)> Named() =>
        [("uploads", Uploads), ("artifacts", Artifacts), ("logs", Logs)];
}
