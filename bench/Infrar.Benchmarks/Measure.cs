using System.Diagnostics;

namespace Infrar.Benchmarks;

/// <summary>Measures a piece of work against another in pairs, so that what slows the machine down slows both.</summary>
internal static class Measure
{
    /// <summary>Medians of the time of each, and of the ratio of each pair.</summary>
    internal static (TimeSpan One, TimeSpan Other, double Ratio) Pairs(int pairs, Action one, Action other)
    {
        // Once for the just-in-time compiler, which the native command line does not have.
        one();
        other();
        var (ones, others, ratios) = (new double[pairs], new double[pairs], new double[pairs]);
        for (var i = 0; i < pairs; i++)
        {
            // Who is first takes turns, since it may leave garbage to the second.
            if (i % 2 == 0)
            {
                ones[i] = Milliseconds(one);
                others[i] = Milliseconds(other);
            }
            else
            {
                others[i] = Milliseconds(other);
                ones[i] = Milliseconds(one);
            }

            ratios[i] = ones[i] / others[i];
        }

        return (TimeSpan.FromMilliseconds(Median(ones)), TimeSpan.FromMilliseconds(Median(others)), Median(ratios));
    }

    /// <summary>Bytes that a piece of work allocates.</summary>
    internal static long Allocated(Action work)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        work();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    /// <summary>Bytes that the result of a piece of work keeps alive.</summary>
    internal static long Kept(Func<object> work)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var result = work();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(result);
        return after - before;
    }

    private static double Milliseconds(Action work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var began = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
