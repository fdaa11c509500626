using System.Collections.Immutable;

namespace Infrar.Rehearsal.Planning;

/// <summary>What the engine shows as an error: a refusal with its reason and, where there is one, its attribute.</summary>
internal sealed record Diagnostic(string Summary, string Detail, ValuePath? Path = null);

/// <summary>Way from a resource to a value inside it.</summary>
internal sealed record ValuePath(ImmutableArray<PathStep> Steps)
{
    public static readonly ValuePath Root = new([]);

    public static ValuePath Of(string attribute) => Root.Attribute(attribute);

    public ValuePath Attribute(string name) => new(Steps.Add(new PathStep(name, null, null)));

    public ValuePath Key(string key) => new(Steps.Add(new PathStep(null, key, null)));

    public ValuePath Index(long index) => new(Steps.Add(new PathStep(null, null, index)));

    /// <summary>The path as configurations write it: <c>rule[0].action</c>.</summary>
    public override string ToString() => string.Concat(Steps.Select((step, at) => step.Render(isFirst: at is 0)));
}

/// <summary>One step: exactly one of the three is set.</summary>
internal readonly record struct PathStep(string? Name, string? Key, long? Index)
{
    public string Render(bool isFirst) =>
        Name is not null ? (isFirst ? Name : "." + Name)
        : Key is not null ? $"[\"{Key}\"]"
        : $"[{Index}]";
}
