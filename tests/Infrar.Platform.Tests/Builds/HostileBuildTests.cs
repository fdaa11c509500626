using System.Diagnostics;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Builds;

/// <summary>Sources that want something else than to be built: each is contained, and told why in words that help.</summary>
public sealed class HostileBuildTests : IAsyncLifetime
{
    private TestPlatform _platform = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(BuildingScene.Missing is not null, BuildingScene.Missing ?? "");
        var registry = await RegistryServer.Shared;
        await LocalBases.NeedAsync("busybox:1.37");
        _platform = await TestPlatform.StartAsync(
            false,
            Cancel,
            [
                .. BuildingScene.Settings(registry),
                "--Builder:MemoryMebibytes=192",
                "--Builder:Processes=160",
                "--Builder:DiskMebibytes=128",
                "--Builder:OutputMebibytes=2",
                "--Builder:Slots=3",
            ]
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_platform is not null)
        {
            await _platform.DisposeAsync();
        }
    }

    [Fact]
    public async Task Steps_see_nothing_of_the_host_its_processes_or_its_network()
    {
        var scene = await SceneAsync();
        var registry = await RegistryServer.Shared;
        var build = await scene.BuildAsync(
            "built",
            (
                "Dockerfile",
                $"""
                FROM busybox:1.37
                RUN ps | wc -l > /processes; \
                    ls /mnt > /mnt-seen; \
                    wget -T 2 -q -O - http://{registry.Host}/v2/ > /network 2>&1; \
                    ls {_platform.DataFolder} > /data 2>&1; \
                    cat /proc/self/uid_map > /ids; \
                    kill -0 1 && echo own > /one; \
                    mount -t tmpfs none /tmp > /mounted 2>&1; true

                """
            ),
            ("a", "a")
        );
        var files = await scene.FilesAsync(build.GetProperty("images")[0].Text("reference"));

        Assert.InRange(int.Parse(files["processes"].Trim(), System.Globalization.CultureInfo.InvariantCulture), 1, 8);
        Assert.Equal("", files["mnt-seen"].Trim());
        Assert.DoesNotContain("{}", files["network"], StringComparison.Ordinal);
        Assert.Contains("No such file", files["data"], StringComparison.Ordinal);
        // Root in there is a user with no rights out here.
        Assert.DoesNotContain(
            files["ids"].Split('\n'),
            l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["0", "0", ..]
        );
        Assert.Contains("denied", files["mounted"], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Ways out of a step's container that the distributions' buildah has; what is behind them must be worth nothing.</summary>
    [Theory]
    [InlineData("RUN --mount=type=cache,id=../../../../../..,target=/out LOOK")]
    [InlineData("RUN true <<EOF\nRUN --mount=type=cache,id=../../../../../..,target=/out LOOK")]
    [InlineData("RUN ln -s / /way\nFROM busybox:1.37\nRUN --mount=type=bind,from=0,source=/way,target=/out,rw LOOK")]
    [InlineData(
        "RUN --mount=type=bind,source=.,target=/ctx,rw ln -s / /ctx/way; true\nRUN --mount=type=bind,source=way,target=/out LOOK"
    )]
    public async Task Who_leaves_a_container_finds_the_own_build_and_no_way_to_sign_in(string steps)
    {
        var scene = await SceneAsync();
        // What is found is told in the log; a build that is refused on the way has found nothing either.
        var look =
            $"(ls -a /out /out/mnt/* /out{_platform.DataFolder}; cat /out/etc/shadow /out/mnt/*/auth.json; "
            + "ln -s /etc/infrar-was-here /out/mnt/work/digest.shop; ln -s /etc/infrar-was-here /out/mnt/given/Dockerfile.shop) "
            + "2>&1 | sed 's/^/found /'";
        var id = await scene.BeginAsync(
            await scene.UploadAsync(
                ("Dockerfile", $"FROM busybox:1.37\n{steps.Replace("LOOK", look, StringComparison.Ordinal)}\n"),
                ("a", "a")
            )
        );
        _ = await scene.UntilAsync(id, "built", "errored");
        var found = (await scene.LogAsync(id))
            .Split('\n')
            .Where(l => l.StartsWith("found ", StringComparison.Ordinal))
            .Select(l => l["found ".Length..])
            .ToList();

        Assert.DoesNotContain(found, l => l.Contains("auths", StringComparison.Ordinal));
        Assert.DoesNotContain(found, l => l.StartsWith("root:", StringComparison.Ordinal));
        // Folders that every machine has, and the platform's own.
        Assert.DoesNotContain(found, l => l is "boot" or "srv" or "master.key" or "infrar.db");
        Assert.False(File.Exists("/etc/infrar-was-here"));
    }

    [Theory]
    [InlineData("RUN dd if=/dev/zero of=/filled bs=1M count=4000", "Builder:DiskMebibytes")]
    [InlineData(
        "RUN while true; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done",
        "Builder:OutputMebibytes"
    )]
    [InlineData("RUN head -c 800m /dev/zero | tail | wc -c", "Builder:MemoryMebibytes")]
    public async Task A_build_that_uses_too_much_is_ended_and_told_which_limit(string step, string setting)
    {
        var scene = await SceneAsync();
        var build = await scene.BuildAsync("errored", ("Dockerfile", $"FROM busybox:1.37\n{step}\n"), ("a", "a"));

        Assert.Equal("BLD012", build.GetProperty("problem").Text("code"));
        Assert.Contains(setting, build.GetProperty("problem").Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processes_without_number_end_with_the_build()
    {
        var scene = await SceneAsync();
        var mark = $"81{Random.Shared.Next(100_000, 999_999)}";
        var build = await scene.BuildAsync(
            "errored",
            ("Dockerfile", $"FROM busybox:1.37\nRUN for i in $(seq 400); do sleep {mark} & done; wait; false\n"),
            ("a", "a")
        );

        Assert.Equal("BLD009", build.GetProperty("problem").Text("code"));
        Assert.DoesNotContain(
            Process.GetProcesses(),
            p =>
            {
                try
                {
                    return File.ReadAllText($"/proc/{p.Id}/cmdline").Contains(mark, StringComparison.Ordinal);
                }
                catch (IOException)
                {
                    return false;
                }
            }
        );
    }

    [Fact]
    public async Task Images_of_other_projects_and_places_that_are_no_registry_are_not_taken()
    {
        var registry = await RegistryServer.Shared;
        var victim = await SceneAsync();
        var theirs = await victim.BuildAsync(
            "built",
            ("Dockerfile", "FROM busybox:1.37\nCOPY . /secret\n"),
            ("a", "a")
        );
        var scene = await SceneAsync();
        foreach (
            var from in (string[])
                [
                    theirs.GetProperty("images")[0].Text("reference"),
                    $"{registry.Host}/images/{victim.Project}/shop:{theirs.Text("id")}",
                    "docker-archive:/etc/passwd",
                    "containers-storage:shop",
                    "dir:/etc",
                    "169.254.169.254/x",
                    "10.0.0.1:5000/x",
                    "${NOWHERE}",
                    "localhost/build:shop",
                ]
        )
        {
            // What counts is the image; that each way of naming one is seen is held by the first.
            string[] ways = [$"FROM {from}\n"];
            if (from == theirs.GetProperty("images")[0].Text("reference"))
            {
                ways =
                [
                    .. ways,
                    $"FROM busybox:1.37\nCOPY --from={from} / /stolen\n",
                    $"FROM busybox:1.37\nRUN --mount=type=bind,from={from},target=/x ls /x\n",
                ];
            }

            foreach (var how in ways)
            {
                var build = await scene.BuildAsync("errored", ("Dockerfile", how), ("a", "a"));
                Assert.True(
                    build.GetProperty("problem").Text("code") is "BLD010" or "BLD011",
                    $"{how}: {build.GetProperty("problem")}"
                );
            }
        }
    }

    [Fact]
    public async Task Links_that_lead_out_and_tens_of_thousands_of_files_do_no_harm()
    {
        var scene = await SceneAsync();
        var build = await scene.BuildAsync(
            "built",
            (
                "Dockerfile",
                """
                FROM busybox:1.37 AS first
                RUN ln -s /etc /way && ln -s ../../../../../../etc/hostname /out && mkdir /many && cd /many && for i in $(seq 3000); do : > $i; done
                FROM busybox:1.37
                COPY --from=first /way /out /many /copied/

                """
            ),
            ("a", "a")
        );
        var files = await scene.FilesAsync(build.GetProperty("images")[0].Text("reference"));

        Assert.DoesNotContain(
            files.Keys,
            k =>
                k.StartsWith("copied/passwd", StringComparison.Ordinal)
                || k.StartsWith("copied/shadow", StringComparison.Ordinal)
        );
        Assert.Contains("copied/3000", files.Keys);
    }

    private async Task<BuildingScene> SceneAsync() =>
        await BuildingScene.MakeAsync(_platform, await RegistryServer.Shared);
}
