using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Infrar.Core.Resources;

namespace Infrar.Core.Plans;

/// <summary>Puts references into the attributes of a resource, where its configuration says what they are taken from.</summary>
internal sealed class ReferenceFiller(ReferenceResolver resolver)
{
    /// <summary>Fills the attributes of one resource in place; they are its own until it is made.</summary>
    internal void Fill(ResourceDraft draft, Expression arguments, ReferenceResolver.Scope scope)
    {
        if (arguments is not Expression.Names names || draft.Attributes.Entries.IsEmpty)
        {
            return;
        }

        var entries = ImmutableCollectionsMarshal.AsArray(draft.Attributes.Entries).AsSpan();
        foreach (var (name, argument) in names.Entries)
        {
            foreach (ref var entry in entries)
            {
                if (entry.Key == name)
                {
                    entry = new(name, Fill(entry.Value, argument, scope));
                    break;
                }
            }
        }
    }

    private Value Fill(Value value, Expression expression, ReferenceResolver.Scope scope)
    {
        switch (expression)
        {
            case Expression.Leaf { References.IsEmpty: false } leaf:
                var resolution = resolver.Resolve(leaf, scope);
                return resolution.IsNothing ? value : resolution.Fill(value);
            case Expression.Names names when value is Value.MapOf map:
                return FillMap(map, names, scope);
            case Expression.Names when value is Value.ListOf list:
                return Rebuilt.List(list, item => Fill(item, expression, scope));
            case Expression.Blocks blocks when value is Value.ListOf list:
                return FillBlocks(list, blocks, scope);
            case Expression.Blocks { Items: [var only] } when value is Value.MapOf:
                return Fill(value, only, scope);
            default:
                return value;
        }
    }

    private Value.MapOf FillMap(Value.MapOf map, Expression.Names names, ReferenceResolver.Scope scope)
    {
        ImmutableArray<KeyValuePair<string, Value>>.Builder? changed = null;
        foreach (var (name, argument) in names.Entries)
        {
            for (var i = 0; i < map.Entries.Length; i++)
            {
                if (map.Entries[i].Key == name)
                {
                    var after = Fill(map.Entries[i].Value, argument, scope);
                    if (!ReferenceEquals(after, map.Entries[i].Value))
                    {
                        (changed ??= map.Entries.ToBuilder())[i] = new(name, after);
                    }

                    break;
                }
            }
        }

        return changed is null ? map : new Value.MapOf(changed.DrainToImmutable());
    }

    // A plan may sort blocks otherwise than they are written, so a block is the first written one that nothing speaks against.
    private Value FillBlocks(Value.ListOf list, Expression.Blocks blocks, ReferenceResolver.Scope scope)
    {
        var place = 0;
        return Rebuilt.List(
            list,
            item =>
            {
                var here = place++;
                var written =
                    here < blocks.Items.Length && MayBe(item, blocks.Items[here])
                        ? blocks.Items[here]
                        : blocks.Items.FirstOrDefault(b => MayBe(item, b));
                return written is null ? item : Fill(item, written, scope);
            }
        );
    }

    private static bool MayBe(Value item, Expression written)
    {
        if (written is not Expression.Names names)
        {
            return false;
        }

        foreach (var (name, argument) in names.Entries)
        {
            if (
                argument is Expression.Leaf leaf
                && leaf.Constant.AsText() is { } constant
                && item.At(name).AsText() is { } held
                && constant != held
            )
            {
                return false;
            }
        }

        return true;
    }
}
