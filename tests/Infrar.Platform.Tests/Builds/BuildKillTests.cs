using System.Diagnostics;
using Infrar.Platform.Builds.Attesting;
using Infrar.Platform.Builds.Registries;
using Infrar.Platform.Tests.Hosting;
using Infrar.Platform.Tests.Servers;
using Infrar.Platform.Tests.Uploads;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Builds;

/// <summary>The real program and a real registry that asks for a password, killed while images are made: the queue goes on, and no tag leads to half an image.</summary>
public sealed class BuildKillTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_queue_goes_on_and_no_tag_leads_to_half_an_image()
    {
        Assert.SkipWhen(BuildingScene.Missing is not null, BuildingScene.Missing ?? "");
        var bases = await RegistryServer.Shared;
        await LocalBases.NeedAsync("busybox:1.37");
        await using var registry = await RegistryServer.StartAsync(isClosed: true, Cancel);
        var folder = Directory.CreateTempSubdirectory("infrar-killed-").FullName;
        await File.WriteAllTextAsync($"{folder}/password", registry.Password, Cancel);
        var address = $"http://127.0.0.1:{Programs.FreePort()}";
        string[] settings =
        [
            "up",
            $"--Server:DataFolder={folder}/data",
            $"--Server:Urls={address}",
            $"--Server:PublicUrl={address}",
            "--Account:SetupSecret=false",
            .. BuildingScene.Settings(registry, bases),
            $"--Builder:PrivateRegistries:0={bases.Host}",
            $"--Builder:RegistryUser={RegistryServer.User}",
            $"--Builder:RegistryPasswordFile={folder}/password",
        ];
        using var client = new HttpClient { BaseAddress = new(address), Timeout = TimeSpan.FromSeconds(20) };
        var platform = await StartAsync(settings, client);
        try
        {
            var team = await KillTests.RegisterAsync(client);
            var project = (await client.PostJsonAsync("/api/v1/projects", new { team, name = "Shop" }, Cancel)).Text(
                "id"
            );
            var random = new Random(20261128);
            for (var kill = 0; kill < 4; kill++)
            {
                var archive = Sources.Zip(
                    ("Dockerfile", "FROM busybox:1.37\nRUN sleep 1 && echo made > /made\nCOPY . /site\n"u8.ToArray()),
                    ("index.html", System.Text.Encoding.UTF8.GetBytes($"{kill}"))
                );
                var upload = await client.BeginAsync(project, archive, Cancel);
                (await client.ChunkAsync(upload, 0, archive, Cancel)).EnsureSuccessStatusCode();
                (await client.PostAsync($"{upload}/complete", null, Cancel)).EnsureSuccessStatusCode();
                var build = (
                    await client.PostJsonAsync(
                        $"/api/v1/projects/{project}/builds",
                        new { upload = upload[(upload.LastIndexOf('/') + 1)..] },
                        Cancel
                    )
                ).Text("id");
                await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * 4), Cancel);
                if (kill % 2 is 0)
                {
                    platform.Kill();
                    await platform.WaitForExitAsync(Cancel);
                    platform.Dispose();
                    platform = await StartAsync(settings, client);
                }
                else
                {
                    await registry.KillAsync(Cancel);
                    await registry.RestartAsync(Cancel);
                }

                var status = await EndAsync(client, project, build);
                // A registry that goes in the middle of a push may end the build; whoever builds again gets the image.
                Assert.True(status is "built" || kill % 2 is 1, status);
                await HoldTagsAsync(registry, $"images/{project}/shop");
            }
        }
        finally
        {
            platform.Kill();
            await platform.WaitForExitAsync(CancellationToken.None);
            platform.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }

    // Every tag of a build leads to an image that is whole, signed and told of.
    private static async Task HoldTagsAsync(RegistryServer registry, string repository)
    {
        using var client = new RegistryClient(
            new HttpClient(),
            new(registry.Host, "", true, new(RegistryServer.User, new(registry.Password!)))
        );
        foreach (
            var tag in (await client.TagsAsync(repository, Cancel)).Where(t =>
                t.StartsWith("bld-", StringComparison.Ordinal)
            )
        )
        {
            var manifest = await client.FindManifestAsync(repository, tag, Cancel);
            var image = await ImageContent.ReadAsync(client, repository, manifest!.Digest, Cancel);
            foreach (var layer in image.Layers)
            {
                Assert.True(await client.HasBlobAsync(repository, layer.Digest, Cancel), tag);
            }

            foreach (var kind in (string[])["sig", "att"])
            {
                var said = Attestations.TagOf(manifest.Digest, kind);
                Assert.True(await client.FindManifestAsync(repository, said, Cancel) is not null, $"{tag} {kind}");
            }
        }
    }

    private static async Task<string> EndAsync(HttpClient client, string project, string build)
    {
        while (true)
        {
            var found = (await client.GetJsonAsync($"/api/v1/projects/{project}/builds/{build}", Cancel)).GetProperty(
                "build"
            );
            if (found.Text("status") is "built" or "errored" or "canceled")
            {
                return found.Text("status");
            }

            await Task.Delay(100, Cancel);
        }
    }

    private static async Task<Process> StartAsync(string[] settings, HttpClient client)
    {
        var process = Process.Start(
            new ProcessStartInfo(PlatformProgram.Path, settings) { RedirectStandardOutput = true }
        )!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        while (true)
        {
            try
            {
                if ((await client.GetAsync("/ready", Cancel)).IsSuccessStatusCode)
                {
                    return process;
                }
            }
            catch (HttpRequestException)
            {
                Assert.False(process.HasExited, "The platform ended.");
            }

            await Task.Delay(50, Cancel);
        }
    }
}
