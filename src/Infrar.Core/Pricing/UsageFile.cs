using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Core.Pricing;

/// <summary>Monthly use by resource and by resource type, as Infracost's usage file states it.</summary>
public sealed class UsageFile
{
    private static readonly ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, UsageRange>> None =
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, UsageRange>>(StringComparer.Ordinal);

    private readonly ImmutableArray<string> _wildcards;

    /// <summary>Use as stated; nested keys are joined by dots: <c>standard.storage_gb</c>.</summary>
    /// <param name="resourceTypes">Resource type to key to quantity: what holds where the resource itself states nothing.</param>
    /// <param name="resources">Address to key to quantity; <c>[*]</c> in an address stands for any index.</param>
    public UsageFile(
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, UsageRange>>? resourceTypes = null,
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, UsageRange>>? resources = null
    )
    {
        ResourceTypes = resourceTypes ?? None;
        Resources = resources ?? None;
        // The longer pattern says more, so it goes first.
        _wildcards =
        [
            .. Resources
                .Keys.Where(k => k.Contains("[*]", StringComparison.Ordinal))
                .OrderByDescending(k => k.Length)
                .ThenBy(k => k, StringComparer.Ordinal),
        ];
    }

    /// <summary>Resource type to key to quantity.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, UsageRange>> ResourceTypes { get; }

    /// <summary>Address or pattern to key to quantity.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, UsageRange>> Resources { get; }

    /// <summary>What the file states of a key: the address first, then a pattern that fits it, then the type; or null.</summary>
    public UsageRange? Of(Resource resource, string key)
    {
        if (Resources.GetValueOrDefault(resource.Address)?.GetValueOrDefault(key) is { } exact)
        {
            return exact;
        }

        foreach (var pattern in _wildcards)
        {
            if (Fits(resource.Address, pattern) && Resources[pattern].GetValueOrDefault(key) is { } use)
            {
                return use;
            }
        }

        return ResourceTypes.GetValueOrDefault(resource.Type)?.GetValueOrDefault(key);
    }

    /// <summary>Whether an address is the pattern with an index in the place of each <c>[*]</c>.</summary>
    private static bool Fits(ReadOnlySpan<char> address, ReadOnlySpan<char> pattern)
    {
        while (true)
        {
            var star = pattern.IndexOf("[*]", StringComparison.Ordinal);
            if (star < 0)
            {
                return address.SequenceEqual(pattern);
            }

            if (!address.StartsWith(pattern[..star], StringComparison.Ordinal))
            {
                return false;
            }

            address = address[star..];
            pattern = pattern[(star + 3)..];
            var end = address.IndexOf(']');
            if (address is not ['[', ..] || end < 0)
            {
                return false;
            }

            address = address[(end + 1)..];
        }
    }
}
