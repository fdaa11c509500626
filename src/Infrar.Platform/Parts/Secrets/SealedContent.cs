using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Infrar.Platform.Parts.Secrets;

/// <summary>Seals content of any length as it streams, under a key that is used for this one content alone.</summary>
/// <remarks>
/// The sealed form reads: the letters <c>IFC</c> and the version, 1; then every 64 KiB of content as ciphertext and the 16 bytes of its
/// AES-256-GCM tag. The nonce is the chunk's number; the associated data are the content's name and whether the chunk is the last, so
/// chunks can be neither moved, nor repeated, nor cut off at the end.
/// </remarks>
internal static class SealedContent
{
    /// <summary>Bytes of a key.</summary>
    public const int KeySize = 32;

    internal const int Chunk = 64 * 1024;
    internal const int Tag = 16;

    internal static ReadOnlySpan<byte> Head => "IFC\u0001"u8;

    /// <summary>A key for one content.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeySize);

    /// <summary>The sealed form of what a stream holds, to be read.</summary>
    public static Stream Seal(Stream plain, byte[] key, string name) => new SealingStream(plain, key, name);

    /// <summary>What was sealed, to be read; throws <see cref="CryptographicException"/> where it is not what was sealed.</summary>
    /// <param name="source">The sealed form.</param>
    /// <param name="key">The key it was sealed under.</param>
    /// <param name="name">The name it was sealed for.</param>
    /// <param name="size">Bytes of the content, which is at least one.</param>
    public static Stream Open(Stream source, byte[] key, string name, long size) =>
        new OpeningStream(source, key, name, size);

    internal static byte[] Associated(string name, bool isLast) =>
        Encoding.UTF8.GetBytes($"IFC\u0001{(isLast ? '.' : ',')}{name}");

    internal static void Number(Span<byte> nonce, long chunk)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], chunk);
    }
}

/// <summary>A stream that is read forward alone, chunk by chunk.</summary>
internal abstract class ChunkStream(Stream inner) : Stream
{
    private ReadOnlyMemory<byte> _ready;

    /// <summary>What it reads from; disposed with it.</summary>
    protected Stream Inner { get; } = inner;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_ready.IsEmpty)
        {
            _ready = await NextAsync(cancellationToken);
        }

        var count = Math.Min(buffer.Length, _ready.Length);
        _ready[..count].CopyTo(buffer);
        _ready = _ready[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("It is read asynchronously.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>The next bytes, good until the next call; none at the end.</summary>
    protected abstract Task<ReadOnlyMemory<byte>> NextAsync(CancellationToken cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>Plain content in, its sealed form out.</summary>
internal sealed class SealingStream(Stream plain, byte[] key, string name) : ChunkStream(plain)
{
    private readonly AesGcm _aes = new(key, SealedContent.Tag);
    private readonly byte[] _sealed = new byte[SealedContent.Chunk + SealedContent.Tag];
    private byte[] _this = new byte[SealedContent.Chunk];
    private byte[] _next = new byte[SealedContent.Chunk];
    private int _count = -1;
    private long _chunk = -1;
    private bool _ended;

    protected override async Task<ReadOnlyMemory<byte>> NextAsync(CancellationToken cancellationToken)
    {
        if (_chunk < 0)
        {
            _chunk = 0;
            _count = await FillAsync(_this, cancellationToken);
            return SealedContent.Head.ToArray();
        }

        if (_ended)
        {
            return default;
        }

        // Whether a chunk is the last shows when there is no other.
        var following = _count < SealedContent.Chunk ? 0 : await FillAsync(_next, cancellationToken);
        _ended = following is 0;
        var made = Seal();
        (_this, _next, _count) = (_next, _this, following);
        _chunk++;
        return made;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CryptographicOperations.ZeroMemory(_this);
            CryptographicOperations.ZeroMemory(_next);
            _aes.Dispose();
        }

        base.Dispose(disposing);
    }

    private ReadOnlyMemory<byte> Seal()
    {
        Span<byte> nonce = stackalloc byte[12];
        SealedContent.Number(nonce, _chunk);
        _aes.Encrypt(
            nonce,
            _this.AsSpan(0, _count),
            _sealed.AsSpan(0, _count),
            _sealed.AsSpan(_count, SealedContent.Tag),
            SealedContent.Associated(name, _ended)
        );
        return _sealed.AsMemory(0, _count + SealedContent.Tag);
    }

    private Task<int> FillAsync(byte[] buffer, CancellationToken cancellationToken) =>
        Inner.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).AsTask();
}

/// <summary>The sealed form in, plain content out.</summary>
internal sealed class OpeningStream(Stream source, byte[] key, string name, long size) : ChunkStream(source)
{
    private readonly AesGcm _aes = new(key, SealedContent.Tag);
    private readonly byte[] _sealed = new byte[SealedContent.Chunk + SealedContent.Tag];
    private readonly byte[] _plain = new byte[SealedContent.Chunk];
    private long _left = size;
    private long _chunk = -1;

    protected override async Task<ReadOnlyMemory<byte>> NextAsync(CancellationToken cancellationToken)
    {
        if (_chunk < 0)
        {
            await FillAsync(_sealed.AsMemory(0, SealedContent.Head.Length), cancellationToken);
            if (!_sealed.AsSpan(0, SealedContent.Head.Length).SequenceEqual(SealedContent.Head))
            {
                throw new CryptographicException("This is no sealed content of a version that is known here.");
            }

            _chunk = 0;
        }

        if (_left is 0)
        {
            return default;
        }

        var count = (int)Math.Min(_left, SealedContent.Chunk);
        await FillAsync(_sealed.AsMemory(0, count + SealedContent.Tag), cancellationToken);
        _left -= count;
        Decrypt(count);
        _chunk++;
        return _plain.AsMemory(0, count);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CryptographicOperations.ZeroMemory(_plain);
            _aes.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Decrypt(int count)
    {
        Span<byte> nonce = stackalloc byte[12];
        SealedContent.Number(nonce, _chunk);
        _aes.Decrypt(
            nonce,
            _sealed.AsSpan(0, count),
            _sealed.AsSpan(count, SealedContent.Tag),
            _plain.AsSpan(0, count),
            SealedContent.Associated(name, _left is 0)
        );
    }

    private async Task FillAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await Inner.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (read < buffer.Length)
        {
            throw new CryptographicException("The sealed content is cut off.");
        }
    }
}
