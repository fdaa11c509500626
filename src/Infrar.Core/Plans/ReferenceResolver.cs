using System.Collections.Immutable;
using System.Globalization;

namespace Infrar.Core.Plans;

/// <summary>Finds which resources an expression refers to, through the inputs and outputs of modules.</summary>
internal sealed class ReferenceResolver(ResourceBook resources, ModuleInstance.Book modules, ModuleConfiguration root)
{
    /// <summary>An expression that refers to more resources than this stays unknown: what it means for each is lost anyway.</summary>
    private const int MostFound = 100;

    // Inputs and outputs handed through more modules than this are not followed; a file may hold a circle.
    private const int DeepestModules = 32;

    private readonly Dictionary<ModuleInstance, ModuleConfiguration> _configurations = new()
    {
        [ModuleInstance.Root] = root,
    };

    private readonly Dictionary<(Expression.Leaf, ModuleInstance), Resolution> _known = [];

    // What the expression that is being resolved refers to; used again for the next.
    private readonly List<Target> _found = [];

    /// <summary>Where an expression stands.</summary>
    /// <param name="Module">The module.</param>
    /// <param name="Index">Index of the resource or call that it belongs to; empty for none.</param>
    /// <param name="Repeated">What that is repeated over.</param>
    internal readonly record struct Scope(ModuleInstance Module, string Index, Expression.Leaf Repeated);

    /// <summary>One attribute of one resource.</summary>
    internal readonly record struct Target(ResourceDraft Resource, string Path);

    /// <summary>What a module is written as; of one that the configuration does not know, nothing.</summary>
    internal ModuleConfiguration ConfigurationOf(ModuleInstance module)
    {
        if (!_configurations.TryGetValue(module, out var configuration))
        {
            configuration =
                module.Parent is { } parent && ConfigurationOf(parent).Calls.TryGetValue(module.Call, out var call)
                    ? call.Module
                    : ModuleConfiguration.Unknown;
            _configurations.Add(module, configuration);
        }

        return configuration;
    }

    /// <summary>What an expression refers to.</summary>
    internal Resolution Resolve(Expression.Leaf expression, Scope scope)
    {
        // Kept for the other instances; of what is not repeated there is none.
        var isSameForAll = scope.Index.Length > 0 && !DependsOnIndex(expression);
        if (isSameForAll && _known.TryGetValue((expression, scope.Module), out var known))
        {
            return known;
        }

        _found.Clear();
        Find(expression, scope, _found, 0);
        var resolution =
            _found.Count > MostFound ? Resolution.Nothing : Resolution.Of(_found, expression.References.Length);
        if (isSameForAll)
        {
            _known.Add((expression, scope.Module), resolution);
        }

        return resolution;
    }

    /// <summary>The resources that <c>depends_on</c> names; whole modules among them are left out.</summary>
    internal ImmutableArray<string> DependenciesOf(ResourceConfiguration resource, Scope scope)
    {
        if (resource.DependsOn.IsEmpty)
        {
            return [];
        }

        var found = new List<Target>();
        foreach (var reference in resource.DependsOn.Where(r => r.Sort is ReferenceSort.Resource))
        {
            FindResource(reference, scope, hasIndex: false, found);
        }

        return [.. found.Take(MostFound).Select(t => t.Resource.Address)];
    }

    private static bool DependsOnIndex(Expression.Leaf expression)
    {
        foreach (var reference in expression.References)
        {
            if (reference.Sort is ReferenceSort.Key or ReferenceSort.EachValue)
            {
                return true;
            }
        }

        return false;
    }

    private void Find(Expression.Leaf expression, Scope scope, List<Target> found, int depth)
    {
        if (depth > DeepestModules)
        {
            return;
        }

        var hasIndex = scope.Index.Length > 0 && DependsOnIndex(expression);
        foreach (var reference in expression.References)
        {
            if (found.Count > MostFound)
            {
                return;
            }

            switch (reference.Sort)
            {
                case ReferenceSort.Resource:
                    FindResource(reference, scope, hasIndex, found);
                    break;
                case ReferenceSort.Module:
                    FindOutput(reference, reference.Path, scope, hasIndex, found, depth);
                    break;
                case ReferenceSort.Variable:
                    Append(InputOf(reference, scope, depth), reference.Path, found);
                    break;
                case ReferenceSort.EachValue:
                    FindEach(reference, scope, found, depth);
                    break;
                case ReferenceSort.Key:
                    break;
            }
        }
    }

    // The instance of the same index where the expression uses its own; otherwise all.
    private void FindResource(ReferenceText reference, Scope scope, bool hasIndex, List<Target> found)
    {
        var address = scope.Module.Prefix + reference.Name;
        if (resources.Find(reference.Index.Length == 0 ? address : address + reference.Index) is { } one)
        {
            found.Add(new(one, reference.Path));
        }
        else if (reference.Index.Length == 0)
        {
            if (hasIndex && resources.Find(address + scope.Index) is { } same)
            {
                found.Add(new(same, reference.Path));
                return;
            }

            found.AddRange(
                resources.InstancesOf(address).Take(MostFound + 1).Select(i => new Target(i, reference.Path))
            );
        }
    }

    private void FindOutput(
        ReferenceText reference,
        string path,
        Scope scope,
        bool hasIndex,
        List<Target> found,
        int depth
    )
    {
        var name = Addresses.NameOf(path);
        if (
            name.IsEmpty
            || !ConfigurationOf(scope.Module).Calls.TryGetValue(reference.Name, out var call)
            || !call.Module.Outputs.TryGetValue(name.ToString(), out var output)
        )
        {
            return;
        }

        var index = reference.Index.Length == 0 && hasIndex ? scope.Index : reference.Index;
        var module = modules.At($"{scope.Module.Prefix}module.{reference.Name}{index}");
        var inner = new List<Target>();
        Find(output, new(module, "", Expression.Leaf.Empty), inner, depth + 1);
        Append(inner, path[name.Length..].TrimStart('.'), found);
    }

    private List<Target> InputOf(ReferenceText reference, Scope scope, int depth)
    {
        var module = scope.Module;
        List<Target> inner = [];
        if (
            module.Parent is { } parent
            && ConfigurationOf(parent).Calls.TryGetValue(module.Call, out var call)
            && call.Inputs.TryGetValue(reference.Name, out var input)
        )
        {
            Find(input, new(parent, module.Index, call.Repeated), inner, depth + 1);
        }

        return inner;
    }

    // each.value is the instance of the same key, where the resource is repeated over resources or modules.
    private void FindEach(ReferenceText reference, Scope scope, List<Target> found, int depth)
    {
        foreach (var repeated in scope.Repeated.References)
        {
            if (repeated is { Sort: ReferenceSort.Resource, Index: "", Path: "" })
            {
                if (resources.Find(scope.Module.Prefix + repeated.Name + scope.Index) is { } same)
                {
                    found.Add(new(same, reference.Path));
                }
            }
            else if (repeated is { Sort: ReferenceSort.Module, Index: "", Path: "" })
            {
                FindOutput(repeated, reference.Path, scope, hasIndex: true, found, depth);
            }
            else if (repeated.Sort is ReferenceSort.Variable)
            {
                var inner = InputOf(repeated, scope, depth);
                var same = inner.Where(t =>
                    t.Path.Length == 0 && t.Resource.Address.EndsWith(scope.Index, StringComparison.Ordinal)
                );
                found.AddRange(same.Select(t => new Target(t.Resource, reference.Path)));
            }
        }
    }

    // What an input or output refers to, and the path that is taken of it: [0] of several is the first.
    private static void Append(List<Target> inner, string path, List<Target> found)
    {
        var index = Addresses.IndexOf(path);
        var rest = path[index.Length..].TrimStart('.');
        IEnumerable<Target> chosen = inner;
        if (inner.Count > 1 && !index.IsEmpty)
        {
            var key = index.ToString();
            if (int.TryParse(index[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var place))
            {
                chosen = place < inner.Count ? [inner[place]] : inner;
            }
            else if (inner.FindAll(t => t.Resource.Address.EndsWith(key, StringComparison.Ordinal)) is [_, ..] same)
            {
                chosen = same;
            }
        }

        found.AddRange(chosen.Select(t => t.Path.Length == 0 ? new Target(t.Resource, rest) : t));
    }
}
