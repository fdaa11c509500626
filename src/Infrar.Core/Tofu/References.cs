using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Core.Tofu;

/// <summary>
/// Which resources are written, and what stands in for a reference to one that is not: an input variable that whoever
/// runs the configuration sets, since the thing is made elsewhere.
/// </summary>
internal sealed class References(Placement placement, Catalog catalog)
{
    private readonly HashSet<string> _written = catalog
        .Providers.Select(p => p.Tofu?.Name)
        .OfType<string>()
        .ToHashSet(StringComparer.Ordinal);

    private readonly SortedDictionary<string, TofuVariable> _variables = new(StringComparer.Ordinal);

    /// <summary>The stand-ins that <see cref="Resolve"/> made so far.</summary>
    internal IEnumerable<TofuVariable> Variables => _variables.Values;

    internal bool IsWritten(Resource resource) => _written.Contains(resource.Provider);

    /// <summary>Whether every resource that the value refers to is written.</summary>
    internal bool Holds(Value value) =>
        value.References().All(a => placement.Graph.Find(a) is not { } resource || IsWritten(resource));

    /// <summary>The value with stand-ins for what is made elsewhere.</summary>
    internal Value Resolve(Value value) =>
        value switch
        {
            Value.Reference r when !Holds(r) => StandIn(r),
            Value.ListOf l => new Value.ListOf([.. l.Items.Select(Resolve)]),
            Value.MapOf m => ResolveEntries(m),
            Value.Blocks b => new Value.Blocks([.. b.Items.Select(ResolveEntries)]),
            Value.Template t => new Value.Template([.. t.Parts.Select(Resolve)]),
            Value.Json j => new Value.Json(Resolve(j.Content)),
            _ => value,
        };

    private Value.MapOf ResolveEntries(Value.MapOf map) =>
        new([.. map.Entries.Select(e => KeyValuePair.Create(e.Key, Resolve(e.Value)))]);

    private Value.Variable StandIn(Value.Reference reference)
    {
        var name = new string([
            .. $"{reference.Address}_{reference.Path}".Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'),
        ]);
        _variables[name] = new(
            name,
            "string",
            $"The {reference.Path} of {reference.Address}, which is set up outside this configuration.",
            Value.None
        );
        return new(name);
    }
}
