using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Infrar.Platform.Notifications;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Tests.Runs;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Infrar.Platform.Tests.Notifications;

/// <summary>What projects tell, to a real receiver and a real mail server on loopback.</summary>
public sealed class NotificationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_happens_to_runs_is_told_signed_and_once()
    {
        Assert.SkipWhen(RunScene.Missing is not null, RunScene.Missing ?? "");
        await using var receiver = await Receiver.StartAsync();
        await using var platform = await TestPlatform.StartAsync(
            false,
            Cancel,
            [.. RunScene.Settings, "--Network:AllowPrivate=true"]
        );
        var scene = await RunScene.MakeAsync(platform);
        var made = await scene.Client.PostJsonAsync(
            Path(scene),
            new
            {
                name = "On-call",
                kind = "webhook",
                url = $"{receiver.Address}/hook?token=of-the-receiver",
                events = new[] { "runWaiting", "runApplied" },
            },
            Cancel
        );
        var key = made.Text("signingKey");
        Assert.Equal("127.0.0.1", made.GetProperty("channel").Text("host"));
        _ = await scene.ApplyAsync();
        await receiver.UntilAsync(2);

        var told = receiver.Received.Where(r => r.Event is not "test").ToList();
        Assert.Equal(["runWaiting", "runApplied"], told.Select(t => t.Event));
        Assert.All(told, t => Assert.True(IsSigned(t, key)));
        Assert.All(told, t => Assert.Equal("/hook?token=of-the-receiver", t.Path));
        var body = JsonElement.Parse(told[0].Body);
        Assert.Equal("production", body.Text("environment"));
        Assert.Equal("planned", body.GetProperty("run").Text("status"));
        Assert.Equal(7, body.GetProperty("run").GetProperty("changes").GetProperty("creates").GetInt32());

        var channel = made.GetProperty("channel").Text("id");
        var deliveries = await scene.Client.GetJsonAsync($"{Path(scene)}/{channel}/deliveries", Cancel);
        Assert.All(deliveries.GetProperty("items").EnumerateArray(), d => Assert.Equal("204", d.Text("outcome")));
        // The address is a secret, and nothing that is read has it.
        var everything = await scene.Client.GetStringAsync(Path(scene), Cancel);
        Assert.DoesNotContain("of-the-receiver", everything, StringComparison.Ordinal);
        Assert.DoesNotContain(key, everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_receiver_refuses_is_told_again_and_given_up_in_the_end()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var platform = await TestPlatform.StartAsync(false, Cancel, "--Network:AllowPrivate=true");
        var person = await platform.PersonAsync(Cancel);
        var project = (await person.ProjectAsync("shop", Cancel)).Text("id");
        var path = $"/api/v1/projects/{project}/notifications";
        var channel = (
            await person.Client.PostJsonAsync(
                path,
                new
                {
                    name = "On-call",
                    kind = "webhook",
                    url = $"{receiver.Address}/hook",
                },
                Cancel
            )
        ).GetProperty("channel").Text("id");
        receiver.Answers.Enqueue(503);
        receiver.Answers.Enqueue(302);
        var delivery = await person.Client.PostJsonAsync($"{path}/{channel}/test", new { }, Cancel);
        await receiver.UntilAsync(1);
        await DueAndSendAsync(platform);
        await receiver.UntilAsync(2);
        await DueAndSendAsync(platform);
        await receiver.UntilAsync(3);
        Assert.All(receiver.Received, r => Assert.Equal(delivery.Text("id"), r.Delivery));
        Assert.Equal(3, receiver.Received.Count);
        var told = await LastAsync(person, path, channel, d => d.Text("outcome") is "204");
        Assert.Equal(3, told.GetProperty("attempts").GetInt32());

        receiver.Answers.Enqueue(410);
        _ = await person.Client.PostJsonAsync($"{path}/{channel}/test", new { }, Cancel);
        var gone = await LastAsync(person, path, channel, d => d.Text("outcome") is "410");
        Assert.Equal(JsonValueKind.Null, gone.GetProperty("nextAttemptAt").ValueKind);

        (await person.Client.DeleteAsync($"{path}/{channel}", Cancel)).EnsureSuccessStatusCode();
        Assert.Equal(0, (await person.Client.GetJsonAsync(path, Cancel)).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Members_are_told_by_mail_as_long_as_they_are_members()
    {
        Assert.SkipWhen(RunScene.Missing is not null, RunScene.Missing ?? "");
        await using var mail = await MailboxServer.StartAsync(Cancel);
        await using var platform = await TestPlatform.StartAsync(false, Cancel, [.. mail.Settings]);
        var person = await platform.PersonAsync(Cancel);
        var guest = await platform.PersonAsync(Cancel);
        var project = (await person.ProjectAsync("shop", Cancel)).Text("id");
        var path = $"/api/v1/projects/{project}/notifications";
        var foreign = await person.Client.PostAsJsonAsync(
            path,
            new
            {
                name = "Team",
                kind = "email",
                recipients = new[] { guest.UserId },
            },
            Cancel
        );
        Assert.Equal("NTF002", await foreign.ProblemCodeAsync(Cancel));
        await person.InviteAsync(guest, "viewer", Cancel);
        var channel = (
            await person.Client.PostJsonAsync(
                path,
                new
                {
                    name = "Team",
                    kind = "email",
                    recipients = new[] { person.UserId, guest.UserId },
                },
                Cancel
            )
        ).GetProperty("channel").Text("id");
        _ = await person.Client.PostJsonAsync($"{path}/{channel}/test", new { }, Cancel);
        _ = await LastAsync(person, path, channel, d => d.Text("outcome") is "Mailed to 2.");
        var leave = await person.Client.DeleteAsync($"/api/v1/teams/{person.Team}/members/{guest.UserId}", Cancel);
        leave.EnsureSuccessStatusCode();
        _ = await person.Client.PostJsonAsync($"{path}/{channel}/test", new { }, Cancel);
        _ = await LastAsync(person, path, channel, d => d.Text("outcome") is "Mailed to 1.");
    }

    [Theory]
    [InlineData("http://hooks.example.com/a")]
    [InlineData("https://ada:secret@hooks.example.com/a")]
    [InlineData("https://127.0.0.1/a")]
    [InlineData("https://[::1]/a")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("ftp://hooks.example.com/a")]
    [InlineData("not an address")]
    public async Task An_address_that_leads_where_it_must_not_is_refused(string url)
    {
        await using var platform = await TestPlatform.StartAsync(false, Cancel);
        var person = await platform.PersonAsync(Cancel);
        var project = (await person.ProjectAsync("shop", Cancel)).Text("id");
        var refused = await person.Client.PostAsJsonAsync(
            $"/api/v1/projects/{project}/notifications",
            new
            {
                name = "On-call",
                kind = "webhook",
                url,
            },
            Cancel
        );
        var problem = JsonElement.Parse(await refused.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("NTF002", problem.Text("code"));
        Assert.Equal("/url", problem.GetProperty("errors")[0].Text("pointer"));
    }

    [Fact]
    public async Task A_name_that_leads_into_a_private_network_is_not_connected_to()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var platform = await TestPlatform.StartAsync(false, Cancel);
        var person = await platform.PersonAsync(Cancel);
        var project = (await person.ProjectAsync("shop", Cancel)).Text("id");
        var path = $"/api/v1/projects/{project}/notifications";
        var url = $"https://localhost:{new Uri(receiver.Address).Port}/hook";
        var channel = (
            await person.Client.PostJsonAsync(
                path,
                new
                {
                    name = "On-call",
                    kind = "webhook",
                    url,
                },
                Cancel
            )
        ).GetProperty("channel").Text("id");
        _ = await person.Client.PostJsonAsync($"{path}/{channel}/test", new { }, Cancel);
        var told = await LastAsync(person, path, channel, d => d.Text("outcome") is not "");
        Assert.Equal("Its address does not lead to the public internet.", told.Text("outcome"));
        Assert.Empty(receiver.Received);
    }

    private static string Path(RunScene scene) => $"/api/v1/projects/{scene.Project}/notifications";

    private static bool IsSigned(Received told, string key)
    {
        var parts = told.Signature.Split(',').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);
        var age = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(parts["t"], CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(key),
            Encoding.UTF8.GetBytes($"{parts["t"]}.{told.Body}")
        );
        return age is >= 0 and < 60 && Convert.ToHexStringLower(hash) == parts["v1"];
    }

    private static async Task<JsonElement> LastAsync(
        Person person,
        string path,
        string channel,
        Func<JsonElement, bool> isWanted
    )
    {
        for (var tries = 0; ; tries++)
        {
            var last = (await person.Client.GetJsonAsync($"{path}/{channel}/deliveries", Cancel)).GetProperty("items")[
                0
            ];
            if (isWanted(last))
            {
                return last;
            }

            Assert.True(tries < 400, last.ToString());
            await Task.Delay(50, Cancel);
        }
    }

    private static async Task DueAndSendAsync(TestPlatform platform)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var now = DateTimeOffset.UtcNow.AddSeconds(-1);
        // What is on its way is settled first.
        while (await records.Set<NotificationDelivery>().AnyAsync(d => d.Outcome == "" && d.Attempts > 0, Cancel))
        {
            await Task.Delay(20, Cancel);
        }

        await records
            .Set<NotificationDelivery>()
            .Where(d => d.NextAttemptAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptAt, now), Cancel);
        await ActivatorUtilities.CreateInstance<NotificationSending>(scope.ServiceProvider).SendDueAsync(Cancel);
    }

    private sealed record Received(string Path, string Event, string Delivery, string Signature, string Body);

    /// <summary>Takes webhooks, and answers as it is told.</summary>
    private sealed class Receiver(WebApplication app, string address) : IAsyncDisposable
    {
        public string Address => address;

        public ConcurrentQueue<Received> Received { get; } = new();

        /// <summary>What the next requests are answered with; 204 when nothing is left.</summary>
        public ConcurrentQueue<int> Answers { get; } = new();

        public static async Task<Receiver> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            var address = $"http://127.0.0.1:{Programs.FreePort()}";
            builder.WebHost.UseUrls(address);
            var receiver = new Receiver(builder.Build(), address);
            await receiver.BeginAsync();
            return receiver;
        }

        public async Task UntilAsync(int count)
        {
            for (var tries = 0; Received.Count < count; tries++)
            {
                Assert.True(tries < 400, $"{Received.Count} of {count} came.");
                await Task.Delay(50, Cancel);
            }
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task BeginAsync()
        {
            app.MapFallback(async http =>
            {
                using var reader = new StreamReader(http.Request.Body);
                var headers = http.Request.Headers;
                Received.Enqueue(
                    new(
                        $"{http.Request.Path}{http.Request.QueryString}",
                        headers["Infrar-Event"].ToString(),
                        headers["Infrar-Delivery"].ToString(),
                        headers["Infrar-Signature"].ToString(),
                        await reader.ReadToEndAsync(Cancel)
                    )
                );
                http.Response.StatusCode = Answers.TryDequeue(out var answer) ? answer : 204;
                if (http.Response.StatusCode is 302)
                {
                    http.Response.Headers.Location = $"{address}/elsewhere";
                }
            });
            await app.StartAsync(Cancel);
        }
    }
}
