using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Infrar.Platform.Parts.Secrets;

/// <summary>Seals secrets in envelopes: a data key for each owner, wrapped by the master key, seals what is inside.</summary>
/// <remarks>
/// An envelope reads: the letters <c>IFS</c> and the version, 1; the length of the wrapped data key, 2 bytes, big-endian; the wrapped
/// data key; a random nonce, 12 bytes; the tag of AES-256-GCM, 16 bytes; the ciphertext. The associated data are all before the nonce
/// but the wrapped key, then the owner and the name, so an envelope opens only where it was put. The wrapped key is bound to the owner
/// by the master key, and may be wrapped anew without touching the rest.
/// </remarks>
internal sealed class Sealing(IMasterKey master)
{
    private const int Prefix = 6;
    private const int Nonce = 12;
    private const int Tag = 16;

    // Random nonces of 96 bits are sound for 2^32 uses of one key; this stays far below.
    private const int MostUses = 1 << 20;

    private readonly ConcurrentDictionary<string, DataKey> _keys = new(StringComparer.Ordinal);

    /// <summary>Seals one secret.</summary>
    /// <param name="owner">Whose it is: a project.</param>
    /// <param name="name">The secret's name at its owner.</param>
    /// <param name="plain">What to seal.</param>
    /// <param name="cancellationToken">Ends the wait for the master key.</param>
    public async Task<byte[]> SealAsync(
        string owner,
        string name,
        ReadOnlyMemory<byte> plain,
        CancellationToken cancellationToken
    )
    {
        var key = await CurrentAsync(owner, cancellationToken);
        var envelope = new byte[Prefix + key.Wrapped.Length + Nonce + Tag + plain.Length];
        var body = WriteHead(envelope, key.Wrapped);
        RandomNumberGenerator.Fill(body[..Nonce]);
        using var aes = new AesGcm(key.Plain, Tag);
        aes.Encrypt(body[..Nonce], plain.Span, body[(Nonce + Tag)..], body.Slice(Nonce, Tag), Associated(owner, name));
        return envelope;
    }

    /// <summary>Opens an envelope.</summary>
    /// <exception cref="CryptographicException">It was sealed elsewhere, for another owner or name, or changed since.</exception>
    public async Task<byte[]> OpenAsync(
        string owner,
        string name,
        ReadOnlyMemory<byte> envelope,
        CancellationToken cancellationToken
    )
    {
        var wrapped = WrappedKey(envelope);
        var key =
            _keys.TryGetValue(owner, out var known) && wrapped.Span.SequenceEqual(known.Wrapped)
                ? known.Plain
                : await master.UnwrapAsync(wrapped, Context(owner), cancellationToken);
        return Decrypt(key, envelope.Span[(Prefix + wrapped.Length)..], Associated(owner, name));
    }

    /// <summary>Wraps an envelope's data key under the newest master key; what is inside stays as it is.</summary>
    public async Task<byte[]> RewrapAsync(
        string owner,
        ReadOnlyMemory<byte> envelope,
        CancellationToken cancellationToken
    )
    {
        var wrapped = WrappedKey(envelope);
        var key = await master.UnwrapAsync(wrapped, Context(owner), cancellationToken);
        var anew = await master.WrapAsync(key, Context(owner), cancellationToken);
        CryptographicOperations.ZeroMemory(key);
        var body = envelope[(Prefix + wrapped.Length)..];
        var renewed = new byte[Prefix + anew.Length + body.Length];
        body.Span.CopyTo(WriteHead(renewed, anew));
        return renewed;
    }

    /// <summary>Lets new data keys be made from now on, as is right when master or data keys are rotated.</summary>
    public void ForgetKeys() => _keys.Clear();

    private async Task<DataKey> CurrentAsync(string owner, CancellationToken cancellationToken)
    {
        if (_keys.TryGetValue(owner, out var known) && !master.IsOutdated(known.Wrapped) && known.Use())
        {
            return known;
        }

        var plain = RandomNumberGenerator.GetBytes(32);
        var made = new DataKey(plain, await master.WrapAsync(plain, Context(owner), cancellationToken));
        _keys[owner] = made;
        return made;
    }

    private static byte[] Decrypt(byte[] key, ReadOnlySpan<byte> body, byte[] associated)
    {
        if (body.Length < Nonce + Tag)
        {
            throw new CryptographicException("The envelope is too short.");
        }

        var plain = new byte[body.Length - Nonce - Tag];
        using var aes = new AesGcm(key, Tag);
        aes.Decrypt(body[..Nonce], body[(Nonce + Tag)..], body.Slice(Nonce, Tag), plain, associated);
        return plain;
    }

    private static Span<byte> WriteHead(Span<byte> envelope, ReadOnlySpan<byte> wrapped)
    {
        "IFS\u0001"u8.CopyTo(envelope);
        BinaryPrimitives.WriteUInt16BigEndian(envelope[4..], checked((ushort)wrapped.Length));
        wrapped.CopyTo(envelope[Prefix..]);
        return envelope[(Prefix + wrapped.Length)..];
    }

    private static ReadOnlyMemory<byte> WrappedKey(ReadOnlyMemory<byte> envelope)
    {
        if (envelope.Length < Prefix || !envelope.Span.StartsWith("IFS\u0001"u8))
        {
            throw new CryptographicException("This is no envelope of a version that is known here.");
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(envelope.Span[4..]);
        return envelope.Length - Prefix >= length
            ? envelope.Slice(Prefix, length)
            : throw new CryptographicException("The envelope is too short.");
    }

    // Neither owners nor names hold the zero that parts them.
    private static byte[] Associated(string owner, string name) => Encoding.UTF8.GetBytes($"IFS\u0001{owner}\0{name}");

    private static string Context(string owner) => $"data key of {owner}";

    private sealed class DataKey(byte[] plain, byte[] wrapped)
    {
        private int _uses = 1;

        public byte[] Plain { get; } = plain;

        public byte[] Wrapped { get; } = wrapped;

        public bool Use() => Interlocked.Increment(ref _uses) <= MostUses;
    }
}
