using System.Globalization;
using System.Reflection;
using Infrar.Platform.Tests.Hosting;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Runs;

/// <summary>The real engine and the real program, killed at random moments of plan and apply: nothing that was made is lost, nothing is made twice.</summary>
/// <remarks>A few kills by default; <c>INFRAR_RUN_KILLS</c> says how many, as <c>scripts/kill-test</c> does, and <c>INFRAR_RUN_KILLS_TABLE</c> where the table goes.</remarks>
public sealed class RunKillTests
{
    private const int Buckets = 4;
    private const int Resources = (6 * Buckets) + 1;

    private static readonly int Kills = int.TryParse(
        Environment.GetEnvironmentVariable("INFRAR_RUN_KILLS"),
        CultureInfo.InvariantCulture,
        out var kills
    )
        ? kills
        : 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private enum Victim
    {
        Engine,
        Platform,
        Database,
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_that_was_made_is_lost_and_nothing_is_made_twice(bool postgres)
    {
        Assert.SkipWhen(RunScene.Missing is not null, RunScene.Missing ?? "");
        Assert.SkipWhen(postgres && PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        // It is killed too, so what it acknowledges has to be on the disk.
        await using var server = postgres ? await PostgresServer.StartAsync(new() { Fsync = true }, Cancel) : null;
        string[] database = server is not null
            ? ["--Database:Kind=postgres", $"--Database:ConnectionString={await server.CreateDatabaseAsync(Cancel)}"]
            : [];
        await using var platform = await PlatformProcess.StartAsync(
            Repository.Root(Assembly.GetExecutingAssembly()),
            Cancel,
            [
                "--Limits:PerAddress=1000000",
                "--Limits:SignInsPerAddress=1000000",
                "--Limits:PerToken=1000000",
                .. RunScene.Settings,
                .. database,
            ]
        );
        using var client = new HttpClient { BaseAddress = platform.Address, Timeout = TimeSpan.FromSeconds(20) };
        var team = await KillTests.RegisterAsync(client);
        var project = (
            await client.PostJsonAsync(
                "/api/v1/projects",
                new
                {
                    team,
                    name = "Gallery",
                    manifest = RunScene.Manifest(Buckets),
                },
                Cancel
            )
        ).Text("id");
        var scene = new RunScene(new(client, "", "", "", ""), project, platform.DataFolder);
        await scene.UntilAsync(await scene.BeginAsync("plan"), "planned_and_finished");
        var random = new Random(20261127);
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var kill = 0; kill < Kills; kill++)
        {
            var victim = (Victim)(kill % (postgres ? 3 : 2));
            var outcome = await KillAsync(scene, platform, server, victim, random);
            var row = $"{victim.ToString().ToLowerInvariant()} | {outcome}";
            outcomes[row] = outcomes.GetValueOrDefault(row) + 1;
            Note(postgres, row);
        }

        Assert.Equal(Kills, outcomes.Values.Sum());
    }

    private static async Task<string> KillAsync(
        RunScene scene,
        PlatformProcess platform,
        PostgresServer? server,
        Victim victim,
        Random random
    )
    {
        await scene.SlowAsync(random.NextDouble());
        var run = await scene.BeginAsync("apply", autoApply: true);
        // A second and a half to plan, and as long to apply: some kills fall before anything is made, some after all is.
        await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * 6), Cancel);
        switch (victim)
        {
            case Victim.Engine:
                RunTests.EndEngine(run);
                break;
            case Victim.Platform:
                await platform.KillAsync(Cancel);
                await platform.StartAsync(Cancel);
                break;
            default:
                await server!.KillAsync(Cancel);
                await server.RestartAsync(Cancel);
                // Connections that the platform had are gone, and each is noticed by whoever uses it first.
                for (var good = 0; good < 30; )
                {
                    using var answer = await scene.Client.GetAsync(scene.Workspace, Cancel);
                    good = answer.IsSuccessStatusCode ? good + 1 : 0;
                }

                break;
        }

        await scene.SlowAsync(0);
        await KillTests.SignInAsync(scene.Client);
        var outcome = await SettleAsync(scene, run);
        Assert.Equal(Resources, (await scene.StateResourcesAsync()).Count);
        Assert.Equal(await scene.StateResourcesAsync(), await scene.CloudResourcesAsync());
        var workspace = await scene.Client.GetJsonAsync(scene.Workspace, Cancel);
        Assert.Equal("Null", workspace.GetProperty("hold").ValueKind.ToString());
        Assert.Equal("Null", workspace.GetProperty("stateLock").ValueKind.ToString());
        await scene.ApplyAsync("destroy");
        Assert.Empty(await scene.CloudResourcesAsync());
        return outcome;
    }

    // As somebody would who sees how the run ended.
    private static async Task<string> SettleAsync(RunScene scene, string run)
    {
        var ended = (await scene.UntilAsync(run, "applied", "errored", "interrupted")).Text("status");
        switch (ended)
        {
            case "interrupted":
                await RunTests.RecoverAsync(scene, run);
                break;
            case "errored":
                await scene.ApplyAsync();
                break;
            default:
                break;
        }

        // A recovery imports and goes on; what was uncertain and not there is made by the next run.
        var after = await scene.UntilAsync(
            await scene.BeginAsync("apply", autoApply: true),
            "planned_and_finished",
            "applied"
        );
        return after.Text("status") is "applied" ? $"{ended}, then one more run" : ended;
    }

    private static void Note(bool postgres, string row)
    {
        if (Environment.GetEnvironmentVariable("INFRAR_RUN_KILLS_TABLE") is { Length: > 0 } table)
        {
            File.AppendAllText(table, $"{(postgres ? "PostgreSQL" : "SQLite")} | {row}\n");
        }
    }
}
