using System.Text;
using System.Text.Json;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Infrar.Platform.Remote;

/// <summary>A part of a run's log by bytes, as Terraform's client asks for it: made of the one log, the run's events.</summary>
/// <remarks>
/// A start mark comes first and an end mark last, once nothing follows. The client asks from where it stands; so where each answer
/// ended is remembered for a while, and only a lost place is found by reading from the start.
/// </remarks>
internal sealed class RemoteLog(PlatformContext records, RemoteLogPlaces places)
{
    private const byte Start = 2;
    private const byte End = 3;
    private const int EventsAtOnce = 64;

    /// <summary>Bytes of a log.</summary>
    /// <param name="run">As it is read before its events are, so that an end is told after all of them.</param>
    /// <param name="isApply">Of the apply, in the place of the plan.</param>
    /// <param name="offset">From where.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<byte[]> ReadAsync(
        Run run,
        bool isApply,
        long offset,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var place = places.Find(run, isApply, offset);
        var log = new Window(offset, limit, place.Offset);
        if (place.Sequence is 0)
        {
            log.Add([Start]);
            log.Add(Encoding.UTF8.GetBytes(isApply ? Preamble(run) : ""));
        }

        while (!log.IsFull)
        {
            var from = place.Sequence;
            var events = await records
                .Set<Events.StreamEvent>()
                .AsNoTracking()
                .Where(e => e.Stream == run.Id.Value && e.Sequence > from && (e.Kind == "log" || e.Kind == "status"))
                .OrderBy(e => e.Sequence)
                .Take(EventsAtOnce)
                .Select(e => new
                {
                    e.Sequence,
                    e.Kind,
                    e.Data,
                })
                .ToListAsync(cancellationToken);
            foreach (var one in events)
            {
                using var data = JsonDocument.Parse(one.Data);
                var isApplying = place.IsApplying;
                if (one.Kind is "status")
                {
                    isApplying |= data.RootElement.GetProperty("status").GetString() is "applying";
                }
                else if (isApplying == isApply)
                {
                    log.Add(Encoding.UTF8.GetBytes(data.RootElement.GetProperty("text").GetString() ?? ""));
                }

                if (log.IsFull)
                {
                    break;
                }

                place = new(log.Position, one.Sequence, isApplying);
            }

            if (events.Count < EventsAtOnce)
            {
                break;
            }
        }

        if (!log.IsFull && (isApply ? RemoteRun.IsApplyDone(run) : RemoteRun.IsPlanDone(run)))
        {
            log.Add(Encoding.UTF8.GetBytes(Ending(run, isApply)));
            log.Add([End]);
        }

        var bytes = log.ToArray();
        places.Keep(run, isApply, offset + bytes.Length, place);
        return bytes;
    }

    // The client leaves out the first three lines of an apply, which elsewhere repeat what the plan began with.
    private static string Preamble(Run run) => $"Infrar\n{run.Id}\n{run.Engine}\n";

    // What the engine did not say itself.
    private static string Ending(Run run, bool isApply) =>
        run.Status is RunStatus.Interrupted
            ? $"\nError: The run was interrupted while it applied.\nRecover it with: infrar run recover {run.Id}\n"
        : run.ProblemCode is not (null or "RUN003") && isApply == run.Changes is not null
            ? $"\nError: {run.ProblemTitle} ({run.ProblemCode})\n{run.ProblemDetail}\n"
        : "";

    private sealed class Window(long offset, int limit, long position)
    {
        private readonly List<byte> _bytes = [];

        public long Position { get; private set; } = position;

        public bool IsFull => _bytes.Count >= limit;

        public void Add(ReadOnlySpan<byte> bytes)
        {
            var skipped = (int)Math.Clamp(offset - Position, 0, bytes.Length);
            var taken = bytes[skipped..];
            Position += bytes.Length;
            _bytes.AddRange(taken[..Math.Min(taken.Length, limit - _bytes.Count)]);
        }

        public byte[] ToArray() => [.. _bytes];
    }
}

/// <summary>Where in a run's events a byte of its log stands.</summary>
/// <param name="Offset">The byte.</param>
/// <param name="Sequence">The last event before it; 0 for none.</param>
/// <param name="IsApplying">Whether the run applied there already.</param>
internal sealed record RemoteLogPlace(long Offset, long Sequence, bool IsApplying);

/// <summary>Remembers where answers ended.</summary>
internal sealed class RemoteLogPlaces : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);
    private readonly MemoryCache _places = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>The place at or before a byte that is asked for; the log's start where none is known.</summary>
    public RemoteLogPlace Find(Run run, bool isApply, long offset) =>
        _places.TryGetValue((run.Id, isApply, offset), out RemoteLogPlace? place) ? place! : new(0, 0, false);

    /// <summary>Remembers the place at or before the byte that is asked for next.</summary>
    public void Keep(Run run, bool isApply, long next, RemoteLogPlace place) =>
        _places.Set((run.Id, isApply, next), place, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Kept });

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();
}
