using System.Text.Json;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Builds;

/// <summary>Platforms that build, on both databases, with the shared registry.</summary>
public sealed class BuildPlatforms : IAsyncDisposable
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
            BuildingScene.Settings(await RegistryServer.Shared)
        );
}

/// <summary>Builds with the real program, to a real registry.</summary>
public abstract class BuildTests(bool postgres, BuildPlatforms platforms) : IAsyncLifetime
{
    private const string Own =
        "FROM busybox:1.37\nCOPY . /site\nEXPOSE 8080\nCMD [\"busybox\", \"httpd\", \"-f\", \"-p\", \"8080\", \"-h\", \"/site\"]\n";
    private TestPlatform _platform = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public sealed class OnSqlite(BuildPlatforms platforms)
        : BuildTests(false, platforms),
            IClassFixture<BuildPlatforms>;

    public sealed class OnPostgres(BuildPlatforms platforms)
        : BuildTests(true, platforms),
            IClassFixture<BuildPlatforms>;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(BuildingScene.Missing is not null, BuildingScene.Missing ?? "");
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
    public async Task A_source_with_a_Dockerfile_becomes_an_image_that_others_can_pull()
    {
        var scene = await BuildingScene.MakeAsync(_platform, await RegistryServer.Shared);
        var build = await scene.BuildAsync("built", ("Dockerfile", Own), ("index.html", "hello"));

        var image = build.GetProperty("images")[0];
        var reference = image.Text("reference");
        var seen = await scene.InspectAsync(reference);
        Assert.Equal(image.Text("digest"), seen.Text("Digest"));
        Assert.Equal(image.GetProperty("layers").GetArrayLength(), seen.GetProperty("Layers").GetArrayLength());
        Assert.Contains("busybox@sha256:", image.GetProperty("bases")[0].GetString(), StringComparison.Ordinal);
        // Its tag leads to the very same.
        var tagged = await scene.InspectAsync($"{reference[..reference.IndexOf('@')]}:{build.Text("id")}");
        Assert.Equal(image.Text("digest"), tagged.Text("Digest"));
        var log = await scene.LogAsync(build.Text("id"));
        Assert.Contains("STEP 1/4: FROM", log, StringComparison.Ordinal);
    }
}
