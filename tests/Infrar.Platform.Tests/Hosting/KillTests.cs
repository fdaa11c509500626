using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using Infrar.Platform.Tests.Parts.Cache;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Hosting;

/// <summary>The real program, killed at random moments while four clients write: what it acknowledged is there afterwards.</summary>
/// <remarks>A few kills by default; <c>INFRAR_KILLS</c> says how many, as <c>scripts/kill-platform</c> does.</remarks>
public sealed class KillTests
{
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("INFRAR_KILLS"), out var kills)
        ? kills
        : 4;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_acknowledged_survives_every_kill(bool postgres)
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
            [
                "--Account:ProjectsPerTeam=1000000",
                "--Limits:PerAddress=1000000",
                "--Limits:SignInsPerAddress=1000000",
                "--Limits:PerToken=1000000",
                .. database,
            ]
        );
        var random = new Random(20261127);
        var acknowledged = new ConcurrentBag<string>();
        using var client = new HttpClient { BaseAddress = platform.Address };
        var team = await RegisterAsync(client);
        for (var kill = 0; kill < Kills; kill++)
        {
            await SignInAsync(client);
            using var writing = new CancellationTokenSource();
            var writers = Enumerable
                .Range(0, 4)
                .Select(w => WriteAsync(client, team, acknowledged, writing.Token))
                .ToArray();
            // However slow the machine is, each kill falls among writes that were acknowledged.
            var before = acknowledged.Count;
            await RedisNode.UntilAsync(() => Task.FromResult(acknowledged.Count > before), Cancel);
            await Task.Delay(random.Next(5, 900), Cancel);
            await platform.KillAsync(Cancel);
            await writing.CancelAsync();
            await Task.WhenAll(writers);
            await platform.StartAsync(Cancel);
        }

        Assert.NotEmpty(acknowledged);
        await HoldsAsync(client, team, acknowledged);
    }

    private static async Task HoldsAsync(HttpClient client, string team, ConcurrentBag<string> acknowledged)
    {
        await SignInAsync(client);
        var there = new HashSet<string>(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            var page = await client.GetJsonAsync($"/api/v1/projects?limit=200&cursor={cursor}", Cancel);
            there.UnionWith(page.GetProperty("items").EnumerateArray().Select(p => p.Text("id")));
            cursor = page.GetProperty("next").GetString();
        } while (cursor is not null);

        Assert.Empty(acknowledged.Except(there));
        var chain = await client.GetJsonAsync($"/api/v1/teams/{team}/audit/verification", Cancel);
        Assert.True(chain.GetProperty("isWhole").GetBoolean(), chain.GetRawText());
        // Each project came with its row of the log, and none without.
        Assert.Equal(there.Count, chain.GetProperty("rows").GetInt64());
    }

    private static async Task WriteAsync(
        HttpClient client,
        string team,
        ConcurrentBag<string> acknowledged,
        CancellationToken stop
    )
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var name = Guid.CreateVersion7().ToString("N");
                using var answer = await client.PostAsJsonAsync("/api/v1/projects", new { team, name }, stop);
                if (answer.IsSuccessStatusCode)
                {
                    acknowledged.Add((await answer.JsonAsync(stop)).Text("id"));
                }
            }
            catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException or IOException)
            {
                // Killed in the middle of an answer, so nothing was acknowledged.
                return;
            }
        }
    }

    internal static async Task<string> RegisterAsync(HttpClient client)
    {
        var person = new
        {
            email = "ada@example.com",
            password = TestPlatform.Password,
            displayName = "Ada",
        };
        (await client.PostAsJsonAsync("/api/v1/accounts", person, Cancel)).EnsureSuccessStatusCode();
        await SignInAsync(client);
        return (await client.GetJsonAsync("/api/v1/teams", Cancel))[0].Text("id");
    }

    internal static async Task SignInAsync(HttpClient client)
    {
        var request = new { email = "ada@example.com", password = TestPlatform.Password };
        var tokens = await client.PostJsonAsync("/api/v1/sessions", request, Cancel);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            tokens.Text("accessToken")
        );
    }
}
