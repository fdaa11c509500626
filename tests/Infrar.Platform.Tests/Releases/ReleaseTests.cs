using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Infrar.Platform.Builds;
using Infrar.Platform.Builds.Attesting;
using Infrar.Platform.Builds.Registries;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Tests.Builds;
using Infrar.Platform.Tests.Runs;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Infrar.Platform.Tests.Releases;

/// <summary>Platforms that build and release to stand-in clouds, on both databases.</summary>
public sealed class ReleasePlatforms : IAsyncDisposable
{
    private readonly Lazy<Task<TestPlatform>>[] _platforms =
    [
        new(() => StartAsync(false)),
        new(() => StartAsync(true)),
    ];

    public Task<TestPlatform> On(bool postgres) => _platforms[postgres ? 1 : 0].Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var platform in _platforms.Where(p => p.IsValueCreated))
        {
            await (await platform.Value).DisposeAsync();
        }
    }

    private static async Task<TestPlatform> StartAsync(bool postgres) =>
        await TestPlatform.StartAsync(
            postgres,
            CancellationToken.None,
            [
                .. BuildingScene.Settings(await RegistryServer.Shared),
                .. RunScene.Settings,
                "--Network:AllowPrivate=true",
                "--Releases:HealthSeconds=2",
                "--Releases:HealthEverySeconds=1",
            ]
        );
}

/// <summary>From a build to an environment, and back.</summary>
public abstract class ReleaseTests(bool postgres, ReleasePlatforms platforms) : IAsyncLifetime
{
    private const string Manifest = """
        infrar: 1
        system: shop

        components:
          shop:
            kind: service
            cpu: 0.5
            memory: 1024 MiB
            port: 8080
            public: true
            domains: [shop.example.com]
          images:
            kind: container-registry

        environments:
          staging:
            strategies: [aws]

        strategies:
          aws:
            title: AWS
            place:
              service: aws/ecs-fargate
              container-registry: aws/ecr
            providers:
              aws: { region: eu-west-1 }

        """;

    private TestPlatform _platform = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public sealed class OnSqlite(ReleasePlatforms platforms)
        : ReleaseTests(false, platforms),
            IClassFixture<ReleasePlatforms>;

    public sealed class OnPostgres(ReleasePlatforms platforms)
        : ReleaseTests(true, platforms),
            IClassFixture<ReleasePlatforms>;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(BuildingScene.Missing is not null, BuildingScene.Missing ?? "");
        Assert.SkipWhen(RunScene.Missing is not null, RunScene.Missing ?? "");
        Assert.SkipWhen(postgres && PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        _platform = await platforms.On(postgres);
        await LocalBases.NeedAsync("busybox:1.37");
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_build_goes_live_by_digest_a_sick_one_goes_back_by_itself_and_a_rollback_returns()
    {
        await using var shop = await HealthServer.StartAsync();
        var scene = await BuildingScene.MakeAsync(_platform, await RegistryServer.Shared, Manifest);
        var first = await ReleaseAsync(scene, await BuildAsync(scene, "one"), shop.Address);
        Assert.Equal("live", first.Text("status"));
        Assert.Equal("Every address answered that it is well.", first.Text("lastCheck"));
        // What the engine was given names the very digest, and keeps the registry's repository.
        var configuration = await ConfigurationAsync(scene, first.Text("run"));
        Assert.Contains(first.GetProperty("images")[0].Text("reference"), configuration, StringComparison.Ordinal);
        Assert.Contains("aws_ecr_repository", configuration, StringComparison.Ordinal);

        var second = await ReleaseAsync(scene, await BuildAsync(scene, "two"), shop.Address);
        Assert.Equal("live", second.Text("status"));
        Assert.Equal("superseded", (await ReadAsync(scene, first.Text("id"))).Text("status"));

        shop.IsWell = false;
        var third = await ReleaseAsync(scene, await BuildAsync(scene, "three"), shop.Address);
        Assert.Equal("failed", third.Text("status"));
        Assert.Equal("REL009", third.GetProperty("problem").Text("code"));
        shop.IsWell = true;
        var back = await NewestAsync(scene, r => r.Text("returnsTo") == second.Text("id"));
        back = await UntilAsync(scene, back.Text("id"), "live");
        Assert.Equal(
            second.GetProperty("images")[0].Text("reference"),
            back.GetProperty("images")[0].Text("reference")
        );
        // A run of the manifest that nobody released anything with runs what is live.
        var plain = await scene.Client.PostJsonAsync(
            $"{scene.Address}/runs",
            new { operation = "plan", environment = "staging" },
            Cancel
        );
        Assert.Contains(
            second.GetProperty("images")[0].Text("reference"),
            await ConfigurationAsync(scene, plain.Text("id")),
            StringComparison.Ordinal
        );

        var returned = await scene.Client.PostJsonAsync(
            $"{scene.Address}/returns",
            new { environment = "staging", autoApply = true },
            Cancel
        );
        returned = await UntilAsync(scene, returned.Text("id"), "live");
        Assert.Equal(
            first.GetProperty("images")[0].Text("reference"),
            returned.GetProperty("images")[0].Text("reference")
        );
    }

    [Fact]
    public async Task An_image_that_is_not_what_was_built_is_not_applied()
    {
        var scene = await BuildingScene.MakeAsync(_platform, await RegistryServer.Shared, Manifest);
        var build = await BuildAsync(scene, "one");
        var release = await scene.Client.PostJsonAsync(
            $"{scene.Address}/releases",
            new { environment = "staging", build },
            Cancel
        );
        var run = release.Text("run");
        await UntilRunAsync(scene, run, "planned");

        // Somebody takes the signature away between the plan and its approval.
        var image = release.GetProperty("images")[0].Text("reference");
        var (repository, digest) = (
            image[(image.IndexOf('/') + 1)..image.IndexOf('@')],
            image[(image.IndexOf('@') + 1)..]
        );
        using var client = new RegistryClient(new HttpClient(), new(scene.Registry.Host, "", true, null));
        var signature = await client.FindManifestAsync(repository, Attestations.TagOf(digest, "sig"), Cancel);
        Assert.True(await client.DeleteManifestAsync(repository, signature!.Digest, Cancel));
        (
            await scene.Client.PostAsJsonAsync($"{scene.Address}/runs/{run}/approval", new { }, Cancel)
        ).EnsureSuccessStatusCode();

        var ended = await UntilRunAsync(scene, run, "errored");
        Assert.Equal("REL004", ended.GetProperty("problem").Text("code"));
        Assert.Contains("signature", ended.GetProperty("problem").Text("detail"), StringComparison.Ordinal);
        Assert.Equal("failed", (await ReadAsync(scene, release.Text("id"))).Text("status"));
        // Nor is it released again.
        var again = await scene.Client.PostAsJsonAsync(
            $"{scene.Address}/releases",
            new { environment = "staging", build },
            Cancel
        );
        Assert.Equal("REL004", await again.ProblemCodeAsync(Cancel));
    }

    [Fact]
    public async Task Nothing_is_released_that_nobody_built_or_that_nobody_runs()
    {
        var scene = await BuildingScene.MakeAsync(_platform, await RegistryServer.Shared, Manifest);
        Assert.Equal("REL005", await RefusalAsync(scene, new { environment = "staging" }));
        var build = await scene.UntilAsync(
            await scene.BeginAsync(
                await scene.UploadAsync(("Dockerfile", "FROM busybox:1.37\nCOPY . /site\n"), ("a", "a")),
                new { component = "elsewhere", folder = "" }
            ),
            "built"
        );
        Assert.Equal("REL006", await RefusalAsync(scene, new { environment = "staging", build = build.Text("id") }));
        Assert.Equal(
            "REL003",
            await RefusalAsync(scene, new { environment = "staging", health = new[] { "file:///etc/passwd" } })
        );
        var nowhere = await scene.Client.PostAsJsonAsync(
            $"{scene.Address}/returns",
            new { environment = "staging" },
            Cancel
        );
        Assert.Equal("REL007", await nowhere.ProblemCodeAsync(Cancel));
    }

    [Fact]
    public async Task A_build_that_cannot_be_released_as_was_asked_says_so()
    {
        var scene = await BuildingScene.MakeAsync(_platform, await RegistryServer.Shared, Manifest);
        var upload = await scene.UploadAsync(("Dockerfile", "FROM busybox:1.37\nCOPY . /site\n"), ("a", "a"));
        var asked = await scene.Client.PostJsonAsync(
            $"{scene.Address}/builds",
            new
            {
                upload,
                release = "staging",
                components = new[] { new { component = "elsewhere", folder = "" } },
            },
            Cancel
        );

        var built = await scene.UntilAsync(asked.Text("id"), "built");
        while (built.GetProperty("problem").ValueKind is JsonValueKind.Null)
        {
            await Task.Delay(50, Cancel);
            built = await scene.ReadAsync(asked.Text("id"));
        }

        Assert.Equal("built", built.Text("status"));
        Assert.Equal("REL006", built.GetProperty("problem").Text("code"));
        Assert.Single(built.GetProperty("images").EnumerateArray());
    }

    [Fact]
    public async Task Old_images_go_but_none_that_an_environment_runs_or_would_return_to()
    {
        await using var shop = await HealthServer.StartAsync();
        var scene = await BuildingScene.MakeAsync(_platform, await RegistryServer.Shared, Manifest);
        (
            await scene.Client.PutAsJsonAsync(
                $"{scene.Address}/registry",
                new { address = $"{scene.Registry.Host}/images/{scene.Project}", keepDays = 30 },
                Cancel
            )
        ).EnsureSuccessStatusCode();
        var never = await BuildAsync(scene, "never released");
        var first = await BuildAsync(scene, "one");
        await ReleaseAsync(scene, first, shop.Address);
        var second = await BuildAsync(scene, "two");
        await ReleaseAsync(scene, second, shop.Address);
        var third = await BuildAsync(scene, "three");
        await ReleaseAsync(scene, third, shop.Address);
        var images = new List<string>();
        foreach (var build in (string[])[never, first, second, third])
        {
            images.Add((await scene.ReadAsync(build)).GetProperty("images")[0].Text("reference"));
        }

        await using (var scope = _platform.Services.CreateAsyncScope())
        {
            // Everything is old by now.
            var old = DateTimeOffset.UtcNow.AddDays(-31);
            var project = new Id<Infrar.Platform.Projects.Project>(scene.Project);
            await scope
                .ServiceProvider.GetRequiredService<PlatformContext>()
                .Set<Build>()
                .Where(b => b.ProjectId == project)
                .ExecuteUpdateAsync(set => set.SetProperty(b => b.ChangedAt, old), Cancel);
            Assert.Equal(2, await scope.ServiceProvider.GetRequiredService<ImageRetention>().SweepAsync(Cancel));
        }

        using var client = new RegistryClient(new HttpClient(), new(scene.Registry.Host, "", true, null));
        var left = new List<bool>();
        foreach (var image in images)
        {
            var (repository, digest) = (
                image[(image.IndexOf('/') + 1)..image.IndexOf('@')],
                image[(image.IndexOf('@') + 1)..]
            );
            left.Add(await client.FindManifestAsync(repository, digest, Cancel) is not null);
        }

        Assert.Equal([false, false, true, true], left);
    }

    private static async Task<string> RefusalAsync(BuildingScene scene, object request) =>
        await (await scene.Client.PostAsJsonAsync($"{scene.Address}/releases", request, Cancel)).ProblemCodeAsync(
            Cancel
        );

    private static async Task<string> BuildAsync(BuildingScene scene, string page) =>
        (
            await scene.BuildAsync(
                "built",
                (
                    "Dockerfile",
                    "FROM busybox:1.37\nCOPY . /site\nEXPOSE 8080\nCMD [\"busybox\", \"httpd\", \"-f\", \"-p\", \"8080\", \"-h\", \"/site\"]\n"
                ),
                ("index.html", page)
            )
        ).Text("id");

    private static async Task<JsonElement> ReleaseAsync(BuildingScene scene, string build, string health)
    {
        var release = await scene.Client.PostJsonAsync(
            $"{scene.Address}/releases",
            new
            {
                environment = "staging",
                build,
                autoApply = true,
                health = new[] { health },
            },
            Cancel
        );
        return await UntilAsync(scene, release.Text("id"), "live", "failed");
    }

    private static Task<JsonElement> ReadAsync(BuildingScene scene, string release) =>
        scene.Client.GetJsonAsync($"{scene.Address}/releases/{release}", Cancel);

    private static async Task<JsonElement> NewestAsync(BuildingScene scene, Predicate<JsonElement> isMeant)
    {
        while (true)
        {
            var all = (await scene.Client.GetJsonAsync($"{scene.Address}/releases", Cancel)).GetProperty("items");
            foreach (var release in all.EnumerateArray())
            {
                if (isMeant(release))
                {
                    return release;
                }
            }

            await Task.Delay(50, Cancel);
        }
    }

    private static async Task<JsonElement> UntilAsync(BuildingScene scene, string release, params string[] statuses)
    {
        while (true)
        {
            var found = await ReadAsync(scene, release);
            if (statuses.Contains(found.Text("status")))
            {
                return found;
            }

            Assert.False(found.Text("status") is "failed" or "superseded", $"{found}");
            await Task.Delay(50, Cancel);
        }
    }

    private static async Task<JsonElement> UntilRunAsync(BuildingScene scene, string run, string status)
    {
        while (true)
        {
            var found = (await scene.Client.GetJsonAsync($"{scene.Address}/runs/{run}", Cancel)).GetProperty("run");
            if (found.Text("status") == status)
            {
                return found;
            }

            Assert.False(found.Text("status") is "errored" or "applied" or "planned_and_finished", $"{found}");
            await Task.Delay(50, Cancel);
        }
    }

    private static async Task<string> ConfigurationAsync(BuildingScene scene, string run)
    {
        await using var zip = await scene.Client.GetStreamAsync($"{scene.Address}/runs/{run}/configuration", Cancel);
        using var copy = new MemoryStream();
        await zip.CopyToAsync(copy, Cancel);
        using var archive = new ZipArchive(copy);
        var text = new System.Text.StringBuilder();
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            text.Append(await reader.ReadToEndAsync(Cancel));
        }

        return text.ToString();
    }
}

/// <summary>What was released, as far as anybody outside can see it: it is well, or it is not.</summary>
internal sealed class HealthServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();

    private HealthServer(int port)
    {
        Address = $"http://127.0.0.1:{port}/health";
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _ = Task.Run(AnswerAsync);
    }

    public string Address { get; }

    public bool IsWell { get; set; } = true;

    public static Task<HealthServer> StartAsync() => Task.FromResult(new HealthServer(Programs.FreePort()));

    public ValueTask DisposeAsync()
    {
        _listener.Close();
        return ValueTask.CompletedTask;
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                context.Response.StatusCode = IsWell ? 200 : 503;
                context.Response.Close();
            }
        }
        catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
