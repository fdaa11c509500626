using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;

namespace Infrar.Platform.Benchmarks;

/// <summary>People who each do something every few seconds, as people before a screen do.</summary>
/// <remarks>
/// Of 1,000 actions 5 sign in, 350 list projects, 200 read one, 100 read its manifest, 200 estimate, 100 compare, 30 write the
/// manifest and 15 upload an archive of 100 kB. Between two actions a person waits 5 s on average, exponentially spread.
/// </remarks>
internal sealed class Crowd
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);
    private static readonly (string Name, int Of1000)[] _actions =
    [
        ("sign in", 5),
        ("list", 350),
        ("read", 200),
        ("manifest", 100),
        ("estimate", 200),
        ("compare", 100),
        ("write", 30),
        ("upload", 15),
    ];

    private static readonly byte[] _archive = Archive();
    private readonly List<(Visitor Visitor, string Slug)> _people = [];
    private readonly ConcurrentDictionary<string, ConcurrentBag<double>> _times = new(StringComparer.Ordinal);
    private int _errors;

    /// <summary>What went wrong.</summary>
    public int Errors => _errors;

    /// <summary>Milliseconds of each action.</summary>
    public IReadOnlyDictionary<string, ConcurrentBag<double>> Times => _times;

    /// <summary>Makes them, each with a project whose manifest nobody else has.</summary>
    public async Task GatherAsync(HttpClient client, int count)
    {
        var made = new ConcurrentBag<(Visitor, string)>();
        await Parallel.ForEachAsync(
            Enumerable.Range(1, count),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (number, _) =>
            {
                var visitor = await Load.RegisterAsync(client, number);
                made.Add((visitor, await visitor.ProjectAsync($"of-person-{number}")));
            }
        );
        _people.AddRange(made);
    }

    /// <summary>Lets them act for a while.</summary>
    public async Task ActAsync(TimeSpan length)
    {
        var end = Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(_people.Select((person, number) => ActAsync(person.Visitor, person.Slug, number, end)));
    }

    /// <summary>Forgets what was measured so far.</summary>
    public void Forget() => _times.Clear();

    private async Task ActAsync(Visitor visitor, string slug, int number, long end)
    {
        // Seeded: the same crowd does the same things in every run.
        var random = new Random(number);
        while (true)
        {
            await Task.Delay(-Math.Log(1 - random.NextDouble()) * _pause);
            if (Stopwatch.GetTimestamp() >= end)
            {
                return;
            }

            var name = Choose(random.Next(1000));
            var began = Stopwatch.GetTimestamp();
            try
            {
                await DoAsync(visitor, slug, name);
                _times.GetOrAdd(name, _ => []).Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
            catch (HttpRequestException fault)
            {
                if (Interlocked.Increment(ref _errors) <= 5)
                {
                    Console.Error.WriteLine($"{name}: {fault.Message}");
                }
            }
        }
    }

    private static async Task DoAsync(Visitor visitor, string slug, string action)
    {
        var at = $"/api/v1/projects/{slug}";
        switch (action)
        {
            case "sign in":
                await visitor.SignInAsync();
                return;
            case "list":
                await visitor.GetAsync("/api/v1/projects");
                return;
            case "read":
                await visitor.GetAsync(at);
                return;
            case "manifest":
                await visitor.GetAsync($"{at}/manifest");
                return;
            case "estimate":
                await visitor.GetAsync($"{at}/estimate?environment=production");
                return;
            case "compare":
                await visitor.GetAsync($"{at}/comparison?environment=production");
                return;
            case "write":
                await WriteAsync(visitor, at);
                return;
            default:
                await UploadAsync(visitor, at);
                return;
        }
    }

    private static async Task WriteAsync(Visitor visitor, string at)
    {
        using var read = await visitor.SendAsync(HttpMethod.Get, $"{at}/manifest", null);
        var manifest = await read.Content.ReadFromJsonAsync<JsonElement>();
        using var content = JsonContent.Create(new { text = manifest.GetProperty("text").GetString() + "#\n" });
        using var written = await visitor.SendAsync(HttpMethod.Put, $"{at}/manifest", content, read.Headers.ETag);
    }

    private static async Task UploadAsync(Visitor visitor, string at)
    {
        using var begin = JsonContent.Create(new { name = "source.zip", size = _archive.Length });
        using var begun = await visitor.SendAsync(HttpMethod.Post, $"{at}/uploads", begin);
        var upload = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        using var content = new ByteArrayContent(_archive);
        content.Headers.ContentType = new("application/offset+octet-stream");
        content.Headers.Add("Upload-Offset", "0");
        using var sent = await visitor.SendAsync(HttpMethod.Patch, $"{at}/uploads/{upload}", content);
        using var completed = await visitor.SendAsync(HttpMethod.Post, $"{at}/uploads/{upload}/complete", null);
    }

    private static byte[] Archive()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "package.json", "{\"dependencies\":{\"next\":\"15.0.0\",\"pg\":\"8.0.0\"}}"u8.ToArray());
            Add(zip, "Dockerfile", "FROM node:22\nEXPOSE 3000\n"u8.ToArray());
            var noise = new byte[100_000];
            new Random(1).NextBytes(noise);
            Add(zip, "public/image.png", noise);
        }

        return bytes.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(content);
    }

    private static string Choose(int draw)
    {
        foreach (var (name, share) in _actions)
        {
            if ((draw -= share) < 0)
            {
                return name;
            }
        }

        return _actions[0].Name;
    }
}
