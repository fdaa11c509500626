namespace Infrar.Core.Manifests.Language;

/// <summary>The way from the top of a manifest to a value; rendered only when a fault needs it.</summary>
/// <param name="Parent">The way to the enclosing value; null at the top.</param>
/// <param name="Step">Key, or index in brackets.</param>
internal sealed record NodePath(NodePath? Parent, string Step)
{
    internal static NodePath Top { get; } = new(null, "");

    internal NodePath Key(string key) => new(this, key);

    internal NodePath Item(int index) => new(this, string.Create(null, $"[{index}]"));

    /// <summary><c>components.platform.uses[2]</c>.</summary>
    public override string ToString() =>
        this switch
        {
            { Parent: null } => "",
            { Parent.Parent: null } => Step,
            { Step: ['[', ..] } => $"{Parent}{Step}",
            _ => $"{Parent}.{Step}",
        };
}
