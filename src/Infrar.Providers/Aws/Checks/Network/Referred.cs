using System.Collections.Immutable;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>The resources that a setting names.</summary>
/// <param name="Resources">Those of this graph, in the order named.</param>
/// <param name="IsComplete">Whether they are all that it names: nothing of it is unknown or lies elsewhere.</param>
internal sealed record Referred(ImmutableArray<Resource> Resources, bool IsComplete)
{
    /// <summary>The resources of the given types that a list, or a single value, names.</summary>
    public static Referred Of(ResourceGraph graph, Value value, params ReadOnlySpan<string> types)
    {
        var found = ImmutableArray.CreateBuilder<Resource>();
        var isComplete = true;
        foreach (var item in value is Value.ListOf or Value.Blocks ? value.Items() : [value])
        {
            var candidates = CandidatesIn(graph, item);
            isComplete &= item is Value.Null || (!candidates.IsEmpty && IsSure(item, candidates));
            foreach (var candidate in candidates)
            {
                if (!candidate.IsData && types.Contains(candidate.Type))
                {
                    found.Add(candidate);
                }
                else
                {
                    isComplete = false;
                }
            }
        }

        return new([.. found.Distinct()], isComplete);
    }

    /// <summary>The one resource of those types that a value names, or null.</summary>
    public static Resource? One(ResourceGraph graph, Value value, params ReadOnlySpan<string> types) =>
        Of(graph, value, types) is { IsComplete: true, Resources: [var only] } ? only : null;

    private static ImmutableArray<Resource> CandidatesIn(ResourceGraph graph, Value item) =>
        item is Value.Expression expression ? [.. expression.Addresses.Select(graph.Find).OfType<Resource>()]
        : graph.Follow(item) is { } one ? [one]
        : [];

    // An expression over several blocks may choose among them; over one block it is a splat or an index.
    private static bool IsSure(Value item, ImmutableArray<Resource> candidates) =>
        item is not Value.Expression expression
        || (
            expression.Addresses.Distinct().Count() == candidates.Distinct().Count()
            && candidates.DistinctBy(c => (c.Type, c.Name)).Count() == 1
        );
}
