using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing;

namespace Infrar.Platform.Tests.Runs;

/// <summary>A project whose runs go to stand-in clouds, and somebody who runs them.</summary>
internal sealed class RunScene(Person person, string project, string dataFolder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The program that stands in for the clouds.</summary>
    public static string StandIn { get; } =
        Path.Combine(
            Repository.Root(Assembly.GetExecutingAssembly()),
            "artifacts/bin/Infrar.Rehearsal/release/infrar-rehearsal"
        );

    /// <summary>What a platform needs to be told to carry runs out so.</summary>
    public static string[] Settings { get; } = [$"--Executor:StandIn={StandIn}", "--Executor:LeaseSeconds=5"];

    /// <summary>Why runs cannot be carried out here; null when they can.</summary>
    public static string? Missing => State.Terraform.Missing;

    /// <summary>Who made the project, and owns its team.</summary>
    public Person Person => person;

    public HttpClient Client => person.Client;

    public string Project => project;

    public string Runs => $"/api/v1/projects/{project}/runs";

    public string Workspace => $"/api/v1/projects/{project}/workspaces/production";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<RunScene> MakeAsync(TestPlatform platform, int buckets = 1)
    {
        var person = await platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("gallery", Cancel, Manifest(buckets));
        return new(person, project.Text("id"), platform.DataFolder);
    }

    /// <summary>A system with so many object stores; each is six resources at AWS.</summary>
    public static string Manifest(int buckets)
    {
        var text = new StringBuilder("infrar: 1\nsystem: gallery\n\ncomponents:\n");
        for (var bucket = 1; bucket <= buckets; bucket++)
        {
            text.Append($"  files-{bucket}:\n    kind: object-store\n");
        }

        return text.Append(
                """
                  secrets:
                    kind: secrets
                    entries:
                      api-key: { description: Key of the API }

                environments:
                  production:
                    strategies: [aws]

                strategies:
                  aws:
                    title: AWS
                    place:
                      object-store: aws/s3
                      secrets: aws/secrets-manager
                    providers:
                      aws: { region: eu-west-1 }

                """
            )
            .ToString();
    }

    /// <summary>Has what comes next go slowly, so that there is time to break in.</summary>
    public async Task SlowAsync(double seconds) =>
        await FaultsAsync(seconds > 0 ? $$"""[{"type":"*","operation":"create","delaySeconds":{{seconds}}}]""" : "[]");

    /// <summary>Has something go wrong.</summary>
    public async Task FaultsAsync(string rules) =>
        await File.WriteAllTextAsync($"{await CloudAsync()}.faults", rules, Cancel);

    /// <summary>Asks for a run; its id.</summary>
    public async Task<string> BeginAsync(string operation, bool autoApply = false) =>
        (
            await Client.PostJsonAsync(
                Runs,
                new
                {
                    operation,
                    environment = "production",
                    autoApply,
                },
                Cancel
            )
        ).Text("id");

    public async Task<JsonElement> ReadAsync(string run) =>
        (await Client.GetJsonAsync($"{Runs}/{run}", Cancel)).GetProperty("run");

    /// <summary>Waits until a run is in one of some statuses; any other end is the failure.</summary>
    public async Task<JsonElement> UntilAsync(string run, params string[] statuses)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Patience);
        while (true)
        {
            var found = await ReadAsync(run);
            var status = found.Text("status");
            if (statuses.Contains(status))
            {
                return found;
            }

            Assert.False(
                patience.IsCancellationRequested
                    || status
                        is "errored"
                            or "canceled"
                            or "discarded"
                            or "applied"
                            or "planned_and_finished"
                            or "interrupted"
                            or "recovered",
                $"{string.Join(" or ", statuses)} was expected: {found}"
            );
            await Task.Delay(50, Cancel);
        }
    }

    /// <summary>Makes a decision about a run.</summary>
    public Task<HttpResponseMessage> DecideAsync(string run, string decision, object? body = null) =>
        Client.PostAsJsonAsync($"{Runs}/{run}/{decision}", body ?? new { }, Cancel);

    /// <summary>Plans, approves and applies to the end.</summary>
    public async Task<JsonElement> ApplyAsync(string operation = "apply")
    {
        var run = await BeginAsync(operation);
        await UntilAsync(run, "planned");
        (await DecideAsync(run, "approval")).EnsureSuccessStatusCode();
        return await UntilAsync(run, "applied");
    }

    /// <summary>Writes the project's manifest anew.</summary>
    public async Task ChangeManifestAsync(string text) =>
        (
            await Client.PutAsReadAsync($"/api/v1/projects/{project}/manifest", new { text }, Cancel)
        ).EnsureSuccessStatusCode();

    /// <summary>Types and ids of what the stand-in clouds hold, in order.</summary>
    public async Task<List<string>> CloudResourcesAsync()
    {
        var path = await CloudAsync();
        if (!File.Exists(path))
        {
            return [];
        }

        var cloud = JsonElement.Parse(await File.ReadAllTextAsync(path, Cancel));
        return
        [
            .. cloud
                .GetProperty("resources")
                .EnumerateArray()
                .Select(r => $"{r.Text("type")} {r.Text("id")}")
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Types and ids of what the state holds, in order, and the lock on it.</summary>
    public async Task<List<string>> StateResourcesAsync()
    {
        var versions = await Client.GetJsonAsync($"{Workspace}/state/versions", Cancel);
        if (versions.GetProperty("items").GetArrayLength() is 0)
        {
            return [];
        }

        var number = versions.GetProperty("items")[0].GetProperty("version").GetInt32();
        var state = await Client.GetJsonAsync($"{Workspace}/state/versions/{number}/content", Cancel);
        return
        [
            .. state
                .GetProperty("resources")
                .EnumerateArray()
                .Where(r => r.Text("mode") is "managed")
                .SelectMany(r =>
                    r.GetProperty("instances")
                        .EnumerateArray()
                        .Select(i => $"{r.Text("type")} {i.GetProperty("attributes").Text("id")}")
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The file of the workspace's stand-in clouds.</summary>
    public async Task<string> CloudAsync()
    {
        var id = (await Client.GetJsonAsync(Workspace, Cancel)).Text("id");
        var folder = Directory.CreateDirectory(Path.Combine(dataFolder, "stand-in")).FullName;
        return Path.Combine(folder, $"{id}.json");
    }
}

/// <summary>Platforms that carry out runs, on both databases.</summary>
public sealed class RunPlatforms : IAsyncDisposable
{
    private readonly Lazy<Task<TestPlatform>>[] _platforms =
    [
        new(() => TestPlatform.StartAsync(false, CancellationToken.None, RunScene.Settings)),
        new(() => TestPlatform.StartAsync(true, CancellationToken.None, RunScene.Settings)),
    ];

    public Task<TestPlatform> On(bool postgres) => _platforms[postgres ? 1 : 0].Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var platform in _platforms.Where(p => p.IsValueCreated))
        {
            await (await platform.Value).DisposeAsync();
        }
    }
}
