using System.Collections.Immutable;
using Infrar.Core.Resources;

namespace Infrar.Core.Plans;

/// <summary>Makes collections anew where a part of them changes; otherwise they stay the same object.</summary>
internal static class Rebuilt
{
    /// <summary>The list with each item changed.</summary>
    internal static Value List(Value.ListOf list, Func<Value, Value> change)
    {
        ImmutableArray<Value>.Builder? changed = null;
        for (var i = 0; i < list.Items.Length; i++)
        {
            var after = change(list.Items[i]);
            if (!ReferenceEquals(after, list.Items[i]))
            {
                (changed ??= list.Items.ToBuilder())[i] = after;
            }
        }

        return changed is null ? list : new Value.ListOf(changed.DrainToImmutable());
    }

    /// <summary>The map with the value of each entry changed.</summary>
    internal static Value Map(Value.MapOf map, Func<Value, Value> change)
    {
        ImmutableArray<KeyValuePair<string, Value>>.Builder? changed = null;
        for (var i = 0; i < map.Entries.Length; i++)
        {
            var (name, before) = map.Entries[i];
            var after = change(before);
            if (!ReferenceEquals(after, before))
            {
                (changed ??= map.Entries.ToBuilder())[i] = new(name, after);
            }
        }

        return changed is null ? map : new Value.MapOf(changed.DrainToImmutable());
    }
}
