using System.Globalization;
using System.Text;

namespace Infrar.Platform.State;

/// <summary>A state with another serial in it, and every other byte as it was.</summary>
internal sealed class SplicedStream(Stream state, StateHead head, long serial) : Parts.Secrets.ChunkStream(state)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly byte[] _digits = Encoding.ASCII.GetBytes(serial.ToString(CultureInfo.InvariantCulture));
    private long _before = head.SerialAt;
    private int _leaveOut = head.SerialLength;

    protected override async Task<ReadOnlyMemory<byte>> NextAsync(CancellationToken cancellationToken)
    {
        if (_before > 0)
        {
            var most = (int)Math.Min(_before, _buffer.Length);
            var read = await Inner.ReadAsync(_buffer.AsMemory(0, most), cancellationToken);
            _before -= read;
            return _buffer.AsMemory(0, read);
        }

        if (_leaveOut > 0)
        {
            await Inner.ReadExactlyAsync(_buffer.AsMemory(0, _leaveOut), cancellationToken);
            _leaveOut = 0;
            return _digits;
        }

        return _buffer.AsMemory(0, await Inner.ReadAsync(_buffer, cancellationToken));
    }
}
