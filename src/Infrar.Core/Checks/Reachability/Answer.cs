using System.Collections.Immutable;

namespace Infrar.Core.Checks.Reachability;

/// <summary>How much of what is asked for gets through.</summary>
public enum Extent
{
    /// <summary>No packet, wherever both ends stand.</summary>
    Never,

    /// <summary>Some: it depends on where an end stands, which address it has or which port it speaks from.</summary>
    Partly,

    /// <summary>Every packet.</summary>
    Always,
}

/// <summary>What to take the unknown for.</summary>
public enum Bound
{
    /// <summary>What gets through even if all that is unknown stands against it: fit to prove that something is open.</summary>
    Least,

    /// <summary>What gets through if all that is unknown stands in its favour: fit to prove that something is broken.</summary>
    Most,
}

/// <summary>Whether a connection can be opened, and the way that proves it.</summary>
/// <param name="extent">How much gets through.</param>
/// <param name="path">Tells the way; asked only when somebody looks, since most answers are only counted.</param>
public sealed class Answer(Extent extent, Func<ImmutableArray<ProofStep>> path)
{
    private readonly Lazy<ImmutableArray<ProofStep>> _path = new(path);

    /// <summary>How much gets through.</summary>
    public Extent Extent { get; } = extent;

    /// <summary>
    /// Each thing met on the way, in the order that a packet meets it; where not everything gets through, it ends with the
    /// step that breaks.
    /// </summary>
    public ImmutableArray<ProofStep> Path => _path.Value;
}
