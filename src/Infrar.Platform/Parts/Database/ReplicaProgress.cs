using NpgsqlTypes;

namespace Infrar.Platform.Parts.Database;

/// <summary>From how far the primary had written when, to the time up to which a replica holds everything. Not thread-safe.</summary>
/// <remarks>
/// Only this node's clock is used, and a primary to which nothing is written does not make its replica look late, as the time of the
/// last transaction that was replayed would.
/// </remarks>
internal sealed class ReplicaProgress
{
    private readonly Queue<(DateTimeOffset At, NpgsqlLogSequenceNumber End)> _written = new();

    /// <summary>Notes where the primary's log ended; asked at or after <paramref name="at"/>.</summary>
    /// <param name="at">The time; never earlier than the one before.</param>
    /// <param name="end">The end of the log.</param>
    /// <param name="since">What is older interests nobody any more.</param>
    public void Note(DateTimeOffset at, NpgsqlLogSequenceNumber end, DateTimeOffset since)
    {
        _written.Enqueue((at, end));
        while (_written.Peek().At < since)
        {
            _ = _written.Dequeue();
        }
    }

    /// <summary>The last noted time whose log was replayed up to its end; null when none was.</summary>
    public DateTimeOffset? HeldBy(NpgsqlLogSequenceNumber replayed)
    {
        DateTimeOffset? held = null;
        foreach (var (at, end) in _written)
        {
            held = end <= replayed ? at : held;
        }

        return held;
    }
}
