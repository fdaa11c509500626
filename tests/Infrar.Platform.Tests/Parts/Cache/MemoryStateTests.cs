using Infrar.Platform.Parts.Cache;
using Microsoft.Extensions.Time.Testing;

namespace Infrar.Platform.Tests.Parts.Cache;

/// <summary>The contract, in memory.</summary>
public sealed class MemoryStateTests : SharedStateContract
{
    private readonly FakeTimeProvider _time = new();

    /// <inheritdoc/>
    public override ValueTask InitializeAsync()
    {
        One = Other = new MemoryState(_time);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_ran_out_takes_no_memory()
    {
        var state = new MemoryState(_time);
        for (var n = 0; n < 1000; n++)
        {
            _ = await state.SpendAsync($"{n}", new(10, TimeSpan.FromSeconds(10)), Cancellation);
        }

        _time.Advance(TimeSpan.FromMinutes(2));
        await state.SetAsync("last", "v", TimeSpan.FromMinutes(1), Cancellation);

        Assert.Equal(1, state.Count);
    }

    private protected override async Task PassAsync(Func<Task<bool>> holds)
    {
        for (var turn = 0; turn < 100; turn++)
        {
            if (await holds())
            {
                return;
            }

            _time.Advance(TimeSpan.FromMilliseconds(50));
        }

        Assert.Fail("It did not come to hold.");
    }
}
