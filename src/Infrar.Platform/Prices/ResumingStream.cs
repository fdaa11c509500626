namespace Infrar.Platform.Prices;

/// <summary>An answer's body that goes on where it broke off, while the server has the same file.</summary>
internal sealed class ResumingStream(
    HttpResponseMessage first,
    Stream body,
    Func<long, CancellationToken, Task<HttpResponseMessage?>> resume,
    TakeBytes took
) : Stream
{
    private const int MostInARow = 5;

    // A server that sends nothing for so long has gone.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly List<HttpResponseMessage> _answers = [first];
    private Stream _body = body;
    private long _position;
    private int _inARow;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                var read = await _body
                    .ReadAsync(buffer, cancellationToken)
                    .AsTask()
                    .WaitAsync(_patience, cancellationToken);
                _position += read;
                _inARow = read > 0 ? 0 : _inARow;
                took(buffer.Span[..read]);
                return read;
            }
            catch (Exception fault)
                when (fault is IOException or TimeoutException && !cancellationToken.IsCancellationRequested)
            {
                await ResumeAsync(fault, cancellationToken);
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Read it asynchronously.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _answers.ForEach(a => a.Dispose());
        }

        base.Dispose(disposing);
    }

    private async Task ResumeAsync(Exception fault, CancellationToken cancellationToken)
    {
        if (_inARow++ >= MostInARow || await resume(_position, cancellationToken) is not { } answer)
        {
            throw new IOException($"The file broke off after {_position} bytes: {fault.Message}", fault);
        }

        // What was given up must not write into the buffer any more.
        await _body.DisposeAsync();
        _answers.Add(answer);
        _body = await answer.Content.ReadAsStreamAsync(cancellationToken);
    }
}

/// <summary>Is shown bytes as they come.</summary>
internal delegate void TakeBytes(ReadOnlySpan<byte> bytes);
