using System.Collections.Immutable;
using Infrar.Core.Resources;

namespace Infrar.Core.Plans;

/// <summary>What a file says of one resource, before its region and its references are found.</summary>
internal sealed class ResourceDraft
{
    /// <summary>Where it begins in the file.</summary>
    internal long Offset { get; init; }

    /// <summary>With module path and index; of a deposed object with its key too, as the engine prints it.</summary>
    internal string Address { get; set; } = "";

    /// <summary>Type.</summary>
    internal string Type { get; set; } = "";

    /// <summary>Name, without index.</summary>
    internal string Name { get; set; } = "";

    /// <summary>Last part of the provider's source.</summary>
    internal string Provider { get; set; } = "";

    /// <summary>Whether it is a data source.</summary>
    internal bool IsData { get; set; }

    /// <summary>What happens to it.</summary>
    internal ChangeAction Action { get; set; } = ChangeAction.NoOp;

    /// <summary>Attribute paths that force a replacement.</summary>
    internal ImmutableArray<string> ReplacePaths { get; set; } = [];

    /// <summary>Attributes after.</summary>
    internal Value.MapOf Attributes { get; set; } = Value.MapOf.Empty;

    /// <summary>Where the attributes before stand in the file; empty where it did not exist.</summary>
    internal Range Before { get; set; } = ..0;

    /// <summary>Where the marks of sensitive attributes before stand; empty where there are none.</summary>
    internal Range BeforeSensitive { get; set; } = ..0;

    /// <summary>What belongs to the module that it stands in.</summary>
    internal ModuleInstance Module { get; set; } = ModuleInstance.Root;

    /// <summary>Whether it is there afterwards.</summary>
    internal bool Remains => Action is not (ChangeAction.Delete or ChangeAction.Forget);
}
