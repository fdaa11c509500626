using System.Collections.Immutable;
using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Core.Plans;

/// <summary>Puts a plan together from what its file says: references, regions, and the graph after and before.</summary>
internal sealed class PlanAssembly
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly Catalog _catalog;
    private readonly PlanDocument _document;
    private readonly ProviderBook _providers;

    private PlanAssembly(ReadOnlyMemory<byte> json, Catalog catalog, PlanDocument document)
    {
        (_json, _catalog, _document) = (json, catalog, document);
        var configuration = document.Configuration;
        _providers = new(configuration.Providers, configuration.Root, document.Variables);
    }

    /// <summary>The plan that a document without errors holds; a repeated resource is told and left out.</summary>
    internal static Plan Of(ReadOnlyMemory<byte> json, Catalog catalog, PlanDocument document, PlanFaults faults) =>
        new PlanAssembly(json, catalog, document).Make(faults);

    private Plan Make(PlanFaults faults)
    {
        var drafts = WithoutRepeats(faults);
        var remaining = drafts.FindAll(d => d.Remains);
        var resolver = new ReferenceResolver(new(remaining), _document.Resources.Modules, _document.Configuration.Root);
        var filler = new ReferenceFiller(resolver);
        var after = new Dictionary<ResourceDraft, Resource>(remaining.Count, ReferenceEqualityComparer.Instance);
        var resources = ImmutableArray.CreateBuilder<Resource>(remaining.Count);
        foreach (var draft in remaining)
        {
            var resource = Make(draft, resolver, filler);
            after.Add(draft, resource);
            resources.Add(resource);
        }

        var graph = new ResourceGraph(resources.DrainToImmutable());
        return new(
            graph,
            () =>
                _document.IsState ? graph : new ResourceGraph(drafts.Select(d => Before(d, after)).OfType<Resource>()),
            _document.IsState
                ? []
                :
                [
                    .. drafts
                        .Where(d => !d.IsData)
                        .Select(d => new ResourceChange(d.Address, d.Type, d.Action, d.ReplacePaths)),
                ]
        )
        {
            EngineVersion = _document.EngineVersion,
        };
    }

    private List<ResourceDraft> WithoutRepeats(PlanFaults faults)
    {
        var drafts = _document.Resources.Drafts;
        var seen = new HashSet<string>(drafts.Count, StringComparer.Ordinal);
        return drafts.FindAll(draft =>
        {
            // A data source that is read during apply stands both in the changes and in what was there before.
            var isNew = seen.Add(draft.Address);
            if (!isNew && !draft.IsData)
            {
                faults.Repeated(draft.Offset, draft.Address);
            }

            return isNew;
        });
    }

    private Resource Make(ResourceDraft draft, ReferenceResolver resolver, ReferenceFiller filler)
    {
        var written = WrittenAs(draft, resolver);
        ImmutableArray<string> dependsOn = [];
        if (written is not null)
        {
            var scope = new ReferenceResolver.Scope(
                draft.Module,
                Addresses.IndexAtEndOf(draft.Address).ToString(),
                written.Repeated
            );
            if (written.Arguments is { } arguments)
            {
                filler.Fill(draft, arguments, scope);
            }

            dependsOn = resolver.DependenciesOf(written, scope);
        }

        return Make(draft, draft.Attributes, written?.ProviderKey ?? draft.Provider, dependsOn);
    }

    private Resource Make(
        ResourceDraft draft,
        Value.MapOf attributes,
        string providerKey,
        ImmutableArray<string> dependsOn
    )
    {
        var (alias, arguments) = _providers.Of(providerKey);
        return new()
        {
            Address = draft.Address,
            Type = draft.Type,
            Name = draft.Name,
            IsData = draft.IsData,
            Provider = draft.Provider,
            ProviderAlias = alias,
            Region = _catalog.FindByTofuName(draft.Provider)?.RegionOf(draft.Type, attributes, arguments) ?? "",
            Attributes = attributes,
            DependsOn = dependsOn,
            Concern = draft.Module.Outermost,
        };
    }

    // What nothing happens to is the same; of a data source only one state is known.
    private Resource? Before(ResourceDraft draft, Dictionary<ResourceDraft, Resource> after)
    {
        if (draft.Action is ChangeAction.NoOp or ChangeAction.Read)
        {
            return draft.IsData || draft.Before.End.Value > 0 ? after.GetValueOrDefault(draft) : null;
        }

        if (draft.Before.End.Value == 0)
        {
            return null;
        }

        var attributes = _document.Resources.Reread(_json.Span[draft.Before], _json.Span[draft.BeforeSensitive]);
        var key =
            after.TryGetValue(draft, out var same) && same.ProviderAlias.Length > 0
                ? $"{draft.Provider}.{same.ProviderAlias}"
                : draft.Provider;
        return Make(draft, attributes, key, []);
    }

    private static ResourceConfiguration? WrittenAs(ResourceDraft draft, ReferenceResolver resolver)
    {
        var written = resolver.ConfigurationOf(draft.Module).Resources;
        if (written.Count == 0)
        {
            return null;
        }

        var prefix = draft.IsData ? "data." : "";
        var length = prefix.Length + draft.Type.Length + 1 + draft.Name.Length;
        var key = length <= 256 ? stackalloc char[length] : new char[length];
        key.TryWrite($"{prefix}{draft.Type}.{draft.Name}", out _);
        return written.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var found) ? found : null;
    }
}
