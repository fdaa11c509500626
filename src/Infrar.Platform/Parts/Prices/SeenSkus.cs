using System.IO.Hashing;
using System.Text;

namespace Infrar.Platform.Parts.Prices;

/// <summary>Which SKUs of a file came already, for a feed may state one with each of its prices; not thread-safe.</summary>
/// <remarks>
/// Names are known by 76 bits of their hash: among ten million SKUs two that share them are expected once in a billion files. Many small
/// sets grow one at a time, where a large one would be copied whole, and the copies stay until all memory is collected.
/// </remarks>
internal sealed class SeenSkus
{
    private const int Sets = 4096;
    private readonly HashSet<ulong>?[] _sets = new HashSet<ulong>?[Sets];

    /// <summary>Notes one.</summary>
    /// <returns>Whether it came for the first time.</returns>
    public bool Add(string key, string region)
    {
        Span<byte> text = stackalloc byte[512];
        var longest = Encoding.UTF8.GetMaxByteCount(key.Length) + Encoding.UTF8.GetMaxByteCount(region.Length) + 1;
        if (longest > text.Length)
        {
            text = new byte[longest];
        }

        var at = Encoding.UTF8.GetBytes(key, text);
        text[at++] = 0;
        at += Encoding.UTF8.GetBytes(region, text[at..]);
        var hash = XxHash128.HashToUInt128(text[..at]);
        return (_sets[(int)(hash >> 64) & (Sets - 1)] ??= []).Add((ulong)hash);
    }
}
