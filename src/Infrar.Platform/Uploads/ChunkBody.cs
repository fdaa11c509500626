using System.Security.Cryptography;
using Infrar.Platform.Parts.Files;

namespace Infrar.Platform.Uploads;

/// <summary>The body of a chunk, handed out in slices of a part each, hashed on the way where that is asked for.</summary>
internal sealed class ChunkBody(HttpRequest request, byte[]? expectedSha256) : IDisposable
{
    private readonly IncrementalHash? _hash = expectedSha256 is null
        ? null
        : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Whether the body has more; waits until that is known.</summary>
    public async Task<bool> HasMoreAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            request.BodyReader.AdvanceTo(read.Buffer.Start);
            if (!read.Buffer.IsEmpty)
            {
                return true;
            }

            if (read.IsCompleted)
            {
                return false;
            }
        }
    }

    /// <summary>The next bytes, at most so many.</summary>
    public Stream Next(long most) => new SliceStream(new Hashing(request.Body, _hash), most);

    /// <summary>Whether what was read is what the sender said; true when nothing was said.</summary>
    public bool IsWhole() => _hash is null || _hash.GetHashAndReset().AsSpan().SequenceEqual(expectedSha256);

    public void Dispose() => _hash?.Dispose();

    private sealed class Hashing(Stream inner, IncrementalHash? hash) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            hash?.AppendData(buffer.Span[..read]);
            return read;
        }

        public override Task<int> ReadAsync(
            byte[] buffer,
            int offset,
            int count,
            CancellationToken cancellationToken
        ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
