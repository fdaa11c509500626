using System.Collections.Immutable;
using Infrar.Core.Diagnostics;

namespace Infrar.Core.Manifests.Yaml;

/// <summary>A value in a YAML file, with its place; immutable, so that overrides can share what they do not change.</summary>
public abstract class YamlNode(SourceLocation location, SourceLocation end)
{
    /// <summary>Where its text begins.</summary>
    public SourceLocation Location { get; } = location;

    /// <summary>Just behind its text.</summary>
    public SourceLocation End { get; } = end;

    /// <summary>Whether nothing is stated: an empty value, <c>null</c> or <c>~</c>.</summary>
    public virtual bool IsNull => false;
}

/// <summary>Text, a number, a flag or nothing; which of them is for the reader to say.</summary>
public sealed class YamlScalar(string text, bool isQuoted, SourceLocation location, SourceLocation end)
    : YamlNode(location, end)
{
    /// <summary>The text, unescaped.</summary>
    public string Text { get; } = text;

    /// <summary>Whether it is quoted or a block, and so certainly meant as text.</summary>
    public bool IsQuoted { get; } = isQuoted;

    /// <inheritdoc/>
    public override bool IsNull => !IsQuoted && Text is "" or "~" or "null" or "Null" or "NULL";
}

/// <summary>Values in order.</summary>
public sealed class YamlSequence(ImmutableArray<YamlNode> items, SourceLocation location, SourceLocation end)
    : YamlNode(location, end)
{
    /// <summary>The values.</summary>
    public ImmutableArray<YamlNode> Items { get; } = items;
}

/// <summary>One key of a map with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="KeyLocation">Where the key begins.</param>
/// <param name="Value">The value.</param>
public sealed record YamlEntry(string Key, SourceLocation KeyLocation, YamlNode Value);

/// <summary>Values by key, in the order written; keys are unique.</summary>
public sealed class YamlMap : YamlNode
{
    private readonly Dictionary<string, YamlEntry> _byKey;

    /// <summary>A map of entries whose keys are unique.</summary>
    public YamlMap(ImmutableArray<YamlEntry> entries, SourceLocation location, SourceLocation end)
        : base(location, end)
    {
        Entries = entries;
        _byKey = entries.ToDictionary(e => e.Key, StringComparer.Ordinal);
    }

    /// <summary>The entries.</summary>
    public ImmutableArray<YamlEntry> Entries { get; }

    /// <summary>Keys that an override took away, with the place where it did.</summary>
    public ImmutableArray<YamlEntry> Removed { get; init; } = [];

    /// <summary>The value of a key, or null when the map lacks it.</summary>
    public YamlNode? this[string key] => _byKey.GetValueOrDefault(key)?.Value;

    /// <summary>The entry of a key, or null when the map lacks it.</summary>
    public YamlEntry? Find(string key) => _byKey.GetValueOrDefault(key);
}
