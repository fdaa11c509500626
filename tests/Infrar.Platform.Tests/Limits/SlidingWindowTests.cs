using CsCheck;
using Infrar.Platform.Limits;

namespace Infrar.Platform.Tests.Limits;

/// <summary>The count against a naive list of all times.</summary>
public sealed class SlidingWindowTests
{
    private const int WindowMilliseconds = 1000;
    private static readonly Gen<(int Count, int[] Steps)> _requests = Gen.Select(
        Gen.Int[1, 12],
        Gen.Frequency((3, Gen.Int[0, 40]), (1, Gen.Int[0, 400]), (1, Gen.Int[900, 2500])).Array[0, 80]
    );

    [Fact]
    public void Spend_does_what_a_list_of_all_times_says() =>
        _requests.Sample(r =>
        {
            var allowance = new Allowance(r.Count, TimeSpan.FromMilliseconds(WindowMilliseconds));
            var window = new SlidingWindow();
            var spent = new List<long>();
            var now = 1_700_000_000_123L;
            foreach (var step in r.Steps)
            {
                now += step;
                var bucket = now / 100;
                var live = spent.Count(t => t / 100 >= bucket - 10);

                var spending = window.Spend(allowance, now);

                Assert.Equal(live < r.Count, spending.IsAllowed);
                Assert.Equal(spending.IsAllowed ? r.Count - live - 1 : 0, spending.Left);
                if (spending.IsAllowed)
                {
                    spent.Add(now);
                }
                else
                {
                    var free = now + (long)spending.Wait.TotalMilliseconds;
                    Assert.True(spent.Count(t => t / 100 >= (free / 100) - 10) < r.Count);
                    Assert.False(spent.Count(t => t / 100 >= ((free - 1) / 100) - 10) < r.Count);
                }
            }

            Assert.All(
                spent,
                first => Assert.True(spent.Count(t => t >= first && t < first + WindowMilliseconds) <= r.Count)
            );
        });

    [Fact]
    public void A_clock_that_is_set_back_gives_nothing_away()
    {
        var allowance = new Allowance(2, TimeSpan.FromSeconds(1));
        var window = new SlidingWindow();
        Assert.True(window.Spend(allowance, 100_000).IsAllowed);
        Assert.True(window.Spend(allowance, 40_000).IsAllowed);

        Assert.False(window.Spend(allowance, 50_000).IsAllowed);
        Assert.True(window.Spend(allowance, 101_200).IsAllowed);
    }
}
