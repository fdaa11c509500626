using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Hosting;

/// <summary>The real program, told to stop under load.</summary>
public sealed class DrainTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_platform_that_is_told_to_stop_loses_no_request()
    {
        var folder = Directory.CreateTempSubdirectory("infrar-drain-");
        var address = $"http://127.0.0.1:{Programs.FreePort()}";
        string[] settings =
        [
            "up",
            $"--Server:DataFolder={folder.FullName}",
            $"--Server:Urls={address}",
            "--Server:DrainSeconds=2",
            "--Account:SetupSecret=false",
            "--Account:ProjectsPerTeam=1000000",
            "--Limits:PerAddress=1000000",
            "--Limits:PerToken=1000000",
        ];
        using var platform = Process.Start(
            new ProcessStartInfo(PlatformProgram.Path, settings)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        platform.BeginOutputReadLine();
        platform.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = new(address) };
        while (await StatusAsync(client, "/ready") is not HttpStatusCode.OK)
        {
            await Task.Delay(50, Cancel);
        }

        var account = new
        {
            email = "ada@example.com",
            password = TestPlatform.Password,
            displayName = "Ada",
        };
        (await client.PostAsJsonAsync("/api/v1/accounts", account, Cancel)).EnsureSuccessStatusCode();
        var session = await client.PostJsonAsync("/api/v1/sessions", new { account.email, account.password }, Cancel);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            session.Text("accessToken")
        );
        var team = (await client.GetJsonAsync("/api/v1/teams", Cancel))[0].Text("id");
        var load = Enumerable.Range(0, 6).Select(n => LoadAsync(client, team, n)).ToArray();

        _ = await Programs.RunAsync("kill", null, new Dictionary<string, string>(), Cancel, "-TERM", $"{platform.Id}");
        var last = HttpStatusCode.OK;
        while (await StatusAsync(client, "/ready") is { } status)
        {
            last = status;
        }

        var served = await Task.WhenAll(load);
        await platform.WaitForExitAsync(Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, last);
        Assert.All(served, count => Assert.True(count > 0));
        // Every change that was made was answered: none was cut off between the two.
        await using var records = SqliteFile.Open(Path.Combine(folder.FullName, "infrar.db"));
        var made = await SqliteFile.RunAsync(records, "select count(*) from projects;", Cancel);
        Assert.Equal($"{served.Where((_, number) => number % 2 is 1).Sum()}", made);
        Assert.Equal(0, platform.ExitCode);
        folder.Delete(recursive: true);
    }

    // Asks until the connection is refused; every other end throws.
    private static async Task<int> LoadAsync(HttpClient client, string team, int number)
    {
        for (var served = 0; ; served++)
        {
            try
            {
                using var answer = number % 2 is 0
                    ? await client.GetAsync("/api/v1/teams", Cancel)
                    : await client.PostAsJsonAsync(
                        "/api/v1/projects",
                        new { team, name = $"p{number}-{served}" },
                        Cancel
                    );
                Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
            }
            catch (HttpRequestException gone) when (IsRefusal(gone))
            {
                return served;
            }
        }
    }

    private static async Task<HttpStatusCode?> StatusAsync(HttpClient client, string path)
    {
        try
        {
            using var answer = await client.GetAsync(path, Cancel);
            return answer.StatusCode;
        }
        catch (HttpRequestException gone) when (IsRefusal(gone))
        {
            return null;
        }
    }

    // A connection that the system had in its queue when the listener closed is reset before the platform hears of it.
    private static bool IsRefusal(HttpRequestException gone) =>
        (
            gone.InnerException as SocketException ?? gone.InnerException?.InnerException as SocketException
        )?.SocketErrorCode
            is SocketError.ConnectionRefused
                or SocketError.ConnectionReset;
}
