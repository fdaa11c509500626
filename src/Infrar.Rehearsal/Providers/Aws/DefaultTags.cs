using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers.Aws;

/// <summary><c>tags_all</c>: the provider's default tags under the resource's own, known as soon as both are.</summary>
internal sealed class DefaultTags : TypeBehavior
{
    public override Value Plan(ResourceScope scope, Value config, Value planned)
    {
        if (!scope.Schema.Attributes.TryGetValue("tags_all", out var all) || !all.Computed)
        {
            return planned;
        }

        var (defaults, own) = (scope.Settings.DefaultTags, planned["tags"]);
        return planned.With("tags_all", defaults.IsUnknown || own.IsUnknown ? Value.Unknown : Merge(defaults, own));
    }

    private static MapValue Merge(Value defaults, Value own)
    {
        var merged = (defaults as MapValue)?.Entries ?? MapValue.NoEntries;
        return new MapValue(own is MapValue map ? merged.SetItems(map.Entries) : merged);
    }
}
