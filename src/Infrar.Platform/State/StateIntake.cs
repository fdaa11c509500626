using System.Security.Cryptography;
using Infrar.Core;

namespace Infrar.Platform.State;

/// <summary>A state on its way to its file: counted, hashed and looked into while it is read once.</summary>
/// <param name="body">What is sent.</param>
/// <param name="most">Most bytes; what is beyond ends the reading.</param>
internal sealed class StateIntake(Stream body, long most) : Stream
{
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    // What the protocol's clients send; against faults on the way, not against anybody.
#pragma warning disable CA5351
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
    private readonly StateReader _reader = new();
    private bool _isTooLarge;

    /// <summary>Bytes that passed by.</summary>
    public long Size { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>What came, once all was read.</summary>
    /// <param name="md5">What the sender says that its MD5 is, in base64; null where it says nothing.</param>
    /// <returns>Head and hashes; <c>STT005</c>, <c>STT006</c> or <c>STT007</c>.</returns>
    public Result<(StateHead Head, string Sha256, string Md5)> End(string? md5)
    {
        if (_isTooLarge)
        {
            return StateProblems.TooLarge(most / 1024 / 1024);
        }

        var hash = _md5.GetHashAndReset();
        if (md5 is not null && md5 != Convert.ToBase64String(hash))
        {
            return StateProblems.Damaged();
        }

        return _reader.End().Succeeded(out var head, out var problem)
            ? (head, Convert.ToHexStringLower(_sha256.GetHashAndReset()), Convert.ToHexStringLower(hash))
            : problem;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isTooLarge)
        {
            return 0;
        }

        var read = await body.ReadAsync(buffer, cancellationToken);
        Size += read;
        if (Size > most)
        {
            _isTooLarge = true;
            return 0;
        }

        var bytes = buffer.Span[..read];
        _sha256.AppendData(bytes);
        _md5.AppendData(bytes);
        _reader.Take(bytes);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("It is read asynchronously.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _sha256.Dispose();
            _md5.Dispose();
        }

        base.Dispose(disposing);
    }
}
