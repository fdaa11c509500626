using Infrar.Platform.Parts.Cache;
using Infrar.Platform.Parts.Database;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Events;

/// <summary>Appends events in the transaction of what they tell of, and wakes whoever follows the stream.</summary>
internal sealed class EventLog(PlatformContext records, ISharedState shared, TimeProvider time)
{
    /// <summary>How long events are kept at most.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>Adds events to what the context saves next; many at once cost one round trip.</summary>
    /// <remarks>
    /// Of two writers that append to one stream at the same moment, one fails when it saves: places are unique and without gaps, so
    /// that no reader passes one over that is committed later.
    /// </remarks>
    public async Task AddAsync(EventStream stream, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        var last =
            await records
                .Set<StreamEvent>()
                .Where(e => e.Stream == stream.Name)
                .MaxAsync(e => (long?)e.Sequence, cancellationToken)
            ?? 0;
        var now = time.GetUtcNow();
        records.AddRange(events.Select((made, i) => StreamEvent.Of(stream, last + 1 + i, made, now)));
    }

    /// <summary>Wakes whoever follows, on every node; called once the events are committed.</summary>
    public Task SignalAsync(EventStream stream, CancellationToken cancellationToken) =>
        shared.SignalAsync(stream.Topic, cancellationToken);
}
