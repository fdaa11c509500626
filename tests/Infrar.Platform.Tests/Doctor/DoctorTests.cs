using System.Text.Json;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Doctor;

/// <summary>What the real program says of machines that lack something.</summary>
public sealed class DoctorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_fault_of_the_configuration_is_said_at_once_without_making_a_data_folder()
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        var (exitCode, all) = await RunAsync(
            $"--Server:DataFolder={folder}",
            "--Server:ShutdownSeconds=0",
            "--Work:Threads=0",
            "--Database:PoolSize=0",
            "--Telemetry:SampleRatio=2"
        );

        var faults = all.Where(e => e is { Name: "configuration", Condition: "broken" }).Select(e => e.Says).ToList();
        Assert.Equal(1, exitCode);
        foreach (
            var setting in (string[])
                ["Server:ShutdownSeconds", "Work:Threads", "Database:PoolSize", "Telemetry:SampleRatio"]
        )
        {
            Assert.Contains(faults, f => f.StartsWith(setting, StringComparison.Ordinal));
        }

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task A_platform_that_runs_is_well_and_one_without_its_master_key_is_not()
    {
        await using var platform = await TestPlatform.StartAsync(false, Cancel);
        // The first sign-in seals something, so there is a key.
        _ = await platform.PersonAsync(Cancel);
        string[] settings = [$"--Server:DataFolder={platform.DataFolder}", $"--Server:Urls={platform.Address}"];

        var (well, all) = await RunAsync(settings);
        File.Move(
            Path.Combine(platform.DataFolder, "master.key"),
            Path.Combine(platform.DataFolder, "master.key.kept")
        );
        var (ill, without) = await RunAsync(settings);

        Assert.Empty(all.Where(e => e.Condition is "broken"));
        Assert.Equal((0, 1), (well, ill));
        Assert.Contains(all, e => e is { Name: "database", Condition: "ok" });
        Assert.Contains(all, e => e is { Name: "schema", Says: "It is of this version." });
        Assert.Contains(all, e => e is { Name: "data folder", Condition: "ok" });
        Assert.Contains(
            all,
            e => e.Name is "port" && e.Says.StartsWith("The platform listens", StringComparison.Ordinal)
        );
        Assert.Contains(without, e => e is { Name: "master key", Condition: "broken", Mend: not null });
    }

    [Fact]
    public async Task Databases_and_caches_that_do_not_answer_are_named_and_those_that_do_are_measured()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var database = await (await PostgresServer.Shared).CreateDatabaseAsync(Cancel);

        var (there, reached) = await RunAsync(
            $"--Server:DataFolder={folder}",
            $"--Server:Urls=http://127.0.0.1:{Programs.FreePort()}",
            "--Database:Kind=postgres",
            $"--Database:ConnectionString={database}"
        );
        var (gone, refused) = await RunAsync(
            $"--Server:DataFolder={folder}",
            "--Database:Kind=postgres",
            $"--Database:ConnectionString=Host=127.0.0.1;Port={Programs.FreePort()};Username=a;Password=hidden-word;Database=b",
            "--Cache:Kind=redis",
            $"--Cache:ConnectionString=127.0.0.1:{Programs.FreePort()}"
        );

        Assert.Equal((0, 1), (there, gone));
        Assert.Contains(
            reached,
            e => e.Name is "database" && e.Says.StartsWith("PostgreSQL", StringComparison.Ordinal)
        );
        Assert.Contains(reached, e => e is { Name: "clock", Condition: "ok" });
        Assert.Contains(reached, e => e.Name is "schema" && e.Says.Contains("are pending", StringComparison.Ordinal));
        Assert.Contains(refused, e => e is { Name: "database", Condition: "broken", Mend: not null });
        Assert.Contains(refused, e => e is { Name: "redis", Condition: "broken", Mend: not null });
        Assert.DoesNotContain(refused, e => e.Says.Contains("hidden-word", StringComparison.Ordinal));
    }

    private static async Task<(int ExitCode, List<Said> All)> RunAsync(params string[] settings)
    {
        var (exitCode, output, errors) = await PlatformProgram.RunAsync([
            "doctor",
            .. settings,
            "--Doctor:Format=json",
        ]);
        Assert.Equal("", errors);
        return (exitCode, JsonSerializer.Deserialize<List<Said>>(output, JsonSerializerOptions.Web)!);
    }

    private sealed record Said(string Name, string Condition, string Says, string? Mend);
}
