using System.Collections.Immutable;

namespace Infrar.Core.Resources;

/// <summary>One addressable thing at a provider, one to one with an OpenTofu resource or data source.</summary>
public sealed record Resource
{
    /// <summary>OpenTofu type, for example <c>aws_db_instance</c>.</summary>
    public required string Type { get; init; }

    /// <summary>OpenTofu name: lower-case letters, digits and underscores.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it only reads what exists (a <c>data</c> block).</summary>
    public bool IsData { get; init; }

    /// <summary><c>type.name</c>, <c>data.type.name</c>; with module path and index where a plan gave them.</summary>
    public string Address
    {
        get => field ?? (IsData ? $"data.{Type}.{Name}" : $"{Type}.{Name}");
        init;
    }

    /// <summary>Provider as <c>required_providers</c> calls it, for example <c>aws</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Alias of the provider configuration; empty for the default one.</summary>
    public string ProviderAlias { get; init; } = "";

    /// <summary>Region it lives in, as the provider names it; empty when global or unknown.</summary>
    public string Region { get; init; } = "";

    /// <summary>Component that it was made for; empty for what several share, or for a foreign plan.</summary>
    public string Component { get; init; } = "";

    /// <summary>Attributes and blocks in writing order.</summary>
    public required Value.MapOf Attributes { get; init; }

    /// <summary>Addresses that must exist first though no attribute refers to them.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary>Meta-arguments of the <c>lifecycle</c> block; empty for none.</summary>
    public Value.MapOf Lifecycle { get; init; } = Value.MapOf.Empty;

    /// <summary>Concern, which becomes the file that it is written to: <c>network</c>, <c>compute</c>, <c>database</c>…</summary>
    public string Concern { get; init; } = "main";

    /// <summary>One line for a reader, written above it; empty for none.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The attribute, or <see cref="Value.None"/>; shorthand for a dotted path from the top.</summary>
    public Value this[string path] => ((Value)Attributes).At(path);
}
