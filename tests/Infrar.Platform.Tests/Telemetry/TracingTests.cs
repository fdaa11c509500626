using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Infrar.Platform.Telemetry;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Infrar.Platform.Tests.Telemetry;

/// <summary>Traces as a collector receives them, and the log beside them.</summary>
public sealed class TracingTests
{
    private const string Parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_collector_receives_the_traces_of_requests_with_their_routes_and_no_secret()
    {
        await using var collector = await Collector.StartAsync();
        await using (
            var platform = await TestPlatform.StartAsync(
                false,
                Cancel,
                $"--Telemetry:OtlpEndpoint={collector.Address}",
                "--Telemetry:OtlpProtocol=http"
            )
        )
        {
            var person = await platform.PersonAsync(Cancel);
            using var activity = new Activity("caller").SetParentId(Parent).Start();
            _ = await person.Client.GetJsonAsync($"/api/v1/teams/{person.Team}/audit?cursor=sekret", Cancel);
            // Stopping sends what is left.
        }

        var traces = Encoding.Latin1.GetString([.. collector.Received["/v1/traces"].SelectMany(b => b)]);
        var metrics = Encoding.Latin1.GetString([.. collector.Received["/v1/metrics"].SelectMany(b => b)]);
        Assert.Contains("/api/v1/teams/{team}/audit", traces, StringComparison.Ordinal);
        Assert.Contains(
            Encoding.Latin1.GetString(Convert.FromHexString(Parent[3..35])),
            traces,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(TestPlatform.Password, traces, StringComparison.Ordinal);
        Assert.DoesNotContain("sekret", traces, StringComparison.Ordinal);
        Assert.Contains("infrar.sign_ins", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_the_log_says_whose_request_caused_it_and_in_which_trace()
    {
        var folder = Directory.CreateTempSubdirectory("infrar-log-");
        var address = $"http://127.0.0.1:{Programs.FreePort()}";
        var start = new ProcessStartInfo(
            PlatformProgram.Path,
            ["up", $"--Server:DataFolder={folder.FullName}", $"--Server:Urls={address}", "--Account:SetupSecret=false"]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var lines = new ConcurrentQueue<string>();
        process.OutputDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = new(address) };
        await UntilAsync(async () => (await client.GetAsync("/ready", Cancel)).IsSuccessStatusCode);
        var account = new
        {
            email = "ada@example.com",
            password = TestPlatform.Password,
            displayName = "Ada",
        };
        (await client.PostAsJsonAsync("/api/v1/accounts", account, Cancel)).EnsureSuccessStatusCode();
        var session = await client.PostJsonAsync("/api/v1/sessions", new { account.email, account.password }, Cancel);
        client.DefaultRequestHeaders.Authorization = new("Bearer", session.Text("accessToken"));
        client.DefaultRequestHeaders.Add("traceparent", Parent);
        var team = (await client.GetJsonAsync("/api/v1/teams", Cancel))[0].Text("id");
        // A vault that cannot be made is a fault, which the log must tell of.
        var project = await client.PostJsonAsync("/api/v1/projects", new { team, name = "Logged" }, Cancel);
        Directory.Delete(Path.Combine(folder.FullName, "vault"), recursive: true);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "vault"), "", Cancel);
        using var failed = await client.PutAsJsonAsync(
            $"/api/v1/projects/{project.Text("id")}/credentials/aws",
            new { kind = "aws-keys", fields = Credentials.Examples.AwsKeys() },
            Cancel
        );

        Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);
        await UntilAsync(() => Task.FromResult(lines.Any(l => l.Contains("Fault in PUT", StringComparison.Ordinal))));
        var line = lines.First(l => l.Contains("Fault in PUT", StringComparison.Ordinal));
        var scopes = JsonElement.Parse(line).GetProperty("Scopes").GetRawText();
        Assert.Contains(Parent[3..35], scopes, StringComparison.Ordinal);
        Assert.Contains("\"RequestId\"", scopes, StringComparison.Ordinal);
        Assert.Contains(session.Text("userId"), scopes, StringComparison.Ordinal);
        Assert.Contains(team, scopes, StringComparison.Ordinal);
        Assert.Contains(project.Text("id"), scopes, StringComparison.Ordinal);
        process.Kill();
        await process.WaitForExitAsync(Cancel);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_child_process_gets_the_trace_that_it_is_part_of()
    {
        using var activity = new Activity("test").SetParentId(Parent).Start();
        var start = new ProcessStartInfo("env") { RedirectStandardOutput = true };
        TraceContext.HandOn(start.Environment);
        using var child = Process.Start(start)!;
        var environment = await child.StandardOutput.ReadToEndAsync(Cancel);

        Assert.Contains($"TRACEPARENT={activity.Id}\n", environment, StringComparison.Ordinal);
        Assert.StartsWith(Parent[..35], activity.Id, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        while (true)
        {
            try
            {
                if (await holds())
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not up yet.
            }

            await Task.Delay(50, Cancel);
        }
    }

    /// <summary>Takes what is sent over OTLP/HTTP.</summary>
    private sealed class Collector(WebApplication app, string address) : IAsyncDisposable
    {
        public string Address { get; } = address;

        public ConcurrentDictionary<string, ConcurrentQueue<byte[]>> Received { get; } = new();

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            var address = $"http://127.0.0.1:{Programs.FreePort()}";
            builder.WebHost.UseUrls(address);
            builder.Logging.ClearProviders();
            var collector = new Collector(builder.Build(), address);
            collector.Begin();
            await collector.StartedAsync();
            return collector;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private void Begin() =>
            app.MapPost(
                "/{**path}",
                async (HttpContext http) =>
                {
                    using var body = new MemoryStream();
                    await http.Request.Body.CopyToAsync(body);
                    Received.GetOrAdd(http.Request.Path, _ => []).Enqueue(body.ToArray());
                }
            );

        private Task StartedAsync() => app.StartAsync(Cancel);
    }
}
