using System.Text;

namespace Infrar.Platform.Uploads.Archives;

/// <summary>Follows a tar as it is read and stops before a header about a header that is larger than any honest one.</summary>
/// <remarks>
/// The library reads extended attributes and long names whole, as large as they say they are: a block of 512 bytes could have it
/// reserve gigabytes. Sizes are taken strictly, so that none is read as less here than there.
/// </remarks>
internal sealed class TarScreen(Stream inner) : Stream
{
    private const int Block = 512;
    private const int LargestAttributes = 1 << 20;
    private const int SizeAt = 124;
    private const int SizeLength = 12;
    private const int TypeAt = 156;

    private readonly byte[] _block = new byte[Block];
    private readonly MemoryStream _attributes = new();
    private int _filled;
    private long _content;
    private long _padding;
    private bool _isAttributes;

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
        var read = inner.Read(buffer, offset, count);
        Follow(buffer.AsSpan(offset, read));
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Follow(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Follow(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_content > 0)
            {
                var taken = (int)Math.Min(_content, bytes.Length);
                if (_isAttributes)
                {
                    _attributes.Write(bytes[..taken]);
                }
                bytes = bytes[taken..];
                _content -= taken;
                if (_content is 0 && _isAttributes)
                {
                    TakeAttributes();
                }
            }
            else if (_padding > 0)
            {
                var taken = (int)Math.Min(_padding, bytes.Length);
                bytes = bytes[taken..];
                _padding -= taken;
            }
            else
            {
                var taken = Math.Min(Block - _filled, bytes.Length);
                bytes[..taken].CopyTo(_block.AsSpan(_filled));
                bytes = bytes[taken..];
                _filled += taken;
                if (_filled is Block)
                {
                    _filled = 0;
                    TakeHeader();
                }
            }
        }
    }

    private void TakeHeader()
    {
        if (!_block.AsSpan().ContainsAnyExcept((byte)0))
        {
            return; // The end's mark.
        }
        var type = (char)_block[TypeAt];
        var isAbout = type is 'x' or 'g' or 'L' or 'K';
        var size = Number(_block.AsSpan(SizeAt, SizeLength));
        if (isAbout && size > LargestAttributes)
        {
            throw new InvalidDataException("Attributes of an entry are too large.");
        }
        _isAttributes = type is 'x' or 'g' && size > 0;
        _attributes.SetLength(0);
        _content = size;
        _padding = (Block - (size % Block)) % Block;
    }

    /// <summary>Extended attributes may state another size of what follows, which only files beyond every limit need.</summary>
    private void TakeAttributes()
    {
        _isAttributes = false;
        if (_attributes.GetBuffer().AsSpan(0, (int)_attributes.Length).IndexOf(" size="u8) >= 0)
        {
            throw new InvalidDataException("Attributes of an entry state a size of their own.");
        }
    }

    private static long Number(ReadOnlySpan<byte> field)
    {
        if (field[0] is 0x80)
        {
            var number = 0L;
            foreach (var octet in field[1..])
            {
                number = number >> 54 is 0 ? (number << 8) | octet : throw new InvalidDataException();
            }
            return number;
        }
        var digits = Encoding.Latin1.GetString(field).Trim(' ', '\0');
        if (digits.Any(digit => digit is < '0' or > '7'))
        {
            throw new InvalidDataException();
        }
        return digits is "" ? 0 : Convert.ToInt64(digits, 8);
    }
}
