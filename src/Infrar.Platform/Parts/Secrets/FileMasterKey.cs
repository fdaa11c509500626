using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Infrar.Platform.Parts.Secrets;

/// <summary>A master key in a file that only its owner can read: versions of 256 bits, of which the newest seals.</summary>
/// <remarks>
/// What is sealed reads: the version of the key, 4 bytes, big-endian; a random nonce, 12 bytes; the tag of AES-256-GCM, 16 bytes; the
/// ciphertext. The associated data are the version and the context, so nothing opens as what it is not.
/// </remarks>
internal sealed class FileMasterKey : IMasterKey
{
    private const int Header = 4;
    private const int Nonce = 12;
    private const int Tag = 16;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _file;
    private readonly Lock _changing = new();
    private volatile SortedDictionary<uint, byte[]> _versions;
    private DateTime _writtenAt;

    private FileMasterKey(string file)
    {
        _file = file;
        _writtenAt = File.GetLastWriteTimeUtc(file);
        _versions = Read(file);
    }

    /// <summary>Reads the key, or makes it at the first start.</summary>
    /// <exception cref="InvalidOperationException">The file is there and holds no key, or others may read it.</exception>
    public static FileMasterKey Open(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        if (!File.Exists(file))
        {
            using var turn = TakeTurn(file);
            // Another process may have made the key first; that one counts.
            if (!File.Exists(file))
            {
                Write(file, new() { [1] = RandomNumberGenerator.GetBytes(32) });
            }
        }

        if ((File.GetUnixFileMode(file) & ~OwnerOnly) is not UnixFileMode.None)
        {
            throw new InvalidOperationException($"{file} may be read by others than its owner. Run chmod 600 on it.");
        }

        return new(file);
    }

    /// <summary>Adds a version, which seals from now on; what older versions sealed still opens.</summary>
    /// <returns>The new version's number.</returns>
    public uint Rotate()
    {
        lock (_changing)
        {
            using var turn = TakeTurn(_file);
            var versions = Read(_file);
            var next = versions.Keys.Max() + 1;
            versions[next] = RandomNumberGenerator.GetBytes(32);
            Write(_file, versions);
            _versions = versions;
            return next;
        }
    }

    /// <summary>Removes every version but the newest; what they sealed opens no more.</summary>
    /// <returns>How many there were.</returns>
    public int ForgetOlder()
    {
        lock (_changing)
        {
            using var turn = TakeTurn(_file);
            var versions = Read(_file);
            var newest = versions.Keys.Max();
            Write(_file, new() { [newest] = versions[newest] });
            _versions = new() { [newest] = versions[newest] };
            return versions.Count - 1;
        }
    }

    /// <inheritdoc/>
    public bool IsOutdated(ReadOnlyMemory<byte> wrapped) =>
        wrapped.Length < Header || BinaryPrimitives.ReadUInt32BigEndian(wrapped.Span) != Current().Last().Key;

    /// <inheritdoc/>
    public Task<byte[]> WrapAsync(ReadOnlyMemory<byte> plain, string context, CancellationToken cancellationToken)
    {
        var (version, key) = Current().Last();
        var sealedBytes = new byte[Header + Nonce + Tag + plain.Length];
        BinaryPrimitives.WriteUInt32BigEndian(sealedBytes, version);
        var nonce = sealedBytes.AsSpan(Header, Nonce);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, Tag);
        aes.Encrypt(
            nonce,
            plain.Span,
            sealedBytes.AsSpan(Header + Nonce + Tag),
            sealedBytes.AsSpan(Header + Nonce, Tag),
            Associated(version, context)
        );
        return Task.FromResult(sealedBytes);
    }

    /// <inheritdoc/>
    public Task<byte[]> UnwrapAsync(ReadOnlyMemory<byte> wrapped, string context, CancellationToken cancellationToken)
    {
        var bytes = wrapped.Span;
        if (bytes.Length < Header + Nonce + Tag)
        {
            throw new CryptographicException("This is too short to have been sealed.");
        }

        var version = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (!Find(version, out var key))
        {
            throw new CryptographicException($"Version {version} of the master key is not in {_file}.");
        }

        var plain = new byte[bytes.Length - Header - Nonce - Tag];
        using var aes = new AesGcm(key, Tag);
        aes.Decrypt(
            bytes.Slice(Header, Nonce),
            bytes[(Header + Nonce + Tag)..],
            bytes.Slice(Header + Nonce, Tag),
            plain,
            Associated(version, context)
        );
        return Task.FromResult(plain);
    }

    // Another process may have rotated the key: from then on nothing may be sealed under the version before.
    private SortedDictionary<uint, byte[]> Current()
    {
        var writtenAt = File.GetLastWriteTimeUtc(_file);
        if (writtenAt == _writtenAt)
        {
            return _versions;
        }

        lock (_changing)
        {
            _versions = Read(_file);
            _writtenAt = writtenAt;
            return _versions;
        }
    }

    // The same where something is opened that was sealed under a version that is not known here yet.
    private bool Find(uint version, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out byte[]? key)
    {
        if (_versions.TryGetValue(version, out key))
        {
            return true;
        }

        _versions = Read(_file);
        return _versions.TryGetValue(version, out key);
    }

    private static byte[] Associated(uint version, string context) =>
        Encoding.UTF8.GetBytes(string.Create(null, $"infrar/1/{version}/{context}"));

    // The turn is held for milliseconds and freed when its process dies, so this waits by trying again.
    private static IDisposable TakeTurn(string file)
    {
        IDisposable? turn;
        while ((turn = FolderLock.TryTake(file + ".turn")) is null)
        {
            Thread.Sleep(1);
        }

        return turn;
    }

    private static SortedDictionary<uint, byte[]> Read(string file)
    {
        try
        {
            var versions = JsonSerializer.Deserialize<SortedDictionary<uint, byte[]>>(File.ReadAllBytes(file));
            return versions is { Count: > 0 } && versions.Values.All(k => k.Length is 32)
                ? versions
                : throw new InvalidOperationException($"{file} holds no master key. Restore it from a backup.");
        }
        catch (JsonException)
        {
            throw new InvalidOperationException($"{file} holds no master key. Restore it from a backup.");
        }
    }

    private static void Write(string file, SortedDictionary<uint, byte[]> versions) =>
        DurableFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(versions));
}
