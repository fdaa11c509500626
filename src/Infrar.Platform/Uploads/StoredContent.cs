using System.Buffers;
using Infrar.Platform.Parts.Files;

namespace Infrar.Platform.Uploads;

/// <summary>A stored file as a stream that can be sought: asks the store for ranges and holds one buffer of them.</summary>
/// <remarks>Small steps forward are read over, others open the file anew; so a zip's directory at the end costs one request more.</remarks>
internal sealed class StoredContent(IFileStore store, StoredFile file) : Stream
{
    private const int BufferSize = 256 * 1024;
    private const int StepOver = 512 * 1024;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private Stream? _source;
    private long _sourceAt;
    private long _bufferAt;
    private int _buffered;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Size;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length || buffer.IsEmpty)
        {
            return 0;
        }

        if (Position < _bufferAt || Position >= _bufferAt + _buffered)
        {
            await FillAsync(cancellationToken);
        }

        var from = (int)(Position - _bufferAt);
        var count = Math.Min(buffer.Length, _buffered - from);
        _buffer.AsMemory(from, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // The libraries that read archives do so asynchronously; the few bytes that one may still ask for so are mostly buffered.
    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            _ => Length + offset,
        };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && _buffered >= 0)
        {
            _source?.Dispose();
            _buffered = -1;
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        base.Dispose(disposing);
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        if (_source is null || Position < _sourceAt || Position - _sourceAt > StepOver)
        {
            if (_source is not null)
            {
                await _source.DisposeAsync();
            }

            _source =
                await store.OpenAsync(file.Key, Position, null, cancellationToken)
                ?? throw new IOException($"{file.Key} is gone while it is read.");
            _sourceAt = Position;
        }

        while (_sourceAt < Position)
        {
            _sourceAt += await ReadSourceAsync((int)Math.Min(BufferSize, Position - _sourceAt), cancellationToken);
        }

        _bufferAt = _sourceAt;
        _buffered = await ReadSourceAsync(BufferSize, cancellationToken);
        _sourceAt += _buffered;
    }

    private async Task<int> ReadSourceAsync(int count, CancellationToken cancellationToken)
    {
        _buffered = 0;
        var read = await _source!.ReadAsync(_buffer.AsMemory(0, count), cancellationToken);
        return read > 0 ? read : throw new EndOfStreamException($"{file.Key} ends before its end.");
    }
}
