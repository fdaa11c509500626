using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Infrar.Cli.Tests.Remote;

/// <summary>An authenticator (RFC 6238).</summary>
internal static partial class Totp
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The code of this moment for the key that a text shows.</summary>
    public static string CodeOf(string shown)
    {
        var key = Key().Match(shown).Groups[1].Value;
        var bits = string.Concat(
            key.Select(c => Convert.ToString(Base32.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0'))
        );
        var bytes = Enumerable
            .Range(0, bits.Length / 8)
            .Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))
            .ToArray();
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // Authenticators speak SHA-1; nothing else is at stake.
        var hash = HMACSHA1.HashData(bytes, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"this key:\s+([A-Z2-7]+)")]
    private static partial Regex Key();
}

/// <summary>Somebody who types a password, then reads the screen and types what it asks for.</summary>
internal sealed class AnsweringReader(string first, Func<string, string> next) : TextReader
{
    private bool _isFirst = true;

    /// <summary>What stands on the screen.</summary>
    public Func<string> Error { get; set; } = () => "";

    public override ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = _isFirst ? first : next(Error());
        _isFirst = false;
        return new(line);
    }
}
