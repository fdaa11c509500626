namespace Infrar.Platform.Parts.Secrets;

/// <summary>Writes on to another stream without the secrets, wherever writes part them.</summary>
/// <remarks>
/// Holds back fewer bytes than the longest secret has; these go on when the stream is disposed of, not when it is flushed, since the rest
/// of a secret may follow. The other stream stays open. For one writer at a time.
/// </remarks>
internal sealed class MaskedStream(Stream output, SecretMask mask) : Stream
{
    private const int Slice = 16 * 1024;

    private readonly byte[] _held = new byte[mask.Longest + Slice];
    private int _count;

    // How many of the held bytes, from the first, belong to an occurrence that began before.
    private int _hidden;
    private bool _inRun;
    private bool _ended;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        while (!buffer.IsEmpty)
        {
            var taken = Math.Min(buffer.Length, _held.Length - _count);
            buffer[..taken].CopyTo(_held.AsSpan(_count));
            _count += taken;
            buffer = buffer[taken..];
            Release(_count - mask.Longest + 1);
        }
    }

    public override void Flush() => output.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_ended)
        {
            _ended = true;
            Release(_count);
            output.Flush();
        }

        base.Dispose(disposing);
    }

    // Writes on the bytes before the end, at each of which it is known whether a secret begins.
    private void Release(int end)
    {
        if (end <= 0)
        {
            return;
        }

        var held = _held.AsSpan(0, _count);
        var place = 0;
        while (place < end)
        {
            if (_hidden <= place)
            {
                var plain = Math.Min(mask.NextCandidate(held[place..end]), end - place);
                WritePlain(held.Slice(place, plain));
                place += plain;
                if (place == end)
                {
                    break;
                }
            }

            _hidden = Math.Max(_hidden, place + mask.MatchAt(held[place..]));
            if (_hidden > place)
            {
                WriteStars();
            }
            else
            {
                WritePlain(held.Slice(place, 1));
            }

            place++;
        }

        held[end..].CopyTo(_held);
        _count -= end;
        _hidden = Math.Max(0, _hidden - end);
    }

    private void WritePlain(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            _inRun = false;
            output.Write(bytes);
        }
    }

    private void WriteStars()
    {
        if (!_inRun)
        {
            _inRun = true;
            output.Write("***"u8);
        }
    }
}
