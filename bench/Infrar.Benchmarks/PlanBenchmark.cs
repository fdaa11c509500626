using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Infrar.Core.Checks;
using Infrar.Core.Plans;
using Infrar.Core.Pricing;
using Infrar.Providers;

namespace Infrar.Benchmarks;

/// <summary>Reading, pricing and checking a plan against <c>System.Text.Json</c> merely parsing the same bytes.</summary>
internal static class PlanBenchmark
{
    private const double PricedGoal = 2;
    private const double CheckedGoal = 4;
    private const double MemoryGoal = 3;

    /// <summary>Prints a row for each size.</summary>
    internal static void Run(IEnumerable<int> sizes, int pairs)
    {
        Console.WriteLine(
            "resources     MB   parse ms   read ms   +price ms   +check ms   read×   price×   check×   kept×   allocated×   lines   unpriced"
        );
        foreach (var size in sizes)
        {
            Run(PlanMaker.Make(size), size, size > 50_000 ? Math.Max(3, pairs / 2) : pairs);
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"× against the parse, or the file's size. Goals: price {PricedGoal}, check {CheckedGoal}, kept {MemoryGoal} (with the file itself)."
            )
        );
    }

    /// <summary>Prints how long each check takes over a plan of that many resources, the slowest first.</summary>
    internal static void RunChecks(int size)
    {
        var graph = Read(PlanMaker.Make(size)).After;
        var times = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < 3; i++)
        {
            // One scope, as in a real run: whoever asks for a model first pays for it.
            var scope = new CheckScope { Graph = graph, Catalog = AllProviders.Catalog };
            foreach (var check in AllProviders.Catalog.Checks)
            {
                var began = Stopwatch.GetTimestamp();
                _ = check.Run(scope).Count();
                var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                times[check.Id] = Math.Min(took, times.GetValueOrDefault(check.Id, double.MaxValue));
            }
        }

        foreach (var (id, best) in times.OrderByDescending(t => t.Value).Take(15))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{id}  {best, 8:F1} ms"));
        }
    }

    /// <summary>Prints how far the working set of this process grows while it reads, prices and checks one file.</summary>
    internal static void RunPeak(string file)
    {
        using var process = Process.GetCurrentProcess();
        // What the runtime, the price books and the rules take is there for the smallest plan too.
        Check(Read(PlanMaker.Make(100)));
        process.Refresh();
        var before = process.PeakWorkingSet64;
        var json = File.ReadAllBytes(file);
        var plan = Read(json);
        var read = Measure.Allocated(() => Read(json));
        var priced = Measure.Allocated(() => Price(plan));
        var checkedToo = Measure.Allocated(() => Check(plan)) - priced;
        process.Refresh();
        Console.WriteLine(
            $"allocated: reading {read / 1e6:F1} MB, pricing {priced / 1e6:F1} MB, checking {checkedToo / 1e6:F1} MB"
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{json.Length / 1e6:F1} MB: peak grows by {(process.PeakWorkingSet64 - before) / 1e6:F1} MB, {(double)(process.PeakWorkingSet64 - before) / json.Length:F2} x the file; goal < {MemoryGoal}"
            )
        );
    }

    private static void Run(byte[] json, int size, int pairs)
    {
        void Parse() => JsonDocument.Parse(json).Dispose();
        var (read, parse, readRatio) = Measure.Pairs(pairs, () => Read(json), Parse);
        var (priced, _, pricedRatio) = Measure.Pairs(pairs, () => Price(Read(json)), Parse);
        var (judged, _, checkedRatio) = Measure.Pairs(pairs, () => Check(Read(json)), Parse);
        var whole = Measure.Kept(() =>
        {
            var plan = Read(json);
            return (plan, Price(plan));
        });
        var allocated = Measure.Allocated(() => Price(Read(json)));
        // A plan of which nothing is priced is priced in no time, and would measure nothing.
        var estimate = Price(Read(json));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{size, 9} {json.Length / 1e6, 6:F1} {parse.TotalMilliseconds, 10:F1} {read.TotalMilliseconds, 9:F1} {priced.TotalMilliseconds, 11:F1} {judged.TotalMilliseconds, 11:F1} {readRatio, 7:F2} {pricedRatio, 8:F2} {checkedRatio, 8:F2} {1 + ((double)whole / json.Length), 7:F2} {(double)allocated / json.Length, 12:F2} {estimate.LineItems.Length, 7} {estimate.Unpriced.Length, 10}"
            )
        );
    }

    private static Plan Read(byte[] json) =>
        PlanReader.Read(json, "plan.json", AllProviders.Catalog).Plan
        ?? throw new InvalidOperationException("The plan could not be read.");

    private static Estimate Price(Plan plan) =>
        Estimator.Estimate(plan.After, "", AllProviders.Catalog, new EstimateOptions());

    private static CheckReport Check(Plan plan) =>
        Checker.Run(
            new()
            {
                Graph = plan.After,
                Catalog = AllProviders.Catalog,
                Estimates = [Price(plan)],
            }
        );
}
