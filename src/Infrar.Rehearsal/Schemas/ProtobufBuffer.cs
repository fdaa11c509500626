namespace Infrar.Rehearsal.Schemas;

/// <summary>Writes protobuf fields of nested messages whose lengths are known only at their end.</summary>
internal sealed class ProtobufBuffer(int capacity)
{
    /// <summary>Longest tag and length that can precede a message.</summary>
    private const int MaxHeader = 10;
    private const int WireVarint = 0;
    private const int WireBytes = 2;

    private byte[] _bytes = new byte[Math.Max(capacity, 64)];
    private int _length;

    public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    /// <summary>Starts a message; what is written until <see cref="End"/> is its content.</summary>
    public int Begin() => _length;

    /// <summary>Puts tag and length before the content that began at <paramref name="start"/>.</summary>
    public void End(int start, int field)
    {
        Reserve(MaxHeader);
        Span<byte> header = stackalloc byte[MaxHeader];
        var size = PutVarint(header, Tag(field, WireBytes));
        size += PutVarint(header[size..], (ulong)(_length - start));
        _bytes.AsSpan(start.._length).CopyTo(_bytes.AsSpan(start + size));
        header[..size].CopyTo(_bytes.AsSpan(start));
        _length += size;
    }

    public void WriteNumber(int field, ulong number)
    {
        Reserve(2 * MaxHeader);
        _length += PutVarint(_bytes.AsSpan(_length), Tag(field, WireVarint));
        _length += PutVarint(_bytes.AsSpan(_length), number);
    }

    public void WriteBytes(int field, ReadOnlySpan<byte> bytes)
    {
        var start = Begin();
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
        End(start, field);
    }

    private static ulong Tag(int field, int wireType) => (ulong)((field << 3) | wireType);

    private static int PutVarint(Span<byte> target, ulong number)
    {
        var size = 0;
        for (; number >= 0x80; number >>= 7)
        {
            target[size++] = (byte)(number | 0x80);
        }

        target[size++] = (byte)number;
        return size;
    }

    private void Reserve(int more)
    {
        if (_length + more > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
        }
    }
}
