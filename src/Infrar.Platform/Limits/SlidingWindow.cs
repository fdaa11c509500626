namespace Infrar.Platform.Limits;

/// <summary>How much may be asked.</summary>
/// <param name="Count">How often, at least 1.</param>
/// <param name="Window">In any time this long.</param>
internal sealed record Allowance(int Count, TimeSpan Window)
{
    /// <summary>One node's part of it, never less than 1.</summary>
    public Allowance Share(int nodes) => this with { Count = Math.Max(1, Count / nodes) };
}

/// <summary>What came of asking for one of an allowance.</summary>
/// <param name="IsAllowed">Whether one was left.</param>
/// <param name="Left">How many are left now.</param>
/// <param name="Wait">Refused: until one is free. Allowed: until this one is free again.</param>
internal sealed record Spending(bool IsAllowed, int Left, TimeSpan Wait);

/// <summary>Counts requests in tenths of a window. Not thread-safe.</summary>
/// <remarks>
/// Ten whole tenths and the current one are added up, so no window, wherever it begins, ever holds more than the allowance. The
/// price: one that was spent is free again up to a tenth of the window late. Refused requests do not count.
/// </remarks>
internal sealed class SlidingWindow
{
    private const int Buckets = 11;
    private readonly int[] _counts = new int[Buckets];
    private long _current;

    /// <summary>How long a tenth of the window is, in milliseconds.</summary>
    public static long Bucket(Allowance allowance) =>
        Math.Max(1, (long)Math.Ceiling(allowance.Window.TotalMilliseconds / (Buckets - 1)));

    /// <summary>Spends one if any is left.</summary>
    /// <param name="allowance">The same at every call, else what was counted is spread anew.</param>
    /// <param name="now">Milliseconds since 1970.</param>
    public Spending Spend(Allowance allowance, long now)
    {
        var size = Bucket(allowance);
        MoveTo(now / size);
        var spent = _counts.Sum();
        if (spent >= allowance.Count)
        {
            return new(false, 0, TimeSpan.FromMilliseconds(FreeAt(allowance.Count, spent, size) - now));
        }

        _counts[_current % Buckets]++;
        return new(true, allowance.Count - spent - 1, TimeSpan.FromMilliseconds(((_current + Buckets) * size) - now));
    }

    private void MoveTo(long bucket)
    {
        // A clock that was set back counts on in the bucket it had reached.
        for (var passed = Math.Max(_current + 1, bucket - Buckets + 1); passed <= bucket; passed++)
        {
            _counts[passed % Buckets] = 0;
        }

        _current = Math.Max(_current, bucket);
    }

    private long FreeAt(int count, int spent, long size)
    {
        var bucket = _current - Buckets + 1;
        for (var left = spent; bucket < _current; bucket++)
        {
            left -= _counts[(bucket + Buckets) % Buckets];
            if (left < count)
            {
                break;
            }
        }

        return (bucket + Buckets) * size;
    }
}
