using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Infrar.Core.Resources;

/// <summary>The resources of a placement or a plan, and who refers to whom: the one form that everything later works on.</summary>
public sealed class ResourceGraph
{
    private readonly FrozenDictionary<string, Resource> _byAddress;
    private readonly Lazy<ILookup<string, Resource>> _byType;
    private readonly Lazy<ILookup<string, Resource>> _referrers;

    /// <summary>A graph of resources in the order given; addresses are unique.</summary>
    /// <exception cref="ArgumentException">Two resources share an address.</exception>
    public ResourceGraph(IEnumerable<Resource> resources)
    {
        Resources = [.. resources];
        _byAddress = Resources.ToFrozenDictionary(r => r.Address, StringComparer.Ordinal);
        _byType = new(() => Resources.ToLookup(r => r.Type, StringComparer.Ordinal));
        _referrers = new(() =>
            Resources
                .SelectMany(r => ReferencesOf(r).Distinct(StringComparer.Ordinal).Select(to => (To: to, From: r)))
                .ToLookup(e => e.To, e => e.From, StringComparer.Ordinal)
        );
    }

    /// <summary>Every resource and data source, in the order they were made.</summary>
    public ImmutableArray<Resource> Resources { get; }

    /// <summary>The resource at that address, or null.</summary>
    public Resource? Find(string address) => _byAddress.GetValueOrDefault(address);

    /// <summary>The managed resources of a type, in order.</summary>
    public IEnumerable<Resource> OfType(string type) => _byType.Value[type].Where(r => !r.IsData);

    /// <summary>The resources that refer to that address, in order.</summary>
    public IEnumerable<Resource> ReferrersOf(string address) => _referrers.Value[address];

    /// <summary>The resource that an attribute refers to, or null when it holds no reference to one of this graph.</summary>
    public Resource? Follow(Value value) => value.References().Select(Find).FirstOrDefault(r => r is not null);

    /// <summary>Addresses that a resource refers to, through attributes and <c>depends_on</c>.</summary>
    public static IEnumerable<string> ReferencesOf(Resource resource) =>
        resource.Attributes.References().Concat(resource.DependsOn);
}
