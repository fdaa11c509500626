using System.Collections.Immutable;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws;

/// <summary>Reads settings as a strategy states them.</summary>
internal static class Stated
{
    /// <summary>Texts of a list, or of a single value that stands for a list of one; empty when not stated.</summary>
    public static ImmutableArray<string> Texts(Value value) =>
        value.AsText() is { } single ? [single] : [.. value.Items().Select(i => i.AsText()).OfType<string>()];
}
