using Infrar.Platform.Limits;

namespace Infrar.Platform.Parts.Cache;

/// <summary>The state of a platform that is one process.</summary>
internal sealed class MemoryState(TimeProvider time) : ISharedState
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Listeners _listeners = new();
    private DateTimeOffset _nextSweep = time.GetUtcNow() + SweepEvery;

    /// <summary>How many entries are held, those that ran out since the last sweep included.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <inheritdoc/>
    public bool IsLost => false;

    /// <inheritdoc/>
    public Task<string?> GetAsync(string key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(Find(key)?.Value);
        }
    }

    /// <inheritdoc/>
    public Task SetAsync(string key, string value, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Put(key, new(value, 0, null, time.GetUtcNow() + lifetime));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<string?> TakeAsync(string key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var value = Find(key)?.Value;
            _ = _entries.Remove(key);
            return Task.FromResult(value);
        }
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _ = _entries.Remove(key);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<long> IncrementAsync(string key, TimeSpan window, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var entry = Find(key) ?? new("", 0, null, time.GetUtcNow() + window);
            Put(key, entry with { Count = entry.Count + 1 });
            return Task.FromResult(entry.Count + 1);
        }
    }

    /// <inheritdoc/>
    public Task<Spending> SpendAsync(string key, Allowance allowance, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            var window = Find(key)?.Window ?? new SlidingWindow();
            var spending = window.Spend(allowance, now.ToUnixTimeMilliseconds());
            Put(key, new("", 0, window, now + (2 * allowance.Window)));
            return Task.FromResult(spending);
        }
    }

    /// <inheritdoc/>
    public Task SignalAsync(string topic, CancellationToken cancellationToken)
    {
        _listeners.Wake(topic);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IAsyncDisposable> ListenAsync(string topic, Action wake, CancellationToken cancellationToken) =>
        Task.FromResult(_listeners.Add(topic, wake));

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Entry? Find(string key) =>
        _entries.TryGetValue(key, out var entry) && entry.Ends > time.GetUtcNow() ? entry : null;

    private void Put(string key, Entry entry)
    {
        var now = time.GetUtcNow();
        if (now >= _nextSweep)
        {
            _nextSweep = now + SweepEvery;
            foreach (var (ended, _) in _entries.Where(e => e.Value.Ends <= now).ToList())
            {
                _ = _entries.Remove(ended);
            }
        }

        _entries[key] = entry;
    }

    private sealed record Entry(string Value, long Count, SlidingWindow? Window, DateTimeOffset Ends);
}
