using System.Collections.Immutable;
using Infrar.Core.Resources;

namespace Infrar.Core.Plans;

/// <summary>One module as it is written: what its resources and calls take from where. All its instances share it.</summary>
internal sealed class ModuleConfiguration
{
    /// <summary>A module of which nothing is known.</summary>
    internal static ModuleConfiguration Unknown { get; } = new();

    /// <summary>Resources and data sources by <c>type.name</c> and <c>data.type.name</c>.</summary>
    internal Dictionary<string, ResourceConfiguration> Resources { get; } = new(StringComparer.Ordinal);

    /// <summary>Calls of other modules by name.</summary>
    internal Dictionary<string, ModuleCall> Calls { get; } = new(StringComparer.Ordinal);

    /// <summary>Outputs by name.</summary>
    internal Dictionary<string, Expression.Leaf> Outputs { get; } = new(StringComparer.Ordinal);

    /// <summary>Defaults of variables, of those that have one.</summary>
    internal Dictionary<string, Value> Defaults { get; } = new(StringComparer.Ordinal);
}

/// <summary>One resource as it is written.</summary>
internal sealed class ResourceConfiguration
{
    /// <summary>Key of its provider configuration.</summary>
    internal string ProviderKey { get; set; } = "";

    /// <summary>Arguments that refer to something; null for none.</summary>
    internal Expression? Arguments { get; set; }

    /// <summary>What it is repeated over.</summary>
    internal Expression.Leaf Repeated { get; set; } = Expression.Leaf.Empty;

    /// <summary>What must exist first though no argument refers to it.</summary>
    internal ImmutableArray<ReferenceText> DependsOn { get; set; } = [];
}

/// <summary>One call of a module.</summary>
internal sealed class ModuleCall
{
    /// <summary>Inputs by the name of the variable.</summary>
    internal Dictionary<string, Expression.Leaf> Inputs { get; } = new(StringComparer.Ordinal);

    /// <summary>What it is repeated over.</summary>
    internal Expression.Leaf Repeated { get; set; } = Expression.Leaf.Empty;

    /// <summary>The module that it calls.</summary>
    internal ModuleConfiguration Module { get; set; } = ModuleConfiguration.Unknown;
}

/// <summary>One provider configuration as it is written.</summary>
/// <param name="Alias">Alias; empty for the default one.</param>
/// <param name="Module">Address of the module that it stands in, without indexes; empty for the root.</param>
/// <param name="Arguments">Arguments by name.</param>
internal sealed record ProviderConfiguration(
    string Alias,
    string Module,
    ImmutableArray<KeyValuePair<string, Expression.Leaf>> Arguments
);

/// <summary>What an argument is written as, so far as a plan tells: a constant, or what it refers to.</summary>
internal abstract class Expression
{
    /// <summary>An argument that is one expression.</summary>
    internal sealed class Leaf(ImmutableArray<ReferenceText> references, Value constant) : Expression
    {
        /// <summary>Neither a constant nor a reference.</summary>
        internal static Leaf Empty { get; } = new([], Value.None);

        /// <summary>What it refers to; names of locals and the like are left out.</summary>
        internal ImmutableArray<ReferenceText> References { get; } = references;

        /// <summary>Its value, where it refers to nothing.</summary>
        internal Value Constant { get; } = constant;
    }

    /// <summary>Arguments by name: a resource, or one block.</summary>
    internal sealed class Names(ImmutableArray<KeyValuePair<string, Expression>> entries) : Expression
    {
        /// <summary>Arguments that refer to something, and for blocks the constants that tell them apart.</summary>
        internal ImmutableArray<KeyValuePair<string, Expression>> Entries { get; } = entries;
    }

    /// <summary>Blocks of one type, as they are written.</summary>
    internal sealed class Blocks(ImmutableArray<Expression> items) : Expression
    {
        /// <summary>The blocks.</summary>
        internal ImmutableArray<Expression> Items { get; } = items;
    }
}
