using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
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
        var folder = Directory.CreateTempSubdirectory("infrar-kill-").FullName;
        var address = $"http://127.0.0.1:{Programs.FreePort()}";
        string[] settings =
        [
            "up",
            $"--Server:DataFolder={folder}",
            $"--Server:Urls={address}",
            $"--Server:PublicUrl={address}",
            "--Account:SetupSecret=false",
            "--Account:ProjectsPerTeam=1000000",
            "--Limits:PerAddress=1000000",
            "--Limits:SignInsPerAddress=1000000",
            "--Limits:PerToken=1000000",
            .. postgres
                ? (string[])
                    [
                        "--Database:Kind=postgres",
                        $"--Database:ConnectionString={await (await PostgresServer.Shared).CreateDatabaseAsync(Cancel)}",
                    ]
                : [],
        ];
        var random = new Random(20261127);
        var acknowledged = new ConcurrentBag<string>();
        using var client = new HttpClient { BaseAddress = new(address) };
        string? team = null;

        for (var kill = 0; kill <= Kills; kill++)
        {
            using var platform = await StartAsync(settings, client);
            team ??= await RegisterAsync(client);
            if (kill == Kills)
            {
                await HoldsAsync(client, team, acknowledged);
                await EndAsync(platform);
                break;
            }

            await SignInAsync(client);
            using var writing = new CancellationTokenSource();
            var writers = Enumerable
                .Range(0, 4)
                .Select(w => WriteAsync(client, team, acknowledged, writing.Token))
                .ToArray();
            await Task.Delay(random.Next(50, 900), Cancel);
            await EndAsync(platform);
            await writing.CancelAsync();
            await Task.WhenAll(writers);
        }

        Assert.NotEmpty(acknowledged);
        Directory.Delete(folder, recursive: true);
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

    private static async Task SignInAsync(HttpClient client)
    {
        var request = new { email = "ada@example.com", password = TestPlatform.Password };
        var tokens = await client.PostJsonAsync("/api/v1/sessions", request, Cancel);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            tokens.Text("accessToken")
        );
    }

    internal static async Task<Process> StartAsync(string[] settings, HttpClient client)
    {
        var program = Path.Combine(
            Repository.Root(Assembly.GetExecutingAssembly()),
            "artifacts/bin/Infrar.Platform/release/infrar-platform"
        );
        var process =
            Process.Start(
                new ProcessStartInfo(program, settings) { RedirectStandardError = true, RedirectStandardOutput = true }
            ) ?? throw new InvalidOperationException("The platform did not start.");
        process.BeginOutputReadLine();
        var errors = new ConcurrentQueue<string?>();
        process.ErrorDataReceived += (_, line) => errors.Enqueue(line.Data);
        process.BeginErrorReadLine();
        while (true)
        {
            try
            {
                using var ready = await client.GetAsync("/ready", Cancel);
                if (ready.IsSuccessStatusCode)
                {
                    return process;
                }
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(20, Cancel);
            }
            catch (HttpRequestException)
            {
                Assert.Fail($"The platform ended with {process.ExitCode}: {string.Join('\n', errors)}");
            }
        }
    }

    internal static async Task EndAsync(Process platform)
    {
        platform.Kill();
        await platform.WaitForExitAsync(Cancel);
    }
}
