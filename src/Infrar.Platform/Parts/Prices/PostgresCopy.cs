using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace Infrar.Platform.Parts.Prices;

/// <summary>Rows on their way into a table by COPY in PostgreSQL's binary form, written straight into one buffer.</summary>
// https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format"
internal sealed class PostgresCopy : IAsyncDisposable
{
    private const int Enough = 128 * 1024;
    private const int MostDigits = 32;
    private const short Negative = 0x4000;
    private static readonly ulong[] _powers = [1, 10, 100, 1000];
    private readonly Stream _to;
    private byte[] _buffer = new byte[2 * Enough];
    private int _held;
    private bool _isComplete;

    /// <summary>Begins rows that are kept in a file until the connection is free.</summary>
    /// <param name="to">The file, which stays open.</param>
    public PostgresCopy(Stream to)
    {
        _to = to;
        // "PGCOPY" and five bytes that no text survives; behind them stand two empty numbers.
        ReadOnlySpan<byte> signature = [0x50, 0x47, 0x43, 0x4f, 0x50, 0x59, 0x0a, 0xff, 0x0d, 0x0a, 0x00];
        signature.CopyTo(_buffer);
        _held = signature.Length;
        Raw(0);
        Raw(0);
    }

    /// <summary>Begins.</summary>
    /// <param name="connection">Does nothing else until the copy is disposed of.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns, in the order that each row has its values in.</param>
    public static PostgresCopy Begin(NpgsqlConnection connection, string table, string columns) =>
        new(connection.BeginRawBinaryCopy(Statement(table, columns)));

    /// <summary>What begins a copy on the connection, for whoever has the rows already.</summary>
    public static string Statement(string table, string columns) =>
        $"copy {table} ({columns}) from stdin (format binary)";

    /// <summary>Begins a row.</summary>
    public void Row(short columns)
    {
        if (_held > Enough)
        {
            Flush();
        }

        BinaryPrimitives.WriteInt16BigEndian(Next(2), columns);
    }

    /// <summary>Writes a text, or nothing.</summary>
    public void Text(string? text)
    {
        if (text is null)
        {
            Raw(-1);
            return;
        }

        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        Need(4 + most);
        var length = Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_held + 4));
        Raw(length);
        _held += length;
    }

    /// <summary>Writes a whole number of 64 bits.</summary>
    public void Long(long number)
    {
        Raw(8);
        BinaryPrimitives.WriteInt64BigEndian(Next(8), number);
    }

    /// <summary>Writes a whole number of 32 bits.</summary>
    public void Int(int number)
    {
        Raw(4);
        Raw(number);
    }

    /// <summary>Writes a decimal with all its digits, or nothing.</summary>
    public void Number(decimal? number)
    {
        if (number is not { } some)
        {
            Raw(-1);
            return;
        }

        Span<int> bits = stackalloc int[4];
        _ = decimal.GetBits(some, bits);
        var scale = (bits[3] >> 16) & 0xff;
        var whole = new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        // Digits are of base 10,000, so that the point stands between two of them.
        var missing = (4 - (scale % 4)) % 4;
        whole *= _powers[missing];
        Span<short> digits = stackalloc short[MostDigits];
        var first = MostDigits;
        for (; whole > ulong.MaxValue; whole /= 10_000)
        {
            digits[--first] = (short)(ulong)(whole % 10_000);
        }

        for (var rest = (ulong)whole; rest > 0; rest /= 10_000)
        {
            digits[--first] = (short)(rest % 10_000);
        }

        var count = MostDigits - first;
        var weight = count - ((scale + missing) / 4) - 1;
        while (count > 0 && digits[first + count - 1] is 0)
        {
            count--;
        }

        Raw(8 + (2 * count));
        var to = Next(8 + (2 * count));
        BinaryPrimitives.WriteInt16BigEndian(to, (short)count);
        BinaryPrimitives.WriteInt16BigEndian(to[2..], (short)(count is 0 ? 0 : weight));
        BinaryPrimitives.WriteInt16BigEndian(to[4..], bits[3] < 0 && count > 0 ? Negative : (short)0);
        BinaryPrimitives.WriteInt16BigEndian(to[6..], (short)scale);
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteInt16BigEndian(to[(8 + (2 * i))..], digits[first + i]);
        }
    }

    /// <summary>Ends it; the rows are in the table then, or whole in the file.</summary>
    public void Complete()
    {
        BinaryPrimitives.WriteInt16BigEndian(Next(2), -1);
        Flush();
        _isComplete = true;
        (_to as NpgsqlRawCopyStream)?.Dispose();
    }

    /// <summary>Gives it up where it is not complete; none of its rows is in the table then.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isComplete || _to is not NpgsqlRawCopyStream copy)
        {
            return;
        }

        _isComplete = true;
        try
        {
            await copy.CancelAsync();
            await copy.DisposeAsync();
        }
        catch (Exception fault) when (fault is NpgsqlException or ObjectDisposedException or IOException)
        {
            // The connection is lost, and with it what was copied.
        }
    }

    private void Raw(int number) => BinaryPrimitives.WriteInt32BigEndian(Next(4), number);

    private Span<byte> Next(int bytes)
    {
        Need(bytes);
        var next = _buffer.AsSpan(_held, bytes);
        _held += bytes;
        return next;
    }

    private void Need(int bytes)
    {
        if (_held + bytes > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _held + bytes));
        }
    }

    private void Flush()
    {
        _to.Write(_buffer.AsSpan(0, _held));
        _held = 0;
    }
}
