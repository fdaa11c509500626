using Infrar.Platform.Limits;
using Infrar.Platform.Parts.Cache;

namespace Infrar.Platform.Tests.Parts.Cache;

/// <summary>What holds of every shared state, however it is kept.</summary>
public abstract class SharedStateContract : IAsyncLifetime
{
    private static readonly TimeSpan _long = TimeSpan.FromHours(1);

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Two nodes' sights of one state.</summary>
    private protected ISharedState One { get; set; } = null!;

    private protected ISharedState Other { get; set; } = null!;

    /// <inheritdoc/>
    public abstract ValueTask InitializeAsync();

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task What_one_node_sets_the_other_gets_until_it_is_removed()
    {
        await One.SetAsync("k", "grüße", _long, Cancellation);

        Assert.Equal("grüße", await Other.GetAsync("k", Cancellation));
        await Other.RemoveAsync("k", Cancellation);
        Assert.Null(await One.GetAsync("k", Cancellation));
    }

    [Fact]
    public async Task A_value_ends_with_its_lifetime()
    {
        await One.SetAsync("short", "v", TimeSpan.FromMilliseconds(200), Cancellation);
        await One.SetAsync("long", "v", _long, Cancellation);

        await PassAsync(async () => await Other.GetAsync("short", Cancellation) is null);

        Assert.Equal("v", await Other.GetAsync("long", Cancellation));
    }

    [Fact]
    public async Task Of_many_takers_one_gets_the_value()
    {
        await One.SetAsync("k", "v", _long, Cancellation);

        var taken = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(n => (n % 2 is 0 ? One : Other).TakeAsync("k", Cancellation))
        );

        Assert.Equal(["v"], taken.OfType<string>());
    }

    [Fact]
    public async Task Counts_of_two_nodes_lose_none()
    {
        var counts = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(n => (n % 2 is 0 ? One : Other).IncrementAsync("k", _long, Cancellation))
        );

        Assert.Equal(Enumerable.Range(1, 100).Select(n => (long)n), counts.Order());
    }

    [Fact]
    public async Task A_count_begins_anew_after_its_window()
    {
        var window = TimeSpan.FromMilliseconds(200);
        Assert.Equal(1, await One.IncrementAsync("k", window, Cancellation));

        await PassAsync(async () => await Other.GetAsync("k", Cancellation) is null);

        await PassAsync(async () => await One.IncrementAsync("k", window, Cancellation) is 1);
    }

    [Fact]
    public async Task Two_nodes_share_one_allowance()
    {
        var allowance = new Allowance(30, TimeSpan.FromHours(10));

        var spendings = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(n => (n % 2 is 0 ? One : Other).SpendAsync("k", allowance, Cancellation))
        );

        Assert.Equal(30, spendings.Count(s => s.IsAllowed));
        Assert.Equal(Enumerable.Range(0, 30), spendings.Where(s => s.IsAllowed).Select(s => s.Left).Order());
        Assert.All(spendings, s => Assert.InRange(s.Wait.TotalHours, 9, 11));
        Assert.True((await One.SpendAsync("another", allowance, Cancellation)).IsAllowed);
    }

    [Fact]
    public async Task An_allowance_is_free_again_after_its_window()
    {
        var allowance = new Allowance(1, TimeSpan.FromMilliseconds(500));
        Assert.True((await One.SpendAsync("k", allowance, Cancellation)).IsAllowed);

        await PassAsync(async () => (await Other.SpendAsync("k", allowance, Cancellation)).IsAllowed);
    }

    [Fact]
    public async Task A_signal_wakes_the_other_node_and_no_other_topic()
    {
        var woken = new TaskCompletionSource();
        var wrong = 0;
        await using var listener = await Other.ListenAsync("runs", woken.SetResult, Cancellation);
        await using var another = await Other.ListenAsync("builds", () => wrong++, Cancellation);

        await One.SignalAsync("runs", Cancellation);
        await woken.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal(0, wrong);
    }

    [Fact]
    public async Task Who_listens_no_more_is_not_woken()
    {
        var gone = 0;
        var last = new TaskCompletionSource();
        await (await Other.ListenAsync("t", () => gone++, Cancellation)).DisposeAsync();
        await using var listener = await Other.ListenAsync("t", last.SetResult, Cancellation);

        await One.SignalAsync("t", Cancellation);
        await last.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal(0, gone);
    }

    [Fact]
    public Task A_state_that_is_there_answers_a_probe() => One.ProbeAsync(Cancellation);

    /// <summary>Lets time pass until something holds.</summary>
    private protected abstract Task PassAsync(Func<Task<bool>> holds);
}
