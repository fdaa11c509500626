using Infrar.Platform.Limits;

namespace Infrar.Platform.Parts.Cache;

/// <summary>Small things that all nodes share for a short time; nothing here may be the only copy of what must not be lost.</summary>
/// <remarks>
/// Where the state is on another machine and that is lost, calls do not fail: reads miss, writes are dropped, counting goes on in
/// this process alone, and listeners are woken once it is back. <see cref="IsLost"/> and <see cref="ProbeAsync"/> tell.
/// </remarks>
internal interface ISharedState
{
    /// <summary>Whether the call before found the state lost, so that what a read misses may be there all the same.</summary>
    bool IsLost { get; }

    /// <summary>The value; null when it is not there, has run out, or cannot be had.</summary>
    Task<string?> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>Keeps a value for a time.</summary>
    Task SetAsync(string key, string value, TimeSpan lifetime, CancellationToken cancellationToken);

    /// <summary>Gives the value and removes it in one step, so that of several takers one gets it.</summary>
    Task<string?> TakeAsync(string key, CancellationToken cancellationToken);

    /// <summary>Removes a value.</summary>
    Task RemoveAsync(string key, CancellationToken cancellationToken);

    /// <summary>Counts one more; the window begins with the first and the count ends with it.</summary>
    /// <returns>The count, this one included.</returns>
    Task<long> IncrementAsync(string key, TimeSpan window, CancellationToken cancellationToken);

    /// <summary>Spends one of an allowance if any is left.</summary>
    Task<Spending> SpendAsync(string key, Allowance allowance, CancellationToken cancellationToken);

    /// <summary>Wakes whoever listens to a topic, on every node.</summary>
    Task SignalAsync(string topic, CancellationToken cancellationToken);

    /// <summary>Has <paramref name="wake"/> called after every signal, and once more whenever signals may have been missed.</summary>
    /// <returns>Dispose of it to listen no more.</returns>
    Task<IAsyncDisposable> ListenAsync(string topic, Action wake, CancellationToken cancellationToken);

    /// <summary>Throws when the state cannot be reached.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);
}
