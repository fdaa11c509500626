using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Benchmarks;

/// <summary>Runs of the platform, sandbox and all, against the same commands of the engine by hand.</summary>
internal static class RunBenchmark
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>The program that stands in for the clouds.</summary>
    public static string StandIn { get; } =
        Path.Combine(Load.Root, "artifacts/bin/Infrar.Rehearsal/release/infrar-rehearsal");

    /// <summary>How long one run takes from the asking to its end, in pairs.</summary>
    public static async Task OverheadAsync(int pairs)
    {
        await using var load = await StartAsync(["--Executor:Slots=1"]);
        using var client = load.Client(connections: 4);
        var visitor = await Load.RegisterAsync(client, 1);
        await SignInAsync(client, visitor);
        var manifest = await File.ReadAllTextAsync(Path.Combine(Load.Root, "placement/infrar.yaml"));
        var (ours, theirs) = (new List<double>(), new List<double>());
        Console.WriteLine(
            $"{"pair", 4} {"run s", 8} {"by hand s", 10} {"ratio", 7}   168 resources, plan and apply; goal <= 1.10"
        );
        for (var pair = 0; pair <= pairs; pair++)
        {
            await SignInAsync(client, visitor);
            var runs = $"/api/v1/projects/{await ProjectAsync(client, visitor, $"pair-{pair}", manifest)}/runs";
            var began = Stopwatch.GetTimestamp();
            var run = await BeginAsync(client, runs);
            await UntilAsync(client, runs, run, "applied");
            var one = Stopwatch.GetElapsedTime(began).TotalSeconds;

            using var hand = new ByHand(await client.GetStreamAsync($"{runs}/{run}/configuration"));
            began = Stopwatch.GetTimestamp();
            await hand.ApplyAsync();
            var other = Stopwatch.GetElapsedTime(began).TotalSeconds;
            // The first warms both up.
            if (pair > 0)
            {
                ours.Add(one);
                theirs.Add(other);
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{pair, 4} {one, 8:0.00} {other, 10:0.00} {one / other, 7:0.000}"
                    )
                );
            }
        }

        var ratio = Median(ours) / Median(theirs);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"median ratio {ratio:0.000}   {(ratio <= 1.10 ? "met" : "missed")}"
            )
        );
    }

    /// <summary>How many runs four executors bring to their end, against four people at once with the engine alone.</summary>
    public static async Task ThroughputAsync(int count)
    {
        const int Executors = 4;
        const int Projects = 20;
        await using var redis = await RedisServer.StartAsync(CancellationToken.None);
        var shared = Directory.CreateTempSubdirectory("infrar-executors-").FullName;
        string[] node =
        [
            "--Executor:Slots=1",
            "--Cache:Kind=redis",
            $"--Cache:ConnectionString={redis.ConnectionString}",
            $"--Files:Folder={shared}/files",
            "--Secrets:Kind=database",
            $"--Secrets:MasterKeyFile={shared}/master.key",
        ];
        await using var load = await StartAsync(node);
        var more = new List<PlatformProcess>();
        try
        {
            for (var executor = 1; executor < Executors; executor++)
            {
                more.Add(
                    await PlatformProcess.StartAsync(
                        Load.Root,
                        CancellationToken.None,
                        [.. Load.Settings(load.Connection), .. Settings, .. node]
                    )
                );
            }

            // All of them are to see the same clouds.
            Directory.CreateDirectory($"{shared}/stand-in");
            foreach (var platform in more.Prepend(load.Platform))
            {
                Directory.CreateSymbolicLink(Path.Combine(platform.DataFolder, "stand-in"), $"{shared}/stand-in");
            }

            using var client = load.Client(connections: 8);
            var visitor = await Load.RegisterAsync(client, 1);
            await SignInAsync(client, visitor);
            var projects = new List<string>();
            for (var project = 0; project < Projects; project++)
            {
                projects.Add(await ProjectAsync(client, visitor, $"project-{project}", Manifest));
            }

            var began = Stopwatch.GetTimestamp();
            var asked = new List<(string Runs, string Run)>();
            for (var number = 0; number < count; number++)
            {
                var runs = $"/api/v1/projects/{projects[number % Projects]}/runs";
                asked.Add((runs, await BeginAsync(client, runs)));
            }

            // Each project's first run makes everything; the others find nothing to change.
            foreach (var (runs, run) in asked)
            {
                await SignInAsync(client, visitor);
                await UntilAsync(client, runs, run, "applied", "planned_and_finished");
            }

            var ours = Stopwatch.GetElapsedTime(began).TotalSeconds;
            await InOrderAsync(client, projects);

            var archives = new List<byte[]>();
            foreach (var project in projects)
            {
                archives.Add(
                    await client.GetByteArrayAsync(
                        $"/api/v1/projects/{project}/runs/{asked[projects.IndexOf(project)].Run}/configuration"
                    )
                );
            }

            var hands = archives.Select(a => new ByHand(new MemoryStream(a))).ToList();
            began = Stopwatch.GetTimestamp();
            await Parallel.ForEachAsync(
                hands,
                new ParallelOptions { MaxDegreeOfParallelism = Executors },
                async (hand, _) =>
                {
                    for (var number = 0; number < count / Projects; number++)
                    {
                        await hand.ApplyAsync(hasChanges: number is 0);
                    }
                }
            );
            var theirs = Stopwatch.GetElapsedTime(began).TotalSeconds;
            hands.ForEach(h => h.Dispose());
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count} runs of {Projects} workspaces over {Executors} executors: {count / ours:0.00}/s; by hand {count / theirs:0.00}/s; ratio {theirs / ours:0.000}   goal 0.9   {(theirs / ours >= 0.9 ? "met" : "missed")}"
                )
            );
        }
        finally
        {
            foreach (var platform in more)
            {
                await platform.DisposeAsync();
            }

            Directory.Delete(shared, recursive: true);
        }
    }

    private static string[] Settings => [$"--Executor:StandIn={StandIn}"];

    private const string Manifest = """
        infrar: 1
        system: gallery
        components:
          files:
            kind: object-store
        environments:
          production:
            strategies: [aws]
        strategies:
          aws:
            title: AWS
            place:
              object-store: aws/s3
            providers:
              aws: { region: eu-west-1 }
        """;

    private static Task<Load> StartAsync(string[] settings) => Load.StartAsync([.. Settings, .. settings]);

    private static async Task SignInAsync(HttpClient client, Visitor visitor)
    {
        await visitor.SignInAsync();
        client.DefaultRequestHeaders.Authorization = new("Bearer", visitor.Token);
    }

    private static async Task<string> ProjectAsync(HttpClient client, Visitor visitor, string name, string manifest)
    {
        var made = await client.PostAsJsonAsync(
            "/api/v1/projects",
            new
            {
                team = visitor.Team,
                name,
                manifest,
            }
        );
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async Task<string> BeginAsync(HttpClient client, string runs)
    {
        var begun = await client.PostAsJsonAsync(
            runs,
            new
            {
                operation = "apply",
                environment = "production",
                autoApply = true,
            }
        );
        begun.EnsureSuccessStatusCode();
        return (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async Task UntilAsync(HttpClient client, string runs, string run, params string[] statuses)
    {
        while (true)
        {
            var read = await client.GetFromJsonAsync<JsonElement>($"{runs}/{run}");
            var status = read.GetProperty("run").GetProperty("status").GetString()!;
            if (statuses.Contains(status))
            {
                return;
            }

            if (status is "errored" or "interrupted" or "canceled")
            {
                throw new InvalidOperationException($"{run} is {status}: {read}");
            }

            await Task.Delay(Look);
        }
    }

    // Runs of a workspace came to their turn in the order that they were asked for.
    private static async Task InOrderAsync(HttpClient client, IEnumerable<string> projects)
    {
        foreach (var project in projects)
        {
            var runs = await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project}/runs?limit=200");
            var ended = runs.GetProperty("items")
                .EnumerateArray()
                .Select(r => r.GetProperty("changedAt").GetDateTimeOffset())
                .ToList();
            if (!ended.SequenceEqual(ended.OrderDescending()))
            {
                throw new InvalidOperationException($"Runs of {project} did not take turns.");
            }
        }
    }

    private static double Median(List<double> of) => of.Order().ElementAt(of.Count / 2);
}
