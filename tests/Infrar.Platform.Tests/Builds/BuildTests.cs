using System.Net.Http.Json;
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

    [Fact]
    public async Task What_is_said_of_an_image_is_signed_so_that_others_can_check_it()
    {
        var scene = await BuildingScene.MakeAsync(_platform, await RegistryServer.Shared);
        var build = await scene.BuildAsync(
            "built",
            (
                "Dockerfile",
                "FROM busybox:1.37\nRUN mkdir -p /var/lib/dpkg && printf 'Package: zlib1g\\nStatus: install ok installed\\nVersion: 1.2.13\\n' > /var/lib/dpkg/status\nCOPY . /app\n"
            ),
            ("node_modules/left-pad/package.json", """{"name":"left-pad","version":"1.3.0","license":"WTFPL"}""")
        );
        var image = build.GetProperty("images")[0];
        Assert.Equal(2, image.GetProperty("packages").GetInt32());
        Assert.Contains(
            image.GetProperty("licenses").EnumerateArray(),
            l => l.Text("license") is "WTFPL" && l.GetProperty("packages").GetInt32() is 1
        );

        // By openssl alone: the payload that lies in the registry, the signature beside it, the public key of the API.
        var reference = image.Text("reference");
        var (repository, digest) = (reference[..reference.IndexOf('@')], image.Text("digest"));
        var tag = digest.Replace(':', '-');
        var manifest = await scene.InspectAsync($"{repository}:{tag}.sig", "--raw");
        var layer = manifest.GetProperty("layers")[0];
        var folder = Directory.CreateTempSubdirectory("infrar-signature-").FullName;
        using var http = new HttpClient();
        var path = repository[(repository.IndexOf('/') + 1)..];
        var payload = await http.GetByteArrayAsync(
            $"http://{scene.Registry.Host}/v2/{path}/blobs/{layer.Text("digest")}",
            Cancel
        );
        await File.WriteAllBytesAsync($"{folder}/payload", payload, Cancel);
        await File.WriteAllBytesAsync(
            $"{folder}/signature",
            Convert.FromBase64String(layer.GetProperty("annotations").Text("dev.cosignproject.cosign/signature")),
            Cancel
        );
        var key = (await scene.Client.GetJsonAsync($"{scene.Address}/registry", Cancel)).Text("signingKey");
        await File.WriteAllTextAsync($"{folder}/key", key, Cancel);
        var said = await Programs.RunAsync(
            "openssl",
            null,
            new Dictionary<string, string>(),
            Cancel,
            ["dgst", "-sha256", "-verify", $"{folder}/key", "-signature", $"{folder}/signature", $"{folder}/payload"]
        );
        Directory.Delete(folder, recursive: true);
        Assert.Contains("Verified OK", said, StringComparison.Ordinal);
        Assert.Contains(digest, System.Text.Encoding.UTF8.GetString(payload), StringComparison.Ordinal);

        var bill = await scene.Client.GetJsonAsync(
            $"{scene.Address}/builds/{build.Text("id")}/images/shop/sbom",
            Cancel
        );
        Assert.Equal("CycloneDX", bill.Text("bomFormat"));
        Assert.Equal(
            ["pkg:deb/debian/zlib1g@1.2.13", "pkg:npm/left-pad@1.3.0"],
            bill.GetProperty("components").EnumerateArray().Select(c => c.Text("purl"))
        );
        var provenance = await scene.Client.GetJsonAsync(
            $"{scene.Address}/builds/{build.Text("id")}/images/shop/provenance",
            Cancel
        );
        Assert.Equal(
            build.Text("id"),
            provenance.GetProperty("runDetails").GetProperty("metadata").Text("invocationId")
        );
    }

    [Fact]
    public async Task The_same_source_gives_the_same_digest_at_another_builder_and_a_change_another()
    {
        var scene = await BuildingScene.MakeAsync(_platform, await RegistryServer.Shared);
        const string Steps =
            "FROM busybox:1.37\nRUN mkdir /made && echo made > /made/it && date > /dev/null\nCOPY . /site\n";
        var first = await scene.BuildAsync("built", ("Dockerfile", Steps), ("index.html", "hello"));
        var again = await scene.BuildAsync("built", ("Dockerfile", Steps), ("index.html", "hello"));
        var changed = await scene.BuildAsync("built", ("Dockerfile", Steps), ("index.html", "hello!"));
        // Another project has neither layers nor images of this one; only its repository has another name.
        var other = await BuildingScene.MakeAsync(_platform, await RegistryServer.Shared);
        var elsewhere = await other.BuildAsync("built", ("Dockerfile", Steps), ("index.html", "hello"));

        var digest = first.GetProperty("images")[0].Text("digest");
        Assert.Equal(digest, again.GetProperty("images")[0].Text("digest"));
        Assert.Equal(first.Text("id"), again.GetProperty("images")[0].Text("madeBy"));
        Assert.Equal(digest, elsewhere.GetProperty("images")[0].Text("digest"));
        Assert.NotEqual(digest, changed.GetProperty("images")[0].Text("digest"));
        // What does not depend on the changed file was not made anew.
        Assert.Equal(1, changed.GetProperty("images")[0].GetProperty("cachedSteps").GetInt32());
    }

    [Fact]
    public async Task Secrets_reach_their_step_and_no_layer_log_or_provenance()
    {
        var scene = await BuildingScene.MakeAsync(_platform, await RegistryServer.Shared);
        var secret = $"npm_{Guid.NewGuid():N}";
        (
            await scene.Client.PutAsJsonAsync(
                $"{scene.Address}/build-secrets/npm-token",
                new { value = secret },
                Cancel
            )
        ).EnsureSuccessStatusCode();
        Assert.Equal(
            "npm-token",
            (await scene.Client.GetJsonAsync($"{scene.Address}/build-secrets", Cancel))[0].Text("name")
        );
        var build = await scene.BuildAsync(
            "built",
            (
                "Dockerfile",
                "FROM busybox:1.37\nRUN --mount=type=secret,id=npm-token wc -c < /run/secrets/npm-token > /length && cat /run/secrets/npm-token\n"
            ),
            ("index.html", "hello")
        );

        Assert.DoesNotContain(secret, await scene.LogAsync(build.Text("id")), StringComparison.Ordinal);
        var events = await scene.Client.GetStringAsync($"{scene.Address}/builds/{build.Text("id")}/events", Cancel);
        Assert.DoesNotContain(secret, events, StringComparison.Ordinal);
        Assert.Contains("***", events, StringComparison.Ordinal);
        var files = await scene.FilesAsync(build.GetProperty("images")[0].Text("reference"));
        Assert.Equal($"{secret.Length}", files["length"].Trim());
        Assert.DoesNotContain(files.Values, f => f.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_build_that_fails_says_at_which_step_and_why_and_leaves_no_tag()
    {
        var scene = await BuildingScene.MakeAsync(_platform, await RegistryServer.Shared);
        var build = await scene.BuildAsync(
            "errored",
            ("Dockerfile", "FROM busybox:1.37\nRUN echo it is broken && false\n"),
            ("index.html", "hello")
        );

        Assert.Equal("BLD009", build.GetProperty("problem").Text("code"));
        Assert.Contains("it is broken", build.GetProperty("problem").Text("detail"), StringComparison.Ordinal);
        using var http = new HttpClient();
        var tags = await http.GetAsync(
            $"http://{scene.Registry.Host}/v2/images/{scene.Project}/shop/tags/list",
            Cancel
        );
        Assert.DoesNotContain(build.Text("id"), await tags.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Builds_wait_are_canceled_and_are_nobody_elses()
    {
        var scene = await BuildingScene.MakeAsync(_platform, await RegistryServer.Shared);
        var slow = await scene.BeginAsync(
            await scene.UploadAsync(("Dockerfile", "FROM busybox:1.37\nRUN echo begun && sleep 600\n"), ("a", "a"))
        );
        await scene.UntilAsync(slow, "building");
        var waiting = await scene.BeginAsync(await scene.UploadAsync(("Dockerfile", Own), ("a", "b")));
        await scene.UntilAsync(waiting, "build_queued");
        (
            await scene.Client.PostAsJsonAsync($"{scene.Address}/builds/{waiting}/cancel", new { }, Cancel)
        ).EnsureSuccessStatusCode();
        Assert.Equal("canceled", (await scene.ReadAsync(waiting)).Text("status"));
        (
            await scene.Client.PostAsJsonAsync(
                $"{scene.Address}/builds/{slow}/cancel",
                new { comment = "Enough" },
                Cancel
            )
        ).EnsureSuccessStatusCode();
        Assert.Equal("BLD016", (await scene.UntilAsync(slow, "canceled")).GetProperty("problem").Text("code"));
        Assert.Equal(
            "BLD002",
            await (
                await scene.Client.PostAsJsonAsync($"{scene.Address}/builds/{slow}/cancel", new { }, Cancel)
            ).ProblemCodeAsync(Cancel)
        );

        var stranger = await _platform.PersonAsync(Cancel);
        var theirs = (await stranger.ProjectAsync("other", Cancel)).Text("id");
        Assert.Equal(
            "BLD001",
            await (await stranger.Client.GetAsync($"/api/v1/projects/{theirs}/builds/{slow}", Cancel)).ProblemCodeAsync(
                Cancel
            )
        );
    }
}
