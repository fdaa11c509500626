namespace Infrar.Core.Resources;

/// <summary>Who refers to whom in a graph: by reference, by <c>depends_on</c>, and by literal id or ARN.</summary>
/// <remarks>Made in one walk over every value, without enumerators: a plan has millions of values.</remarks>
internal sealed class ReferrerIndex
{
    private readonly Dictionary<string, List<Resource>> _referrers = new(StringComparer.Ordinal);
    private readonly LiteralNames? _literals;
    private Resource? _from;

    /// <summary>The index of resources in the order of a graph.</summary>
    internal ReferrerIndex(IEnumerable<Resource> resources, LiteralNames literals)
    {
        _literals = literals.IsEmpty ? null : literals;
        foreach (var resource in resources)
        {
            _from = resource;
            Walk(resource.Attributes);
            foreach (var address in resource.DependsOn)
            {
                Add(address);
            }
        }
    }

    /// <summary>The resources that refer to an address, in order.</summary>
    internal IReadOnlyList<Resource> Of(string address) => _referrers.GetValueOrDefault(address) ?? [];

    private void Walk(Value value)
    {
        switch (value)
        {
            case Value.Text { Origin: { } origin }:
                Add(origin.Address);
                break;
            case Value.Text text:
                // Its own id and ARN stand among its attributes; nothing refers to itself.
                if (_literals?.FindById(text.Content) is { } found && !ReferenceEquals(found, _from))
                {
                    Add(found.Address);
                }

                break;
            case Value.MapOf map:
                foreach (var entry in map.Entries)
                {
                    Walk(entry.Value);
                }

                break;
            case Value.ListOf list:
                foreach (var item in list.Items)
                {
                    Walk(item);
                }

                break;
            case Value.Blocks blocks:
                foreach (var block in blocks.Items)
                {
                    Walk(block);
                }

                break;
            default:
                foreach (var address in value.References())
                {
                    Add(address);
                }

                break;
        }
    }

    private void Add(string address)
    {
        if (!_referrers.TryGetValue(address, out var referrers))
        {
            _referrers.Add(address, referrers = new(1));
        }

        // One resource is walked at a time, so that a repeat can only be the last.
        if (_from is { } from && (referrers.Count == 0 || !ReferenceEquals(referrers[^1], from)))
        {
            referrers.Add(from);
        }
    }
}
