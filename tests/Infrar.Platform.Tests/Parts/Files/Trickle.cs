namespace Infrar.Platform.Tests.Parts.Files;

/// <summary>Content as a connection brings it: no length, no seeking, odd pieces, and perhaps an end before the end.</summary>
internal sealed class Trickle(byte[] content, bool breaksOff = false) : Stream
{
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (breaksOff && _at == content.Length)
        {
            throw new IOException("The connection broke.");
        }
        var read = Math.Min(Math.Min(count, 61_441), content.Length - _at);
        content.AsSpan(_at, read).CopyTo(buffer.AsSpan(offset));
        _at += read;
        return read;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
