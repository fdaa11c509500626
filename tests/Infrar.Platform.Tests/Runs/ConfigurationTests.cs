using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Runs.Configurations;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Infrar.Platform.Tests.Runs;

/// <summary>Runs of configurations that people send, and archives that are no configurations.</summary>
public abstract class ConfigurationTests(bool postgres, RunPlatforms platforms) : IAsyncLifetime
{
    private const string Hello = "resource \"terraform_data\" \"hello\" {\n  input = \"hello\"\n}\n";

    private const string Secret = """
        terraform {
          required_providers {
            aws = { source = "hashicorp/aws" }
          }
        }

        provider "aws" {
          region = "eu-west-1"
        }

        resource "aws_secretsmanager_secret" "key" {
          name = "key"
        }
        """;

    private TestPlatform _platform = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public sealed class OnSqlite(RunPlatforms platforms)
        : ConfigurationTests(false, platforms),
            IClassFixture<RunPlatforms>;

    public sealed class OnPostgres(RunPlatforms platforms)
        : ConfigurationTests(true, platforms),
            IClassFixture<RunPlatforms>;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RunScene.Missing is not null, RunScene.Missing ?? "");
        Assert.SkipWhen(postgres && PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        _platform = await platforms.On(postgres);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_configuration_of_ones_own_is_planned_priced_approved_and_applied()
    {
        var scene = await RunScene.MakeAsync(_platform);
        var configuration = await SentAsync(scene, Tar(("main.tf", Secret)));
        Assert.Equal("uploaded", configuration.Text("status"));
        Assert.Equal(1, configuration.GetProperty("files").GetInt32());

        var run = await scene.UntilAsync(await BeginAsync(scene, configuration, "apply"), "planned");

        Assert.Equal(JsonValueKind.Null, run.GetProperty("strategy").ValueKind);
        var changes = run.GetProperty("changes");
        Assert.Equal(1, changes.GetProperty("creates").GetInt32());
        Assert.Equal("0", changes.Text("costBefore"));
        Assert.Equal("0.4", changes.Text("costAfter"));
        (await scene.DecideAsync(run.Text("id"), "approval")).EnsureSuccessStatusCode();
        await scene.UntilAsync(run.Text("id"), "applied");
        Assert.Single(await scene.CloudResourcesAsync());
    }

    [Fact]
    public async Task What_engines_and_executors_write_is_left_out_of_what_is_sent()
    {
        var scene = await RunScene.MakeAsync(_platform);
        var configuration = await SentAsync(
            scene,
            Tar(
                ("main.tf", Hello),
                ("./modules/./one/main.tf", "# a module"),
                ("script.sh", "#!/bin/sh\n"),
                ("terraform.tfstate", "{}"),
                ("terraform.tfstate.backup", "{}"),
                ("errored.tfstate", "{}"),
                ("infrar.plan", "a plan"),
                (ConfigurationArchive.BackendFile, "terraform {\n  backend \"local\" {}\n}\n"),
                (".terraform/terraform.tfstate", "{}")
            )
        );
        var run = await BeginAsync(scene, configuration, "apply");
        await scene.UntilAsync(run, "planned");

        await using var zip = new ZipArchive(
            await scene.Client.GetStreamAsync($"{scene.Runs}/{run}/configuration", Cancel)
        );
        Assert.Equal(
            ["main.tf", "modules/one/main.tf", "script.sh"],
            zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal)
        );
        Assert.Equal(0x1ED, (zip.GetEntry("script.sh")!.ExternalAttributes >> 16) & 0x1FF);
        Assert.Equal(0x1A4, (zip.GetEntry("main.tf")!.ExternalAttributes >> 16) & 0x1FF);
        (await scene.DecideAsync(run, "approval")).EnsureSuccessStatusCode();
        await scene.UntilAsync(run, "applied");
        // The state is here, wherever else the configuration would have it.
        Assert.Single(await scene.StateResourcesAsync());
    }

    [Fact]
    public async Task Another_backend_does_not_take_the_state_away()
    {
        var scene = await RunScene.MakeAsync(_platform);
        var configuration = await SentAsync(
            scene,
            Zip(
                ("main.tf", $"terraform {{\n  cloud {{\n    organization = \"x\"\n  }}\n}}\n{Hello}"),
                ("z_override.tf", "terraform {\n  backend \"local\" {}\n}\n")
            )
        );
        var run = await BeginAsync(scene, configuration, "apply");
        await scene.UntilAsync(run, "planned");
        (await scene.DecideAsync(run, "approval")).EnsureSuccessStatusCode();
        await scene.UntilAsync(run, "applied");
        Assert.Single(await scene.StateResourcesAsync());
    }

    [Fact]
    public async Task Archives_that_are_no_configurations_are_refused()
    {
        var scene = await RunScene.MakeAsync(_platform);
        (string Code, byte[] Archive)[] hostile =
        [
            ("UPL001", "no archive at all"u8.ToArray()),
            ("UPL003", Tar(("main.tf", Hello), ("../escape.tf", ""))),
            ("UPL003", Tar(("/etc/cron.d/x", Hello))),
            ("UPL003", Zip(("main.tf", Hello), ("a/../../escape.tf", "x"))),
            ("UPL004", Tar(("main.tf", Hello), ("a\u202eb.tf", "x"))),
            ("UPL005", Link(TarEntryType.SymbolicLink)),
            ("UPL005", Link(TarEntryType.HardLink)),
            ("UPL007", Tar([("main.tf", Hello), .. Enumerable.Range(0, 10_001).Select(i => ($"f{i}", ""))])),
            ("UPL008", Tar(("main.tf", Hello), ("bomb.tf", new string('#', 270 << 20)))),
            ("UPL009", Tar(("main.tf", Hello), ("main.tf", "# another"))),
            ("CNF002", Tar(("readme.md", "# nothing"))),
            ("CNF002", Tar(("infra/main.tf", Hello))),
            ("CNF003", Tar(("main.tf", Hello), ("~~_override.tf", "terraform {\n  backend \"local\" {}\n}\n"))),
            ("CNF003", Tar(("main.tf", Hello), ("\u00e9_override.tf.json", "{}"))),
        ];
        foreach (var (code, archive) in hostile)
        {
            var answer = await SendAsync(scene.Client, scene.Project, archive);
            Assert.Equal(code, await answer.ProblemCodeAsync(Cancel));
        }

        var noise = new byte[33 << 20];
        new Random(7).NextBytes(noise);
        Assert.Equal("CNF001", await (await SendAsync(scene.Client, scene.Project, noise)).ProblemCodeAsync(Cancel));
    }

    [Fact]
    public async Task A_configuration_belongs_to_its_project_and_viewers_do_not_read_it()
    {
        var (scene, other) = (await RunScene.MakeAsync(_platform), await RunScene.MakeAsync(_platform));
        var configuration = await SentAsync(scene, Tar(("main.tf", Hello)));
        var id = configuration.Text("id");

        Assert.Equal(
            "CNF004",
            await RefusedAsync(
                other,
                new
                {
                    operation = "plan",
                    environment = "production",
                    configuration = id,
                }
            )
        );
        Assert.Equal("CNF007", await RefusedAsync(scene, new { operation = "plan", configuration = id }));
        Assert.Equal(
            "WSP002",
            await RefusedAsync(
                scene,
                new
                {
                    operation = "plan",
                    environment = "../x",
                    configuration = id,
                }
            )
        );
        Assert.Equal(
            "RUN013",
            await RefusedAsync(
                scene,
                new
                {
                    operation = "plan",
                    environment = "production",
                    strategy = "aws",
                    configuration = id,
                }
            )
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await other.Client.GetAsync($"/api/v1/projects/{other.Project}/configurations/{id}", Cancel)).StatusCode
        );
        Assert.Equal(
            id,
            (await scene.Client.GetJsonAsync($"/api/v1/projects/{scene.Project}/configurations/{id}", Cancel)).Text(
                "id"
            )
        );

        var run = await BeginAsync(scene, configuration, "plan");
        await scene.UntilAsync(run, "planned_and_finished");
        var viewer = await _platform.PersonAsync(Cancel);
        await using (var scope = _platform.Services.CreateAsyncScope())
        {
            var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
            var project = new Id<Platform.Projects.Project>(scene.Project);
            var team = (await records.Set<Platform.Projects.Project>().FirstAsync(p => p.Id == project, Cancel)).TeamId;
            records.Add(
                Platform.Teams.Member.Join(team, viewer.UserId, Platform.Teams.Role.Viewer, TimeProvider.System)
            );
            await records.SaveChangesAsync(Cancel);
        }

        using var refused = await viewer.Client.GetAsync($"{scene.Runs}/{run}/configuration", Cancel);
        Assert.Equal("ACC003", await refused.ProblemCodeAsync(Cancel));
        (await viewer.Client.GetAsync($"{scene.Runs}/{run}/plan-log", Cancel)).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task What_has_outlived_its_time_goes_and_its_runs_stay()
    {
        var scene = await RunScene.MakeAsync(_platform);
        var configuration = await SentAsync(scene, Tar(("main.tf", Hello)));
        var run = await BeginAsync(scene, configuration, "plan");
        await scene.UntilAsync(run, "planned_and_finished");
        await using (var scope = _platform.Services.CreateAsyncScope())
        {
            var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
            var id = new Id<UploadedConfiguration>(configuration.Text("id"));
            var old = TimeProvider.System.GetUtcNow() - UploadedConfiguration.Kept - TimeSpan.FromMinutes(1);
            await records
                .Set<UploadedConfiguration>()
                .Where(c => c.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.CreatedAt, old), Cancel);
            Assert.Equal(
                1,
                await scope.ServiceProvider.GetRequiredService<UploadedConfigurations>().SweepAsync(Cancel)
            );
        }

        Assert.Equal(
            "CNF004",
            await RefusedAsync(
                scene,
                new
                {
                    operation = "plan",
                    environment = "production",
                    configuration = configuration.Text("id"),
                }
            )
        );
        (await scene.Client.GetAsync($"{scene.Runs}/{run}/configuration", Cancel)).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Keys_that_are_made_anew_still_open_it()
    {
        var scene = await RunScene.MakeAsync(_platform);
        var configuration = await SentAsync(scene, Tar(("main.tf", Hello)));
        var rotated = await scene.Client.PostAsync($"/api/v1/projects/{scene.Project}/data-key/rotation", null, Cancel);
        rotated.EnsureSuccessStatusCode();
        await scene.UntilAsync(await BeginAsync(scene, configuration, "plan"), "planned_and_finished");
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string project, byte[] archive)
    {
        var content = new ByteArrayContent(archive);
        content.Headers.ContentType = new("application/octet-stream");
        return client.PostAsync($"/api/v1/projects/{project}/configurations", content, Cancel);
    }

    private static async Task<JsonElement> SentAsync(RunScene scene, byte[] archive) =>
        await (await SendAsync(scene.Client, scene.Project, archive)).JsonAsync(Cancel);

    private static async Task<string> BeginAsync(RunScene scene, JsonElement configuration, string operation) =>
        (
            await scene.Client.PostJsonAsync(
                scene.Runs,
                new
                {
                    operation,
                    environment = "production",
                    configuration = configuration.Text("id"),
                },
                Cancel
            )
        ).Text("id");

    private static async Task<string> RefusedAsync(RunScene scene, object request)
    {
        using var body = new StringContent(JsonSerializer.Serialize(request), Encoding.UTF8, "application/json");
        using var answer = await scene.Client.PostAsync(scene.Runs, body, Cancel);
        return await answer.ProblemCodeAsync(Cancel);
    }

    private static byte[] Tar(params (string Path, string Text)[] files)
    {
        using var archive = new MemoryStream();
        using (var gzip = new GZipStream(archive, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Pax))
        {
            foreach (var (path, text) in files)
            {
                tar.WriteEntry(
                    new PaxTarEntry(TarEntryType.RegularFile, path)
                    {
                        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                        Mode = path.EndsWith(".sh", StringComparison.Ordinal)
                            ? (UnixFileMode)0x1FF
                            : UnixFileMode.UserRead,
                    }
                );
            }
        }

        return archive.ToArray();
    }

    private static byte[] Link(TarEntryType type)
    {
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            tar.WriteEntry(
                new PaxTarEntry(TarEntryType.RegularFile, "main.tf") { DataStream = new MemoryStream("#"u8.ToArray()) }
            );
            tar.WriteEntry(new PaxTarEntry(type, "passwd.tf") { LinkName = "/etc/passwd" });
        }

        return archive.ToArray();
    }

    private static byte[] Zip(params (string Path, string Text)[] files)
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in files)
            {
                using var writer = new StreamWriter(zip.CreateEntry(path).Open());
                writer.Write(text);
            }
        }

        return archive.ToArray();
    }
}
