namespace Infrar.Platform.Benchmarks;

/// <summary>How long people wait for their answers, by how many of them there are.</summary>
internal static class UserBenchmark
{
    public static async Task RunAsync(IReadOnlyList<int> counts)
    {
        foreach (var count in counts)
        {
            await using var load = await Load.StartAsync();
            using var client = load.Client(connections: count);
            var crowd = new Crowd();
            await crowd.GatherAsync(client, count);
            // Compiles what is hot, and computes each person's first estimate and comparison, as the first visit of the day does.
            await crowd.ActAsync(TimeSpan.FromSeconds(45));
            crowd.Forget();
            await crowd.ActAsync(TimeSpan.FromSeconds(60));
            Report(crowd, count);
        }
    }

    private static void Report(Crowd crowd, int count)
    {
        var goal = count <= 100 ? 100 : 150;
        Console.WriteLine($"{count} people: {crowd.Times.Values.Sum(t => t.Count)} actions, {crowd.Errors} errors");
        foreach (var (name, times) in crowd.Times.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"  {name, -10} {Line([.. times.Order()])}");
        }

        List<double> all = [.. crowd.Times.Values.SelectMany(t => t).Order()];
        var p99 = At(all, 0.99);
        Console.WriteLine($"  {"all", -10} {Line(all)}   p99 goal {goal} ms: {(p99 < goal ? "met" : "missed")}");
    }

    private static string Line(List<double> sorted) =>
        $"{sorted.Count, 7} times   p50 {At(sorted, 0.5), 7:F1} ms   p95 {At(sorted, 0.95), 7:F1} ms   p99 {At(sorted, 0.99), 7:F1} ms";

    private static double At(List<double> sorted, double share) =>
        sorted.Count is 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}
