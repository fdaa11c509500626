using System.Collections.Immutable;

namespace Infrar.Core.Resources;

/// <summary>The resources of a placement or a plan, and who refers to whom: the one form that everything later works on.</summary>
public sealed class ResourceGraph
{
    private readonly Dictionary<string, Resource> _byAddress;
    private readonly Lazy<ILookup<string, Resource>> _byType;
    private readonly Lazy<ReferrerIndex> _referrers;
    private readonly Lazy<LiteralNames> _literals;

    /// <summary>A graph of resources in the order given; addresses are unique.</summary>
    /// <exception cref="ArgumentException">Two resources share an address.</exception>
    public ResourceGraph(IEnumerable<Resource> resources)
    {
        Resources = [.. resources];
        _byAddress = Resources.ToDictionary(r => r.Address, StringComparer.Ordinal);
        _byType = new(() => Resources.ToLookup(r => r.Type, StringComparer.Ordinal));
        _literals = new(() => new(Resources));
        _referrers = new(() => new(Resources, _literals.Value));
    }

    /// <summary>Every resource and data source, in the order they were made.</summary>
    public ImmutableArray<Resource> Resources { get; }

    /// <summary>The resource at that address, or null.</summary>
    public Resource? Find(string address) => _byAddress.GetValueOrDefault(address);

    /// <summary>The managed resources of a type, in order.</summary>
    public IEnumerable<Resource> OfType(string type) => _byType.Value[type].Where(r => !r.IsData);

    /// <summary>The resources that refer to that address, in order: by a reference, or by its literal id or ARN.</summary>
    public IEnumerable<Resource> ReferrersOf(string address) => _referrers.Value.Of(address);

    /// <summary>The resource that an attribute refers to, or null when it refers to none of this graph.</summary>
    /// <remarks>
    /// By a reference; in a plan also by a literal id, then ARN, then a name that only one resource has. An expression of
    /// which a plan tells several resources, and not which one is meant, refers to none: see <see cref="FollowAll"/>.
    /// </remarks>
    public Resource? Follow(Value value) =>
        value switch
        {
            Value.Reference reference => Find(reference.Address),
            Value.Text text => (text.Origin is { } origin ? Find(origin.Address) : null)
                ?? _literals.Value.Find(text.Content),
            Value.Expression { Addresses: [_, _, ..] } => null,
            _ => value.References().Select(Find).FirstOrDefault(r => r is not null),
        };

    /// <summary>Every resource that an attribute refers to, in order of appearance, each once.</summary>
    public IEnumerable<Resource> FollowAll(Value value)
    {
        var literals = TextsIn(value).Select(t => t.Origin is null ? _literals.Value.Find(t.Content) : null);
        return value.References().Select(Find).Concat(literals).OfType<Resource>().Distinct();
    }

    /// <summary>Addresses that a resource refers to, through attributes and <c>depends_on</c>.</summary>
    public static IEnumerable<string> ReferencesOf(Resource resource) =>
        resource.Attributes.References().Concat(resource.DependsOn);

    private static IEnumerable<Value.Text> TextsIn(Value value) =>
        value switch
        {
            Value.Text text => [text],
            Value.ListOf list => list.Items.SelectMany(TextsIn),
            Value.Blocks blocks => blocks.Items.SelectMany(TextsIn),
            Value.MapOf map => map.Entries.SelectMany(e => TextsIn(e.Value)),
            _ => [],
        };
}
