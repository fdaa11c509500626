namespace Infrar.Platform.Parts.Cache;

/// <summary>Who in this process listens to what.</summary>
internal sealed class Listeners
{
    private readonly Lock _lock = new();
    private readonly List<Listener> _all = [];

    /// <summary>Adds one until it is disposed of.</summary>
    public IAsyncDisposable Add(string topic, Action wake)
    {
        var listener = new Listener(this, topic, wake);
        lock (_lock)
        {
            _all.Add(listener);
        }

        return listener;
    }

    /// <summary>Calls those of one topic, or all.</summary>
    public void Wake(string? topic)
    {
        List<Listener> woken;
        lock (_lock)
        {
            woken = [.. _all.Where(l => topic is null || l.Topic == topic)];
        }

        foreach (var listener in woken)
        {
            listener.Wake();
        }
    }

    private sealed class Listener(Listeners owner, string topic, Action wake) : IAsyncDisposable
    {
        public string Topic => topic;

        public void Wake() => wake();

        public ValueTask DisposeAsync()
        {
            lock (owner._lock)
            {
                _ = owner._all.Remove(this);
            }

            return ValueTask.CompletedTask;
        }
    }
}
