using Infrar.Platform.Limits;
using Infrar.Platform.Telemetry;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Infrar.Platform.Parts.Cache;

/// <summary>The state of a platform of several nodes, in Redis 7.</summary>
/// <remarks>
/// After a failed call Redis is left alone for a second, so that requests do not each wait for it. Meanwhile this process counts by
/// itself, and allowances shrink to this node's share, so that a lost Redis lets in no more than before. The library reconnects; a
/// connection that has not answered for ten seconds is given up all the same and made anew, since a socket can stay dead unnoticed.
/// </remarks>
internal sealed partial class RedisState : ISharedState, IAsyncDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Listeners _listeners = new();
    private readonly MemoryState _local;
    private readonly CacheOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<RedisState> _log;
    private Lazy<Task<IConnectionMultiplexer>> _connection;
    private long _restsUntil;
    private long _lostSince;

    public RedisState(IOptions<CacheOptions> options, TimeProvider time, ILogger<RedisState> log)
    {
        _options = options.Value;
        _time = time;
        _log = log;
        _local = new MemoryState(time);
        _connection = new(ConnectAsync);
    }

    /// <summary>How often a connection was given up and made anew.</summary>
    internal int Renewals { get; private set; }

    private RedisChannel Channel => RedisChannel.Literal($"{_options.KeyPrefix}signals");

    /// <inheritdoc/>
    public bool IsLost => Interlocked.Read(ref _lostSince) is not 0;

    /// <inheritdoc/>
    public Task<string?> GetAsync(string key, CancellationToken cancellationToken) =>
        TryAsync<string?>(
            async redis => await redis.StringGetAsync(Key(key)),
            () => Task.FromResult<string?>(null),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task SetAsync(string key, string value, TimeSpan lifetime, CancellationToken cancellationToken) =>
        TryAsync(
            redis => redis.StringSetAsync(Key(key), value, lifetime),
            () => Task.FromResult(false),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<string?> TakeAsync(string key, CancellationToken cancellationToken) =>
        TryAsync<string?>(
            async redis => await redis.StringGetDeleteAsync(Key(key)),
            () => Task.FromResult<string?>(null),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        TryAsync(redis => redis.KeyDeleteAsync(Key(key)), () => Task.FromResult(false), cancellationToken);

    /// <inheritdoc/>
    public Task<long> IncrementAsync(string key, TimeSpan window, CancellationToken cancellationToken) =>
        TryAsync(
            async redis =>
                (long)await redis.ScriptEvaluateAsync(RedisScripts.Increment, [Key(key)], [Milliseconds(window)]),
            () => _local.IncrementAsync(key, window, cancellationToken),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<Spending> SpendAsync(string key, Allowance allowance, CancellationToken cancellationToken) =>
        TryAsync(
            async redis =>
            {
                var answer = (long[])
                    (
                        await redis.ScriptEvaluateAsync(
                            RedisScripts.Spend,
                            [Key(key)],
                            [allowance.Count, SlidingWindow.Bucket(allowance)]
                        )
                    )!;
                return new Spending(answer[0] is 1, (int)answer[1], TimeSpan.FromMilliseconds(answer[2]));
            },
            () => _local.SpendAsync(key, allowance.Share(_options.Nodes), cancellationToken),
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task SignalAsync(string topic, CancellationToken cancellationToken)
    {
        var reached = await TryAsync(
            async redis =>
            {
                _ = await redis.PublishAsync(Channel, topic);
                return true;
            },
            () => Task.FromResult(false),
            cancellationToken
        );
        if (!reached)
        {
            _listeners.Wake(topic);
        }
    }

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> ListenAsync(string topic, Action wake, CancellationToken cancellationToken)
    {
        _ = await _connection.Value.WaitAsync(cancellationToken);
        return _listeners.Add(topic, wake);
    }

    /// <inheritdoc/>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        var connection = await _connection.Value.WaitAsync(cancellationToken);
        _ = await connection.GetDatabase().PingAsync().WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _lostSince, 0) is not 0)
        {
            PlatformMeter.Redis(isLost: false);
        }

        if (_connection.IsValueCreated)
        {
            await CloseAsync(_connection);
        }
    }

    private static long Milliseconds(TimeSpan time) => Math.Max(1, (long)time.TotalMilliseconds);

    private RedisKey Key(string key) => _options.KeyPrefix + key;

    private async Task<T> TryAsync<T>(
        Func<IDatabase, Task<T>> ask,
        Func<Task<T>> otherwise,
        CancellationToken cancellationToken
    )
    {
        if (_time.GetUtcNow().UtcTicks < Interlocked.Read(ref _restsUntil))
        {
            return await otherwise();
        }

        var held = _connection;
        try
        {
            var connection = await held.Value.WaitAsync(cancellationToken);
            var answer = await ask(connection.GetDatabase()).WaitAsync(cancellationToken);
            if (Interlocked.Exchange(ref _lostSince, 0) is not 0)
            {
                PlatformMeter.Redis(isLost: false);
                Log.Back(_log);
                _listeners.Wake(null);
            }

            return answer;
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException or ObjectDisposedException)
        {
            var now = _time.GetUtcNow();
            _ = Interlocked.Exchange(ref _restsUntil, (now + Rest).UtcTicks);
            var since = Interlocked.CompareExchange(ref _lostSince, now.UtcTicks, 0);
            if (since is 0)
            {
                PlatformMeter.Redis(isLost: true);
                Log.Lost(_log, fault.Message);
            }
            else if (now.UtcTicks - since > Patience.Ticks)
            {
                Renew(held, fault);
            }

            return await otherwise();
        }
    }

    private void Renew(Lazy<Task<IConnectionMultiplexer>> held, Exception fault)
    {
        if (Interlocked.CompareExchange(ref _connection, new(ConnectAsync), held) != held)
        {
            return;
        }

        Renewals++;
        Log.Renewed(_log, fault.Message);
        if (Interlocked.Exchange(ref _lostSince, _time.GetUtcNow().UtcTicks) is 0)
        {
            PlatformMeter.Redis(isLost: true);
        }

        _ = CloseAsync(held);
    }

    /// <summary>Lets go of a connection; whatever is wrong with it concerns nobody any more.</summary>
    private static async Task CloseAsync(Lazy<Task<IConnectionMultiplexer>> held)
    {
        try
        {
            await (await held.Value).DisposeAsync();
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException or ObjectDisposedException) { }
    }

    private async Task<IConnectionMultiplexer> ConnectAsync()
    {
        var settings = ConfigurationOptions.Parse(_options.Connection());
        settings.AbortOnConnectFail = false;
        settings.BacklogPolicy = BacklogPolicy.FailFast;
        settings.AsyncTimeout = (int)_options.TimeoutMilliseconds;
        settings.SyncTimeout = (int)_options.TimeoutMilliseconds;
        settings.ConnectTimeout = 2000;
        settings.HeartbeatInterval = TimeSpan.FromMilliseconds(500);
        settings.ReconnectRetryPolicy = new LinearRetry(500);
        settings.ClientName = "infrar";
        var connection = await ConnectionMultiplexer.ConnectAsync(settings);

        // Signals sent while the connection was away are lost; whoever listens looks for itself.
        connection.ConnectionRestored += (_, _) => _listeners.Wake(null);
        var queue = connection.GetSubscriber();
        try
        {
            await queue.SubscribeAsync(Channel, (_, topic) => _listeners.Wake(topic));
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException)
        {
            // The library keeps the subscription and makes it when it connects.
            Log.Lost(_log, fault.Message);
        }

        return connection;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Redis is lost ({Fault}); this node counts by itself")]
        public static partial void Lost(ILogger log, string fault);

        [LoggerMessage(LogLevel.Warning, "Redis has not answered for ten seconds ({Fault}); connecting anew")]
        public static partial void Renewed(ILogger log, string fault);

        [LoggerMessage(LogLevel.Information, "Redis is back")]
        public static partial void Back(ILogger log);
    }
}
