using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace Infrar.Platform.Parts.Secrets;

/// <summary>Puts <c>***</c> in the place of known secrets, also where they stand in base64, in an address or in JSON.</summary>
/// <remarks>
/// Every byte that belongs to any occurrence is hidden, overlapping ones included; touching occurrences become one <c>***</c>. Values of
/// fewer than four bytes are not looked for: they stand in any text.
/// </remarks>
internal sealed class SecretMask
{
    private readonly ImmutableArray<byte[]>[] _byFirst = new ImmutableArray<byte[]>[256];
    private readonly SearchValues<byte> _firsts;

    public SecretMask(IEnumerable<Secret> secrets)
    {
        var patterns = secrets
            .SelectMany(s => SecretForms.Of(s.Reveal()))
            .Where(p => p.Length >= SecretForms.Shortest)
            .ToList();
        foreach (var group in patterns.GroupBy(p => p[0]))
        {
            _byFirst[group.Key] = [.. group.OrderByDescending(p => p.Length)];
        }

        _firsts = SearchValues.Create([.. patterns.Select(p => p[0]).Distinct()]);
        Longest = patterns.Select(p => p.Length).DefaultIfEmpty(1).Max();
    }

    /// <summary>The most bytes that one occurrence has; a stream holds back fewer.</summary>
    public int Longest { get; }

    /// <summary>The text without the secrets.</summary>
    public string Mask(string text)
    {
        using var output = new MemoryStream();
        using (var masked = new MaskedStream(output, this))
        {
            masked.Write(Encoding.UTF8.GetBytes(text));
        }

        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>The first place at which a secret may begin; the length where there is none.</summary>
    internal int NextCandidate(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOfAny(_firsts) is var place and >= 0 ? place : bytes.Length;

    /// <summary>The length of the longest secret that begins here; zero for none.</summary>
    internal int MatchAt(ReadOnlySpan<byte> bytes)
    {
        var candidates = _byFirst[bytes[0]];
        if (candidates.IsDefault)
        {
            return 0;
        }

        foreach (var candidate in candidates)
        {
            if (bytes.StartsWith(candidate))
            {
                return candidate.Length;
            }
        }

        return 0;
    }
}
