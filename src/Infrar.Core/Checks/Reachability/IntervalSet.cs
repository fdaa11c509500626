using System.Collections.Immutable;

namespace Infrar.Core.Checks.Reachability;

/// <summary>Numbers from a first to a last one, both included.</summary>
/// <param name="First">Not above <paramref name="Last"/>.</param>
/// <param name="Last">Not below <paramref name="First"/>.</param>
public readonly record struct Interval(UInt128 First, UInt128 Last);

/// <summary>A set of whole numbers, exact: addresses, or ports.</summary>
/// <remarks>Kept as intervals in rising order that neither overlap nor touch, so that equal sets hold equal intervals.</remarks>
public sealed class IntervalSet
{
    private IntervalSet(ImmutableArray<Interval> intervals) => Intervals = intervals;

    /// <summary>No number.</summary>
    public static IntervalSet Empty { get; } = new([]);

    /// <summary>Every number that 128 bits hold.</summary>
    public static IntervalSet Everything { get; } = Of(UInt128.MinValue, UInt128.MaxValue);

    /// <summary>Rising, apart from each other.</summary>
    public ImmutableArray<Interval> Intervals { get; }

    /// <summary>Whether no number is in it.</summary>
    public bool IsEmpty => Intervals.IsEmpty;

    /// <summary>The numbers from a first to a last one; none where the first is above the last.</summary>
    public static IntervalSet Of(UInt128 first, UInt128 last) => first > last ? Empty : new([new(first, last)]);

    /// <summary>One number.</summary>
    public static IntervalSet Of(UInt128 only) => Of(only, only);

    /// <summary>Whether the number is in it.</summary>
    public bool Contains(UInt128 number) => Intervals.Any(i => i.First <= number && number <= i.Last);

    /// <summary>Whether every number of the other set is in it.</summary>
    public bool Covers(IntervalSet other) => other.Except(this).IsEmpty;

    /// <summary>Whether the two share a number.</summary>
    public bool Overlaps(IntervalSet other) => !Intersect(other).IsEmpty;

    /// <summary>Whether both hold the same numbers.</summary>
    public bool SameAs(IntervalSet other) => Intervals.SequenceEqual(other.Intervals);

    /// <summary>The numbers of either.</summary>
    public IntervalSet Union(IntervalSet other)
    {
        if (IsEmpty || other.IsEmpty)
        {
            return IsEmpty ? other : this;
        }

        var merged = ImmutableArray.CreateBuilder<Interval>();
        foreach (var next in Intervals.Concat(other.Intervals).OrderBy(i => i.First))
        {
            // Touching ones become one; above the greatest number there is nothing to touch.
            if (merged.Count > 0 && (merged[^1].Last == UInt128.MaxValue || next.First <= merged[^1].Last + 1))
            {
                merged[^1] = new(merged[^1].First, UInt128.Max(merged[^1].Last, next.Last));
            }
            else
            {
                merged.Add(next);
            }
        }

        return new(merged.ToImmutable());
    }

    /// <summary>The numbers of both.</summary>
    public IntervalSet Intersect(IntervalSet other)
    {
        var shared = ImmutableArray.CreateBuilder<Interval>();
        var (mine, theirs) = (0, 0);
        while (mine < Intervals.Length && theirs < other.Intervals.Length)
        {
            var (a, b) = (Intervals[mine], other.Intervals[theirs]);
            var (first, last) = (UInt128.Max(a.First, b.First), UInt128.Min(a.Last, b.Last));
            if (first <= last)
            {
                shared.Add(new(first, last));
            }

            (mine, theirs) = a.Last < b.Last ? (mine + 1, theirs) : (mine, theirs + 1);
        }

        return new(shared.ToImmutable());
    }

    /// <summary>The numbers of this that are not of the other.</summary>
    public IntervalSet Except(IntervalSet other) => other.IsEmpty ? this : Intersect(other.Complement());

    /// <summary>The first numbers of parts that no boundary of the others divides, each part within this set.</summary>
    /// <remarks>Whatever is decided by membership of <paramref name="others"/> is the same for all of a part.</remarks>
    public ImmutableArray<IntervalSet> Parts(IEnumerable<IntervalSet> others)
    {
        List<IntervalSet> parts = IsEmpty ? [] : [this];
        foreach (var other in others)
        {
            parts = [.. parts.SelectMany(p => new[] { p.Intersect(other), p.Except(other) }).Where(p => !p.IsEmpty)];
        }

        return [.. parts.OrderBy(p => p.Intervals[0].First)];
    }

    private IntervalSet Complement()
    {
        var gaps = ImmutableArray.CreateBuilder<Interval>();
        var next = UInt128.MinValue;
        foreach (var (first, last) in Intervals)
        {
            if (first > next)
            {
                gaps.Add(new(next, first - 1));
            }

            if (last == UInt128.MaxValue)
            {
                return new(gaps.ToImmutable());
            }

            next = last + 1;
        }

        gaps.Add(new(next, UInt128.MaxValue));
        return new(gaps.ToImmutable());
    }
}
