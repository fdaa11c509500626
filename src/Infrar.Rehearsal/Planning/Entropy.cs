using System.Security.Cryptography;
using System.Text;

namespace Infrar.Rehearsal.Planning;

/// <summary>Arbitrary looking text that is the same for the same seed: ids, tokens, suffixes.</summary>
internal sealed class Entropy(ReadOnlyMemory<byte> seed)
{
    private const string HexDigits = "0123456789abcdef";
    private const string DecimalDigits = "0123456789";
    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string LowerCase = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Seeded by texts, in which order and boundaries count.</summary>
    public static Entropy Of(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(part));
            hash.AppendData([0]);
        }

        return new Entropy(hash.GetHashAndReset());
    }

    public string Hex(int length, string salt) => Draw(HexDigits, length, salt);

    public string Digits(int length, string salt) => Draw(DecimalDigits, length, salt);

    public string Base32(int length, string salt) => Draw(Capitals, length, salt);

    public string Lower(int length, string salt) => Draw(LowerCase, length, salt);

    public string Uuid(string salt)
    {
        var hex = Hex(30, salt);
        return $"{hex[..8]}-{hex[8..12]}-4{hex[12..15]}-a{hex[15..18]}-{hex[18..30]}";
    }

    private string Draw(string alphabet, int length, string salt)
    {
        var text = new char[length];
        var bytes = ReadOnlySpan<byte>.Empty;
        for (var at = 0; at < length; at++)
        {
            var within = at % SHA256.HashSizeInBytes;
            if (within is 0)
            {
                bytes = SHA256.HashData([.. seed.Span, .. Encoding.UTF8.GetBytes($"{salt}/{at}")]);
            }

            text[at] = alphabet[bytes[within] % alphabet.Length];
        }

        return new string(text);
    }
}
