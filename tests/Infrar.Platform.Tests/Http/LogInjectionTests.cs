using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;
using Microsoft.Data.Sqlite;

namespace Infrar.Platform.Tests.Http;

/// <summary>Requests that want to write lines of their own into the log of the real program, or to paint its console.</summary>
public sealed class LogInjectionTests
{
    private const string Forged =
        "\r\n{\"LogLevel\":\"Critical\",\"Category\":\"forged\"}\r\n\u001b[2J\u001b[31mforged\u0085\u009b31m\u2028\0";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_record_stays_one_line_of_JSON_and_every_control_character_is_escaped()
    {
        var data = Directory.CreateTempSubdirectory("infrar-log-").FullName;
        var address = new Uri($"http://127.0.0.1:{Programs.FreePort()}");
        var start = new ProcessStartInfo(
            PlatformProgram.Path,
            [
                "up",
                $"--Server:DataFolder={data}",
                $"--Server:Urls={address.GetLeftPart(UriPartial.Authority)}",
                "--Server:DrainSeconds=0",
                "--Account:SetupSecret=false",
                "--Account:Registration=open",
                "--Account:PasswordIterations=100000",
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        // As bytes: a reader of lines would end them where an attacker wants.
        var output = ReadAsync(process.StandardOutput.BaseStream);
        var errors = ReadAsync(process.StandardError.BaseStream);
        try
        {
            await AttackAsync(address, data);
        }
        finally
        {
            // In peace, so that it writes all that it has to say.
            _ = await Programs.RunAsync("kill", null, new Dictionary<string, string>(), Cancel, $"{process.Id}");
            await process.WaitForExitAsync(Cancel);
        }

        Directory.Delete(data, recursive: true);
        var lines = (await output).TrimEnd('\n').Split('\n');
        Assert.All(lines, line => Assert.DoesNotContain(line, IsControl));
        Assert.DoesNotContain((await errors).Replace("\n", ""), IsControl);
        var records = lines.Select(line => JsonElement.Parse(line)).ToList();
        Assert.DoesNotContain(records, r => r.Text("Category") is "forged" || r.Text("LogLevel") is "Critical");
        // What was sent did reach the log: within a record, as text of the path.
        Assert.Contains(
            records,
            r =>
                r.Text("LogLevel") is "Error"
                && r.GetProperty("State").TryGetProperty("Path", out var path)
                && path.GetString()!.Contains("31mforged", StringComparison.Ordinal)
        );
    }

    private static async Task AttackAsync(Uri address, string data)
    {
        using var client = new HttpClient { BaseAddress = address };
        while (!await IsReadyAsync(client))
        {
            await Task.Delay(50, Cancel);
        }

        var person = new
        {
            email = "ada@example.com",
            password = TestPlatform.Password,
            displayName = "Ada",
        };
        (await client.PostAsJsonAsync("/api/v1/accounts", person, Cancel)).EnsureSuccessStatusCode();
        var tokens = await client.PostJsonAsync("/api/v1/sessions", new { person.email, person.password }, Cancel);
        var bearer = new AuthenticationHeaderValue("Bearer", tokens.Text("accessToken"));
        client.DefaultRequestHeaders.Authorization = bearer;
        var team = (await client.GetJsonAsync("/api/v1/teams", Cancel))[0].Text("id");

        // Refused, and then again while the database has lost its tables, so that each request ends as a fault that is logged.
        await AskAsync();
        await using (
            var database = new SqliteConnection($"Data Source={Path.Combine(data, "infrar.db")};Pooling=false")
        )
        {
            await database.OpenAsync(Cancel);
            await using var command = database.CreateCommand();
            command.CommandText = "alter table projects rename to gone; alter table users rename to away";
            _ = await command.ExecuteNonQueryAsync(Cancel);
        }

        await AskAsync();

        async Task AskAsync()
        {
            var path = Uri.EscapeDataString(Forged.TrimEnd('\0'));
            using var byPath = await client.GetAsync($"/api/v1/projects/{path}", Cancel);
            Assert.False(byPath.IsSuccessStatusCode);
            using var byEmail = await client.PostAsJsonAsync(
                "/api/v1/sessions",
                new { email = Forged, password = Forged },
                Cancel
            );
            using var byName = await client.PostAsJsonAsync("/api/v1/projects", new { team, name = Forged }, Cancel);
            Assert.False(byEmail.IsSuccessStatusCode || byName.IsSuccessStatusCode);
            // What HttpClient would not send.
            await SendAsync(
                address,
                $"GET /api/v1/projects/{path} HTTP/1.1\r\nHost: a\r\nUser-Agent: x\u001b[31mforged\r\ntraceparent: \u001b[31m\r\nAuthorization: {bearer}\r\nConnection: close\r\n\r\n"
            );
            await SendAsync(address, "GET /\u001b[31m\r{\"Category\":\"forged\"} HTTP/1.1\r\nHost: a\r\n\r\n");
            await SendAsync(address, "\u001b[31mforged\n{\"Category\":\"forged\"}\n\n");
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var ready = await client.GetAsync("/ready", Cancel);
            return ready.StatusCode is HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task SendAsync(Uri address, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Cancel);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Cancel);
        client.Client.Shutdown(SocketShutdown.Send);
        _ = await ReadAsync(stream);
    }

    private static async Task<string> ReadAsync(Stream stream)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, Cancel);
        return Encoding.UTF8.GetString(all.ToArray());
    }

    // Line feeds within a record would have ended its line; U+2028 ends lines for some who read JSON.
    private static bool IsControl(char one) => char.IsControl(one) || one is '\u2028' or '\u2029';
}
