using CsCheck;
using Infrar.Core.Checks.Reachability;

namespace Infrar.Core.Tests.Checks.Reachability;

/// <summary>Sets of numbers against sets of numbers one by one.</summary>
public sealed class IntervalSetTests
{
    private const int Highest = 24;

    private static readonly Gen<HashSet<int>> Numbers = Gen.Int[0, Highest].Array[0, 12].Select(n => n.ToHashSet());

    [Fact]
    public void Algebra_agrees_with_sets_of_single_numbers() =>
        Gen.Select(Numbers, Numbers)
            .Sample(
                (a, b) =>
                {
                    var (left, right) = (SetOf(a), SetOf(b));

                    Assert.Equal(a.Union(b).Order(), In(left.Union(right)));
                    Assert.Equal(a.Intersect(b).Order(), In(left.Intersect(right)));
                    Assert.Equal(a.Except(b).Order(), In(left.Except(right)));
                    Assert.Equal(a.IsSupersetOf(b), left.Covers(right));
                    Assert.Equal(a.Overlaps(b), left.Overlaps(right));
                    Assert.Equal(a.SetEquals(b), left.SameAs(right));
                }
            );

    [Fact]
    public void Parts_divide_a_set_so_that_no_other_set_tells_two_numbers_of_one_apart() =>
        Gen.Select(Numbers, Numbers, Numbers)
            .Sample(
                (a, b, c) =>
                {
                    IntervalSet[] others = [SetOf(b), SetOf(c)];

                    var parts = SetOf(a).Parts(others);

                    Assert.Equal(a.Order(), parts.SelectMany(In).Order());
                    Assert.All(parts, p => Assert.Single(In(p).Select(n => (b.Contains(n), c.Contains(n))).Distinct()));
                }
            );

    [Fact]
    public void Sets_reach_to_both_ends_of_their_numbers()
    {
        var all = IntervalSet.Everything;

        Assert.True(all.Except(all).IsEmpty);
        Assert.True(all.Union(IntervalSet.Of(7)).SameAs(all));
        Assert.Equal(2, all.Except(IntervalSet.Of(7)).Intervals.Length);
        Assert.True(IntervalSet.Of(UInt128.MaxValue).Union(all.Except(IntervalSet.Of(UInt128.MaxValue))).SameAs(all));
        Assert.True(IntervalSet.Of(2, 1).IsEmpty);
    }

    [Theory]
    [InlineData("10.0.0.0/16", "10.0.0.0/16")]
    [InlineData("10.0.3.7/16", "10.0.0.0/16")]
    [InlineData("10.0.3.7", "10.0.3.7/32")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("2001:db8::7/32", "2001:db8::/32")]
    [InlineData("::/0", "::/0")]
    [InlineData("10.0.0.0/33", null)]
    [InlineData("10.0.0.0/-1", null)]
    [InlineData("::/129", null)]
    [InlineData("sg-0123456789", null)]
    [InlineData("", null)]
    public void A_range_is_read_as_its_block(string text, string? expected) =>
        Assert.Equal(expected, AddressRange.Parse(text)?.ToString());

    [Fact]
    public void Everywhere_of_one_family_holds_nothing_of_the_other()
    {
        var (four, six) = (AddressRange.Parse("0.0.0.0/0"), AddressRange.Parse("::/0"));

        Assert.True(four!.Value.Addresses.SameAs(AddressRange.Version4));
        Assert.True(six!.Value.Addresses.SameAs(AddressRange.Version6));
        Assert.False(AddressRange.Version4.Overlaps(AddressRange.Version6));
        Assert.True(AddressRange.Version4.Union(AddressRange.Version6).SameAs(IntervalSet.Everything));
    }

    private static IntervalSet SetOf(IEnumerable<int> numbers) =>
        numbers.Aggregate(IntervalSet.Empty, (all, n) => all.Union(IntervalSet.Of((UInt128)n)));

    private static IEnumerable<int> In(IntervalSet set) =>
        Enumerable.Range(0, Highest + 1).Where(n => set.Contains((UInt128)n));
}
