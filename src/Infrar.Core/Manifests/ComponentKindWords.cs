using System.Collections.Immutable;

namespace Infrar.Core.Manifests;

/// <summary>The kinds of component as the manifest, the API and the topology write them.</summary>
public static class ComponentKindWords
{
    private static readonly ImmutableSortedDictionary<string, ComponentKind> ByWord = Enum.GetValues<ComponentKind>()
        .ToImmutableSortedDictionary(Word, k => k, StringComparer.Ordinal);

    /// <summary>Every word, in the order the kinds are documented.</summary>
    public static ImmutableArray<string> All { get; } = [.. Enum.GetValues<ComponentKind>().Select(Word)];

    /// <summary>The word of a kind, for example <c>static-site</c>.</summary>
    public static string Word(this ComponentKind kind) =>
        kind switch
        {
            ComponentKind.StaticSite => "static-site",
            ComponentKind.Service => "service",
            ComponentKind.Worker => "worker",
            ComponentKind.ScheduledJob => "scheduled-job",
            ComponentKind.Sidecar => "sidecar",
            ComponentKind.PostgreSql => "postgresql",
            ComponentKind.Redis => "redis",
            ComponentKind.ObjectStore => "object-store",
            ComponentKind.Secrets => "secrets",
            ComponentKind.ContainerRegistry => "container-registry",
        };

    /// <summary>The kind that a word stands for, or null.</summary>
    public static ComponentKind? Parse(string word) => ByWord.TryGetValue(word, out var kind) ? kind : null;
}
