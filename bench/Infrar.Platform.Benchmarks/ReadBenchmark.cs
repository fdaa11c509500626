using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Benchmarks;

/// <summary>Reads of the platform against a bare server that makes as many round trips to the same database, in turn.</summary>
internal static partial class ReadBenchmark
{
    private const int Projects = 50;

    public static async Task RunAsync(int rounds)
    {
        await using var load = await Load.StartAsync();
        using var client = load.Client(connections: 8);
        var visitor = await Load.RegisterAsync(client, 1);
        for (var project = 1; project <= Projects; project++)
        {
            await visitor.ProjectAsync($"project-{project}");
        }

        var bareAddress = $"http://127.0.0.1:{Programs.FreePort()}";
        using var bare =
            Process.Start(Environment.ProcessPath!, ["bare", load.Connection, visitor.UserId, bareAddress])
            ?? throw new InvalidOperationException("The bare server did not start.");
        try
        {
            Console.WriteLine($"{"read", -10} {"trips", 6} {"platform/s", 12} {"bare/s", 12} {"ratio", 8}   goal 0.6");
            await MeasureAsync("list", "/api/v1/projects?limit=50", "list");
            await MeasureAsync("one", "/api/v1/projects/project-7", "one");
            await MeasureAsync("estimate", "/api/v1/projects/project-7/estimate?environment=production", "text");
        }
        finally
        {
            bare.Kill();
        }

        async Task MeasureAsync(string name, string path, string baseline)
        {
            var trips = await TripsAsync(load, visitor, path);
            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var round = 0; round <= rounds; round++)
            {
                // Renewed for each round, for it lives shorter than the whole.
                await visitor.SignInAsync();
                var one = await WrkAsync(
                    $"{load.Platform.Address.GetLeftPart(UriPartial.Authority)}{path}",
                    visitor.Token
                );
                var other = await WrkAsync($"{bareAddress}/{baseline}?trips={trips}&slug=project-7", visitor.Token);
                // The first round warms both up.
                if (round > 0)
                {
                    ours.Add(one);
                    theirs.Add(other);
                }
            }

            var ratio = Median(ours) / Median(theirs);
            Console.WriteLine(
                $"{name, -10} {trips, 6} {Median(ours), 12:F0} {Median(theirs), 12:F0} {ratio, 8:F2}   {(ratio >= 0.6 ? "met" : "missed")}"
            );
        }
    }

    /// <summary>How many transactions, and so round trips, the database counts for one request.</summary>
    private static async Task<int> TripsAsync(Load load, Visitor visitor, string path)
    {
        const int Requests = 400;
        await visitor.GetAsync(path);
        var before = await CommitsAsync(load);
        for (var request = 0; request < Requests; request++)
        {
            await visitor.GetAsync(path);
        }

        var made = await CommitsAsync(load) - before;
        return Math.Max(1, (int)Math.Round((double)made / Requests));
    }

    private static async Task<long> CommitsAsync(Load load)
    {
        // Backends hand their counts over when they have been idle for ten seconds.
        await Task.Delay(TimeSpan.FromSeconds(11));
        var database = load.Connection.Split("Database=")[1].Split(';')[0];
        var answer = await load.Postgres.QueryAsync(
            "postgres",
            $"select xact_commit from pg_stat_database where datname = '{database}'",
            CancellationToken.None
        );
        return long.Parse(answer.Trim(), CultureInfo.InvariantCulture);
    }

    private static async Task<double> WrkAsync(string url, string token)
    {
        var output = await Programs.RunAsync(
            "wrk",
            null,
            new Dictionary<string, string>(),
            CancellationToken.None,
            "-t1",
            "-c32",
            "-d6s",
            "-H",
            $"Authorization: Bearer {token}",
            url
        );
        return output.Contains("Non-2xx", StringComparison.Ordinal)
            ? throw new InvalidOperationException(output)
            : double.Parse(Rate().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 is 1
            ? sorted[sorted.Count / 2]
            : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex Rate();
}
