using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Builds;

/// <summary>Sources without a Dockerfile: what is generated for them builds offline, and the image's own health check says that it runs.</summary>
public sealed class BuildKindTests(BuildPlatforms platforms) : IClassFixture<BuildPlatforms>, IAsyncLifetime
{
    private TestPlatform _platform = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(BuildingScene.Missing is not null, BuildingScene.Missing ?? "");
        Assert.SkipWhen(Programs.Missing("ip") is not null, Programs.Missing("ip") ?? "");
        _platform = await platforms.On(false);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Finished_files() => await HoldAsync("static", ["busybox:1.37"], ("index.html", "<p>hello</p>"));

    [Fact]
    public async Task A_server_of_Node()
    {
        Assert.SkipWhen(Programs.Missing("node") is not null, Programs.Missing("node") ?? "");
        await HoldAsync(
            "node",
            ["node:22-bookworm-slim"],
            ("package.json", """{"name":"shop","scripts":{"start":"node server.js"}}"""),
            ("server.js", "require('http').createServer((q, a) => a.end('well')).listen(process.env.PORT, '0.0.0.0')")
        );
    }

    [Fact]
    public async Task A_server_of_Python()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3.11"), "Not on this machine: python3.11.");
        await HoldAsync(
            "python",
            ["python:3.13-slim-bookworm"],
            ("requirements.txt", "# nothing\n"),
            (
                "main.py",
                "import http.server, os\nhttp.server.ThreadingHTTPServer(('0.0.0.0', int(os.environ['PORT'])), http.server.SimpleHTTPRequestHandler).serve_forever()\n"
            )
        );
    }

    private async Task HoldAsync(string language, string[] bases, params (string Path, string Text)[] files)
    {
        await LocalBases.NeedAsync(bases);
        var scene = await BuildingScene.MakeAsync(_platform, await RegistryServer.Shared);
        var build = await scene.UntilAsync(
            await scene.BeginAsync(await scene.UploadAsync(files), new { component = "shop", folder = "" }),
            "built"
        );
        var image = build.GetProperty("images")[0];

        Assert.Equal(language, image.Text("language"));
        Assert.Contains("It is well", await scene.RunImageAsync(image.Text("reference")), StringComparison.Ordinal);
    }
}
