using System.Collections.Immutable;
using Infrar.Core.Resources;

namespace Infrar.Core.Plans;

/// <summary>What one expression refers to, and how that reads as a value.</summary>
internal sealed class Resolution
{
    private readonly ImmutableArray<ReferenceResolver.Target> _targets;
    private readonly ImmutableArray<Value> _references;
    private readonly Value _whole;
    private readonly Value _part;

    private Resolution(ImmutableArray<ReferenceResolver.Target> targets, bool isList)
    {
        _targets = targets;
        _references = [.. targets.Select(t => (Value)new Value.Reference(t.Resource.Address, t.Path))];
        // Which of several is meant is not known; all of them are named.
        _part = _references switch
        {
            [] => Value.None,
            [var one] => one,
            _ => new Value.Expression(
                string.Join(
                    ", ",
                    targets.Select(t => t.Path.Length == 0 ? t.Resource.Address : $"{t.Resource.Address}.{t.Path}")
                ),
                [.. targets.Select(t => t.Resource.Address)]
            ),
        };
        _whole = isList && _references.Length > 1 ? new Value.ListOf(_references) : _part;
    }

    /// <summary>It refers to nothing that is there.</summary>
    internal static Resolution Nothing { get; } = new([], isList: false);

    /// <summary>Whether it refers to nothing that is there.</summary>
    internal bool IsNothing => _targets.IsEmpty;

    /// <summary>What was found; each resource counts once.</summary>
    /// <param name="found">In the order of the expression.</param>
    /// <param name="references">How many references the expression has; one that finds several is a list.</param>
    internal static Resolution Of(List<ReferenceResolver.Target> found, int references) =>
        found.Count == 0 ? Nothing : new([.. found.DistinctBy(t => t.Resource)], references == 1);

    /// <summary>The value of an argument that the expression gives, with references in the place of what is unknown.</summary>
    internal Value Fill(Value value) =>
        value switch
        {
            Value.Unknown { IsSensitive: false } => _whole,
            Value.ListOf list => FillList(list),
            _ => FillPart(value),
        };

    private Value FillPart(Value value) =>
        value switch
        {
            Value.Unknown { IsSensitive: false } => _part,
            Value.Text text => OriginOf(text) is { } origin ? text with { Origin = origin } : text,
            Value.ListOf list => Rebuilt.List(list, FillPart),
            Value.MapOf map => Rebuilt.Map(map, FillPart),
            _ => value,
        };

    // As many unknown items as references: each is the next one.
    private Value FillList(Value.ListOf list)
    {
        if (list.Items.Count(i => i is Value.Unknown) != _references.Length)
        {
            return FillPart(list);
        }

        var next = 0;
        return Rebuilt.List(list, item => item is Value.Unknown ? _references[next++] : FillPart(item));
    }

    // Only an attribute that holds the same text; one that is merely made of it is none.
    private Value.Reference? OriginOf(Value.Text text)
    {
        foreach (var (resource, path) in _targets)
        {
            Value attributes = resource.Attributes;
            if (path.Length > 0)
            {
                if (attributes.At(path) is Value.Text held && held.Equals(text))
                {
                    return new(resource.Address, path);
                }

                continue;
            }

            foreach (var name in (ReadOnlySpan<string>)["id", "arn", "name"])
            {
                if (resource.Attributes[name] is Value.Text held && held.Equals(text))
                {
                    return new(resource.Address, name);
                }
            }
        }

        return null;
    }
}
