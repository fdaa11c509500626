using System.Collections.Frozen;

namespace Infrar.Rehearsal.Providers;

/// <summary>Which behavior belongs to which type of one provider, and which to every one of its resource types.</summary>
internal sealed record BehaviorCatalog(
    IReadOnlyList<TypeBehavior> Always,
    FrozenDictionary<string, TypeBehavior> Resources,
    FrozenDictionary<string, DataBehavior> DataSources
)
{
    private static readonly BehaviorCatalog s_none = new(
        [],
        FrozenDictionary<string, TypeBehavior>.Empty,
        FrozenDictionary<string, DataBehavior>.Empty
    );

    public static BehaviorCatalog Of(string provider) =>
        provider switch
        {
            "aws" => Aws.AwsBehaviors.Catalog,
            "random" => Random.RandomValues.Catalog,
            _ => s_none,
        };

    public IReadOnlyList<TypeBehavior> OfResource(string type) =>
        Resources.TryGetValue(type, out var behavior) ? [.. Always, behavior] : Always;

    public DataBehavior? OfDataSource(string type) => DataSources.GetValueOrDefault(type);
}
