using System.Globalization;

namespace Infrar.Platform.Benchmarks;

/// <summary>What the platform's memory does while a hundred people use it for long.</summary>
internal static class SoakBenchmark
{
    public static async Task RunAsync(TimeSpan length)
    {
        await using var load = await Load.StartAsync();
        using var client = load.Client(connections: 100);
        var crowd = new Crowd();
        await crowd.GatherAsync(client, 100);
        var minute = TimeSpan.FromMinutes(1);
        var sizes = new List<double>();
        for (var passed = TimeSpan.Zero; passed < length; passed += minute)
        {
            await crowd.ActAsync(minute);
            sizes.Add(ResidentMegabytes(load.Platform.Id));
            Console.WriteLine($"minute {sizes.Count, 3}: {sizes[^1], 7:F1} MB resident");
        }

        // The first third fills caches and compiles.
        var settled = sizes.Skip(sizes.Count / 3).ToList();
        Console.WriteLine(
            $"{crowd.Times.Values.Sum(t => t.Count)} actions, {crowd.Errors} errors; after the first third {settled.Min():F1} to "
                + $"{settled.Max():F1} MB, from {settled[0]:F1} to {settled[^1]:F1} MB"
        );
    }

    private static double ResidentMegabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status")
            .First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
            / 1024;
    }
}
