using System.Buffers;
using System.Security.Cryptography;

namespace Infrar.Platform.Parts.Files;

/// <summary>Copies a stream while it counts and hashes it, in one small buffer.</summary>
internal static class HashingCopy
{
    private const int BufferSize = 128 * 1024;

    internal static async Task<(long Size, string Sha256)> RunAsync(
        Stream from,
        Stream to,
        CancellationToken cancellationToken
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = await RunAsync(from, to, hash, long.MaxValue, cancellationToken);
        return (size, Hex(hash));
    }

    /// <summary>Copies at most one byte beyond the limit, so that the caller can tell that there was more.</summary>
    internal static async Task<long> RunAsync(
        Stream from,
        Stream to,
        IncrementalHash hash,
        long limit,
        CancellationToken cancellationToken
    )
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var size = 0L;
            while (size <= limit)
            {
                var room = (int)Math.Min(buffer.Length, limit is long.MaxValue ? buffer.Length : limit + 1 - size);
                var read = await from.ReadAsync(buffer.AsMemory(0, room), cancellationToken);
                if (read is 0)
                {
                    break;
                }
                hash.AppendData(buffer, 0, read);
                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                size += read;
            }
            return size;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    internal static string Hex(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());
}
