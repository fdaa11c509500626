namespace Infrar.Core.Plans;

/// <summary>The resources of a file by address, and the instances of each repeated one.</summary>
internal sealed class ResourceBook
{
    private readonly Dictionary<string, ResourceDraft> _byAddress;
    private readonly Dictionary<string, List<ResourceDraft>> _instances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ResourceDraft>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    /// <summary>A book of resources whose addresses differ.</summary>
    internal ResourceBook(IReadOnlyCollection<ResourceDraft> drafts)
    {
        _byAddress = new(drafts.Count, StringComparer.Ordinal);
        _bySpan = _byAddress.GetAlternateLookup<ReadOnlySpan<char>>();
        var instances = _instances.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var draft in drafts)
        {
            _byAddress[draft.Address] = draft;
            if (Addresses.IndexAtEndOf(draft.Address) is { Length: > 0 } index)
            {
                var repeated = draft.Address.AsSpan(0, draft.Address.Length - index.Length);
                if (!instances.TryGetValue(repeated, out var siblings))
                {
                    instances[repeated] = siblings = [];
                }

                siblings.Add(draft);
            }
        }
    }

    /// <summary>The resource at that address, or null.</summary>
    internal ResourceDraft? Find(ReadOnlySpan<char> address) =>
        _bySpan.TryGetValue(address, out var draft) ? draft : null;

    /// <summary>Every instance of a repeated resource, in the order of the file; empty when it is not repeated.</summary>
    internal IReadOnlyList<ResourceDraft> InstancesOf(string address) => _instances.GetValueOrDefault(address) ?? [];
}
