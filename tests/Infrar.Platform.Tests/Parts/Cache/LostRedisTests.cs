using Infrar.Platform.Limits;
using Infrar.Testing.Servers;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace Infrar.Platform.Tests.Parts.Cache;

/// <summary>A Redis that goes away takes nothing down with it, and is used again when it comes back.</summary>
public sealed class LostRedisTests
{
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_it_is_stopped_reads_miss_and_each_node_allows_its_share()
    {
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        await using var server = await RedisServer.StartAsync(Cancellation);
        await using var node = RedisNode.On(server, "t:");
        await using var other = RedisNode.On(server, "t:");
        await node.SetAsync("k", "v", _hour, Cancellation);
        Assert.Equal("v", await other.GetAsync("k", Cancellation));

        await server.StopAsync(Cancellation);

        Assert.Null(await node.GetAsync("k", Cancellation));
        Assert.Null(await node.TakeAsync("k", Cancellation));
        await node.SetAsync("k", "w", _hour, Cancellation);
        Assert.Equal(1, await node.IncrementAsync("n", _hour, Cancellation));
        Assert.Equal(2, await node.IncrementAsync("n", _hour, Cancellation));
        var allowed = 0;
        for (var n = 0; n < 30; n++)
        {
            allowed += (await node.SpendAsync("a", new(20, _hour), Cancellation)).IsAllowed ? 1 : 0;
            allowed += (await other.SpendAsync("a", new(20, _hour), Cancellation)).IsAllowed ? 1 : 0;
        }

        Assert.Equal(20, allowed);
        await Assert.ThrowsAnyAsync<Exception>(() => node.ProbeAsync(Cancellation));
    }

    [Fact]
    public async Task After_a_restart_it_is_used_again_by_itself()
    {
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        await using var server = await RedisServer.StartAsync(Cancellation);
        await using var node = RedisNode.On(server, "t:");
        await using var other = RedisNode.On(server, "t:");
        var woken = 0;
        await using var listener = await other.ListenAsync("t", () => Interlocked.Increment(ref woken), Cancellation);
        await node.ProbeAsync(Cancellation);

        await server.KillAsync(Cancellation);
        await node.SetAsync("k", "lost", _hour, Cancellation);
        Assert.Null(await node.GetAsync("k", Cancellation));
        await server.RestartAsync(Cancellation);

        await RedisNode.UntilAsync(
            async () =>
            {
                await node.SetAsync("k", "v", _hour, Cancellation);
                return await other.GetAsync("k", Cancellation) is "v";
            },
            Cancellation
        );
        await node.ProbeAsync(Cancellation);
        await RedisNode.UntilAsync(() => Task.FromResult(Volatile.Read(ref woken) > 0), Cancellation);
        var before = Volatile.Read(ref woken);
        await RedisNode.UntilAsync(
            async () =>
            {
                await node.SignalAsync("t", Cancellation);
                return Volatile.Read(ref woken) > before + 2;
            },
            Cancellation
        );
    }

    [Fact]
    public async Task A_connection_that_does_not_come_back_is_made_anew_with_its_signals()
    {
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        await using var server = await RedisServer.StartAsync(Cancellation);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var node = RedisNode.On(server, "t:", time);
        var woken = 0;
        await using var listener = await node.ListenAsync("t", () => Interlocked.Increment(ref woken), Cancellation);
        await server.KillAsync(Cancellation);

        Assert.Null(await node.GetAsync("k", Cancellation));
        Assert.Equal(0, node.Renewals);
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Null(await node.GetAsync("k", Cancellation));
        Assert.Equal(1, node.Renewals);
        await server.RestartAsync(Cancellation);

        await RedisNode.UntilAsync(
            async () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await node.SetAsync("k", "v", _hour, Cancellation);
                return await node.GetAsync("k", Cancellation) is "v";
            },
            Cancellation
        );
        var before = Volatile.Read(ref woken);
        await RedisNode.UntilAsync(
            async () =>
            {
                await node.SignalAsync("t", Cancellation);
                return Volatile.Read(ref woken) > before + 2;
            },
            Cancellation
        );
    }

    [Fact]
    public async Task While_it_is_frozen_calls_come_back_and_a_probe_tells()
    {
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        await using var server = await RedisServer.StartAsync(Cancellation);
        await using var node = RedisNode.On(server, "t:");
        await node.SetAsync("k", "v", _hour, Cancellation);

        server.Pause();
        Assert.Null(await node.GetAsync("k", Cancellation));
        Assert.Equal(new Allowance(10, _hour), new Allowance(20, _hour).Share(2));
        Assert.Equal(9, (await node.SpendAsync("a", new(20, _hour), Cancellation)).Left);
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => node.ProbeAsync(Cancellation));
        Assert.True(fault is TimeoutException or RedisException, fault.ToString());
        server.Resume();

        await RedisNode.UntilAsync(async () => await node.GetAsync("k", Cancellation) is "v", Cancellation);
    }

    [Fact]
    public async Task A_node_that_starts_without_it_serves_and_finds_it_later()
    {
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        await using var server = await RedisServer.StartAsync(Cancellation);
        await server.StopAsync(Cancellation);
        await using var node = RedisNode.On(server, "t:");
        Assert.Null(await node.GetAsync("k", Cancellation));

        await server.RestartAsync(Cancellation);

        await RedisNode.UntilAsync(
            async () =>
            {
                await node.SetAsync("k", "v", _hour, Cancellation);
                return await node.GetAsync("k", Cancellation) is "v";
            },
            Cancellation
        );
    }
}
