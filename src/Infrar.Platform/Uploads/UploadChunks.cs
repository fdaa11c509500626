using Infrar.Core;
using Infrar.Platform.Events;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Uploads;

/// <summary>Receives chunks into the parts of the file store.</summary>
/// <remarks>
/// 1. The next 8 MiB of the body, or the rest, become a part of the store. 2. One transaction notes the part and moves the upload on,
/// if it still stands where this sender began: of two senders one goes on, and the other is told where the upload stands. 3. What came
/// short of a part when the connection broke is sent again. With a checksum, 2. comes once for all parts, when it has proved right.
/// </remarks>
internal sealed class UploadChunks(PlatformContext records, UploadFiles files, EventLog events, TimeProvider time)
{
    /// <summary>Receives a chunk.</summary>
    /// <param name="upload">The upload, as it was read for this request.</param>
    /// <param name="offset">Where the sender says that the chunk begins.</param>
    /// <param name="body">The chunk.</param>
    /// <param name="inOne">Whether all of the chunk is kept or nothing.</param>
    /// <param name="cancellationToken">Ends the receiving; parts that are noted stay.</param>
    /// <returns>
    /// How many bytes are stored now; <c>UPL033</c>, <c>UPL035</c>, <c>UPL037</c>, <c>UPL038</c>, <c>UPL042</c>, or <c>UPL023</c>.
    /// </returns>
    public async Task<Result<long>> ReceiveAsync(
        Upload upload,
        long offset,
        ChunkBody body,
        bool inOne,
        CancellationToken cancellationToken
    )
    {
        if (upload.Status is not UploadStatus.Receiving)
        {
            return UploadProblems.NotReceiving(upload.Status);
        }

        if (offset != upload.Received)
        {
            return UploadProblems.WrongOffset(upload.Received);
        }

        var (at, noted) = (offset, offset);
        var pending = new List<FilePart>();
        while (await body.HasMoreAsync(cancellationToken))
        {
            if (at == upload.Size)
            {
                return UploadProblems.TooMuch(upload.Size);
            }

            // 1.
            var size = Math.Min(FilePart.MaxSize, upload.Size - at);
            var written = await files.Store.WritePartAsync(
                UploadFiles.Key(upload),
                upload.PartsId,
                (int)(at / FilePart.MaxSize) + 1,
                body.Next(size),
                cancellationToken
            );
            if (!written.Succeeded(out var part, out var problem))
            {
                return problem;
            }

            if (part.Size != size)
            {
                return UploadProblems.Uneven();
            }

            at += size;
            pending.Add(part);
            // 2.
            if (!inOne)
            {
                if (!await NoteAsync(upload, noted, pending, cancellationToken))
                {
                    return await RefusalAsync(upload, cancellationToken);
                }

                noted = at;
                pending.Clear();
            }
        }

        if (!body.IsWhole())
        {
            return UploadProblems.WrongChunkHash();
        }

        return pending is [] || await NoteAsync(upload, noted, pending, cancellationToken)
            ? at
            : await RefusalAsync(upload, cancellationToken);
    }

    private async Task<bool> NoteAsync(
        Upload upload,
        long from,
        IReadOnlyList<FilePart> parts,
        CancellationToken cancellationToken
    )
    {
        var (to, now) = (from + parts.Sum(part => part.Size), time.GetUtcNow());
        await using var transaction = await records.Database.BeginTransactionAsync(cancellationToken);
        var moved = await records
            .Set<Upload>()
            .Where(u => u.Id == upload.Id && u.Status == UploadStatus.Receiving && u.Received == from)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(u => u.Received, to)
                        .SetProperty(u => u.ChangedAt, now)
                        .SetProperty(u => u.Version, u => u.Version + 1),
                cancellationToken
            );
        if (moved is 0)
        {
            return false;
        }

        var stream = UploadEvents.Stream(upload);
        records.AddRange(parts.Select(part => UploadPart.Of(upload.Id, part)));
        await events.AddAsync(stream, [UploadEvents.Progress(to, upload.Size)], cancellationToken);
        await records.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        records.ChangeTracker.Clear();
        await events.SignalAsync(stream, cancellationToken);
        return true;
    }

    private async Task<Problem> RefusalAsync(Upload upload, CancellationToken cancellationToken)
    {
        var now = await records
            .Set<Upload>()
            .Where(u => u.Id == upload.Id)
            .Select(u => new { u.Status, u.Received })
            .FirstOrDefaultAsync(cancellationToken);
        return now switch
        {
            null => UploadProblems.NoSuch(),
            { Status: UploadStatus.Receiving } => UploadProblems.WrongOffset(now.Received),
            _ => UploadProblems.NotReceiving(now.Status),
        };
    }
}
