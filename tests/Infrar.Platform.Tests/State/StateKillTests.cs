using System.Net;
using System.Reflection;
using System.Text.Json;
using Infrar.Platform.Tests.Hosting;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing;
using Infrar.Testing.Servers;
using static Infrar.Platform.Tests.State.StateClient;

namespace Infrar.Platform.Tests.State;

/// <summary>The real program, killed at random moments while a state is written: what stands then is the last that was acknowledged, or the one that was on its way.</summary>
/// <remarks>A few kills by default; <c>INFRAR_KILLS</c> says how many.</remarks>
public sealed class StateKillTests
{
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("INFRAR_KILLS"), out var kills)
        ? kills
        : 4;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_state_is_never_torn_lost_or_older_than_what_was_acknowledged(bool postgres)
    {
        Assert.SkipWhen(postgres && PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        string[] database = postgres
            ?
            [
                "--Database:Kind=postgres",
                $"--Database:ConnectionString={await (await PostgresServer.Shared).CreateDatabaseAsync(Cancel)}",
            ]
            : [];
        await using var platform = await PlatformProcess.StartAsync(
            Repository.Root(Assembly.GetExecutingAssembly()),
            Cancel,
            ["--Limits:PerAddress=1000000", "--Limits:PerToken=1000000", .. database]
        );
        using var client = new HttpClient { BaseAddress = platform.Address };
        var team = await KillTests.RegisterAsync(client);
        var project = (await client.PostJsonAsync("/api/v1/projects", new { team, name = "Shop" }, Cancel)).Text("id");
        var path = $"/api/v1/projects/{project}/workspaces/production/state";
        var random = new Random(20261128);
        await client.LockAsync(path, "one").IsAsync(HttpStatusCode.OK);
        var acknowledged = 0L;
        for (var kill = 0; kill < Kills; kill++)
        {
            var writing = WriteAsync(client, path, acknowledged);
            await Task.Delay(random.Next(50, 700), Cancel);
            await platform.KillAsync(Cancel);
            acknowledged = await writing;
            await platform.StartAsync(Cancel);

            var stands = acknowledged is 0 ? null : await client.GetStringAsync(path, Cancel);
            var serial = stands is null ? 0 : JsonElement.Parse(stands).GetProperty("serial").GetInt64();
            Assert.True(serial == acknowledged || serial == acknowledged + 1, $"{serial} after {acknowledged}");
            Assert.Equal(acknowledged is 0 ? null : Large(serial), stands);
            // The lock stands too, and what was on its way is sent again, as the engine does.
            await client.LockAsync(path, "one").IsAsync(HttpStatusCode.OK);
            await client.WriteAsync(path, Large(acknowledged + 1), "one").IsAsync(HttpStatusCode.OK);
            acknowledged++;
        }

        var versions = await client.GetJsonAsync($"{path}/versions?limit=200", Cancel);
        var serials = versions.GetProperty("items").EnumerateArray().Select(v => v.GetProperty("serial").GetInt64());
        Assert.Equal(serials.Distinct().OrderDescending(), serials);
    }

    // Until the platform is gone; gives the last serial that was acknowledged.
    private static async Task<long> WriteAsync(HttpClient client, string path, long serial)
    {
        try
        {
            while (true)
            {
                var answer = await client.WriteAsync(path, Large(serial + 1), "one");
                if (!answer.IsSuccessStatusCode)
                {
                    return serial;
                }

                serial++;
            }
        }
        catch (HttpRequestException)
        {
            return serial;
        }
    }

    private static string Large(long serial) => Sample(serial, more: $",\"x\":\"{new string('x', 300_000)}\"");
}
