using System.Buffers;
using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Infrar.Core;
using Infrar.Platform.Telemetry;

namespace Infrar.Platform.Parts.Files;

/// <summary>Keeps files in a bucket of a server that speaks S3; a write holds one part of 8 MiB in memory.</summary>
internal sealed class S3FileStore(
    IAmazonS3 client,
    string bucket,
    S3Encryption encryption,
    FileRetention retention,
    TimeProvider clock
) : IFileStore
{
    private const string ProbeKey = ".probe";

    // Work that must happen although the caller gave up: an upload left behind is paid for.
    private static readonly TimeSpan CleanupTime = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public async Task<WrittenFile> WriteAsync(FileKey key, Stream content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FilePart.MaxSize);
        try
        {
            var first = await ReadPartAsync(content, buffer, cancellationToken);
            if (first < FilePart.MaxSize)
            {
                await PutAsync(key.Value, new MemoryStream(buffer, 0, first, writable: false), cancellationToken);
                return new WrittenFile(key, first, Convert.ToHexStringLower(SHA256.HashData(buffer.AsSpan(0, first))));
            }
            return await WriteLargeAsync(key, content, buffer, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <inheritdoc/>
    public async Task<StoredFile?> FindAsync(FileKey key, CancellationToken cancellationToken)
    {
        try
        {
            var head = await client.GetObjectMetadataAsync(bucket, key.Value, cancellationToken);
            return new StoredFile(key, head.ContentLength, At(head.LastModified));
        }
        catch (AmazonS3Exception fault) when (fault.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(FileKey key, long offset, long? length, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = bucket, Key = key.Value };
        if (length is 0)
        {
            return await FindAsync(key, cancellationToken) is null ? null : Stream.Null;
        }
        if (offset > 0 || length is not null)
        {
            request.ByteRange = length is { } count
                ? new ByteRange(offset, offset + count - 1)
                : new ByteRange($"bytes={offset}-");
        }
        try
        {
            var answer = await client.GetObjectAsync(request, cancellationToken);
            return answer.ResponseStream;
        }
        catch (AmazonS3Exception fault) when (fault.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (AmazonS3Exception fault) when (fault.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return Stream.Null;
        }
    }

    /// <inheritdoc/>
    public async Task<FilePage> ListAsync(string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request
        {
            BucketName = bucket,
            Prefix = prefix,
            StartAfter = after,
            MaxKeys = limit,
        };
        var answer = await client.ListObjectsV2Async(request, cancellationToken);
        var files = ImmutableList.CreateBuilder<StoredFile>();
        foreach (var item in answer.S3Objects ?? [])
        {
            // What others put into the bucket under names that are no keys of ours is passed over.
            if (FileKey.Parse(item.Key).Succeeded(out var key, out _))
            {
                files.Add(new StoredFile(key, item.Size ?? 0, At(item.LastModified)));
            }
        }
        return new FilePage(files.ToImmutable(), answer.IsTruncated is true ? answer.S3Objects?[^1].Key : null);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(FileKey key, CancellationToken cancellationToken) =>
        client.DeleteObjectAsync(bucket, key.Value, cancellationToken);

    /// <inheritdoc/>
    public async Task<Uri?> PresignReadAsync(FileKey key, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var request = new GetPreSignedUrlRequest
        {
            BucketName = bucket,
            Key = key.Value,
            Verb = HttpVerb.GET,
            Expires = (clock.GetUtcNow() + lifetime).UtcDateTime,
            Protocol = client.Config.ServiceURL?.StartsWith("http:", StringComparison.Ordinal) is true
                ? Protocol.HTTP
                : Protocol.HTTPS,
        };
        // A browser must save what a user uploaded, never run it.
        request.ResponseHeaderOverrides.ContentDisposition = "attachment";
        request.ResponseHeaderOverrides.ContentType = "application/octet-stream";
        return new Uri(await client.GetPreSignedURLAsync(request));
    }

    /// <inheritdoc/>
    public async Task<string> BeginPartsAsync(FileKey key, CancellationToken cancellationToken)
    {
        var request = new InitiateMultipartUploadRequest { BucketName = bucket, Key = key.Value };
        encryption.Apply(request);
        return (await client.InitiateMultipartUploadAsync(request, cancellationToken)).UploadId;
    }

    /// <inheritdoc/>
    public async Task<Result<FilePart>> WritePartAsync(
        FileKey key,
        string uploadId,
        int number,
        Stream content,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, FilePart.MaxNumber);
        var buffer = ArrayPool<byte>.Shared.Rent(FilePart.MaxSize);
        try
        {
            var size = await ReadPartAsync(content, buffer, cancellationToken);
            if (size is FilePart.MaxSize && await content.ReadAsync(new byte[1], cancellationToken) > 0)
            {
                return FileProblems.PartTooLarge();
            }
            return await SendPartAsync(key, uploadId, number, buffer.AsMemory(0, size), cancellationToken);
        }
        catch (AmazonS3Exception fault) when (IsGone(fault))
        {
            return FileProblems.UploadGone();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <inheritdoc/>
    public async Task<Result<WrittenFile>> CompleteAsync(
        FileKey key,
        string uploadId,
        IReadOnlyList<FilePart> parts,
        CancellationToken cancellationToken
    )
    {
        if (FilePart.Fault(parts) is { } fault)
        {
            return FileProblems.PartsDoNotAdd(fault);
        }
        try
        {
            await FinishAsync(key, uploadId, parts, cancellationToken);
        }
        catch (AmazonS3Exception refusal) when (IsGone(refusal))
        {
            return FileProblems.UploadGone();
        }
        catch (AmazonS3Exception refusal)
            when (refusal.ErrorCode is "InvalidPart" or "EntityTooSmall" or "InvalidPartOrder")
        {
            return FileProblems.PartsDoNotAdd("A part was not received so.");
        }
        catch (AmazonS3Exception refusal)
            when (refusal.StatusCode >= HttpStatusCode.InternalServerError && !cancellationToken.IsCancellationRequested
            )
        {
            // Ceph's gateway calls the completion of an upload that is gone a fault of its own.
            if (await HoldsUploadAsync(key, uploadId, cancellationToken))
            {
                throw;
            }
            return FileProblems.UploadGone();
        }
        // Parts came over several requests, perhaps to several machines: only the whole can tell its hash.
        await using var content =
            await OpenAsync(key, 0, null, cancellationToken)
            ?? throw new IOException($"{key} is gone after it was completed.");
        var (size, sha256) = await HashingCopy.RunAsync(content, Stream.Null, cancellationToken);
        return new WrittenFile(key, size, sha256);
    }

    /// <inheritdoc/>
    public async Task AbortAsync(FileKey key, string uploadId, CancellationToken cancellationToken)
    {
        try
        {
            await client.AbortMultipartUploadAsync(bucket, key.Value, uploadId, cancellationToken);
        }
        catch (AmazonS3Exception fault) when (IsGone(fault))
        {
            // It was completed or given up before.
        }
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) =>
        PutAsync(ProbeKey, new MemoryStream([1]), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Gives unfinished uploads up; the rest is the lifecycle's, see <see cref="S3Lifecycle"/>.</remarks>
    public async Task<FileSweep> SweepAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - FileRetention.UnfinishedAfter;
        var request = new ListMultipartUploadsRequest { BucketName = bucket };
        var removed = 0;
        while (true)
        {
            var answer = await client.ListMultipartUploadsAsync(request, cancellationToken);
            foreach (var upload in (answer.MultipartUploads ?? []).Where(upload => At(upload.Initiated) < before))
            {
                await client.AbortMultipartUploadAsync(bucket, upload.Key, upload.UploadId, cancellationToken);
                removed++;
            }
            if (answer.IsTruncated is not true)
            {
                return new FileSweep(0, 0, removed);
            }
            (request.KeyMarker, request.UploadIdMarker) = (answer.NextKeyMarker, answer.NextUploadIdMarker);
        }
    }

    /// <inheritdoc/>
    public Task ApplyRetentionAsync(CancellationToken cancellationToken) =>
        S3Lifecycle.WriteAsync(client, bucket, retention, cancellationToken);

    private async Task<WrittenFile> WriteLargeAsync(
        FileKey key,
        Stream content,
        byte[] buffer,
        CancellationToken cancellationToken
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var upload = await BeginPartsAsync(key, cancellationToken);
        try
        {
            var parts = new List<FilePart>();
            for (
                var count = FilePart.MaxSize;
                count > 0;
                count = await ReadPartAsync(content, buffer, cancellationToken)
            )
            {
                hash.AppendData(buffer, 0, count);
                parts.Add(
                    await SendPartAsync(key, upload, parts.Count + 1, buffer.AsMemory(0, count), cancellationToken)
                );
            }
            await FinishAsync(key, upload, parts, cancellationToken);
            return new WrittenFile(key, parts.Sum(part => part.Size), HashingCopy.Hex(hash));
        }
        catch
        {
            using var limit = new CancellationTokenSource(CleanupTime, clock);
            await AbortAsync(key, upload, limit.Token);
            throw;
        }
    }

    private async Task PutAsync(string key, MemoryStream content, CancellationToken cancellationToken)
    {
        // Sending closes the stream.
        var size = content.Length;
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = key,
            InputStream = content,
            UseChunkEncoding = false,
        };
        encryption.Apply(request);
        await client.PutObjectAsync(request, cancellationToken);
        PlatformMeter.Received(size);
    }

    private async Task<FilePart> SendPartAsync(
        FileKey key,
        string uploadId,
        int number,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken
    )
    {
        var request = new UploadPartRequest
        {
            BucketName = bucket,
            Key = key.Value,
            UploadId = uploadId,
            PartNumber = number,
            PartSize = content.Length,
            InputStream = System.Runtime.InteropServices.MemoryMarshal.TryGetArray(content, out var bytes)
                ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
                : throw new ArgumentException("Not an array.", nameof(content)),
            UseChunkEncoding = false,
        };
        var answer = await client.UploadPartAsync(request, cancellationToken);
        PlatformMeter.Received(content.Length);
        return new FilePart(number, content.Length, answer.ETag);
    }

    private async Task FinishAsync(
        FileKey key,
        string uploadId,
        IReadOnlyList<FilePart> parts,
        CancellationToken cancellationToken
    ) =>
        await client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest
            {
                BucketName = bucket,
                Key = key.Value,
                UploadId = uploadId,
                PartETags = [.. parts.Select(part => new PartETag(part.Number, part.Tag))],
            },
            cancellationToken
        );

    private async Task<bool> HoldsUploadAsync(FileKey key, string uploadId, CancellationToken cancellationToken)
    {
        try
        {
            await client.ListPartsAsync(bucket, key.Value, uploadId, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception fault) when (IsGone(fault))
        {
            return false;
        }
    }

    private static Task<int> ReadPartAsync(Stream content, byte[] buffer, CancellationToken cancellationToken) =>
        content
            .ReadAtLeastAsync(buffer.AsMemory(0, FilePart.MaxSize), FilePart.MaxSize, false, cancellationToken)
            .AsTask();

    // Servers word it differently, but an unknown upload is always "not found"; an id that is none is "invalid".
    private static bool IsGone(AmazonS3Exception fault) =>
        fault.StatusCode is HttpStatusCode.NotFound || fault.ErrorCode is "NoSuchUpload";

    private static DateTimeOffset At(DateTime? time) =>
        new((time ?? DateTime.UnixEpoch).ToUniversalTime(), TimeSpan.Zero);
}
