using System.Net;
using System.Net.Http.Json;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Telemetry;
using Infrar.Platform.Tests.Credentials;
using Infrar.Platform.Tests.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Infrar.Platform.Tests.Telemetry;

/// <summary>What <c>/metrics</c> says, and to whom.</summary>
public sealed class MetricsTests
{
    private const string Token = "a-token-of-at-least-24-characters";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Strangers_and_people_are_refused_and_token_and_administrator_are_let_in()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Token + "\n", Cancel);
        await using var platform = await TestPlatform.StartAsync(false, Cancel, $"--Telemetry:MetricsTokenFile={file}");
        using var stranger = platform.Anonymous();
        using var scraper = platform.Anonymous();
        scraper.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        using var guesser = platform.Anonymous();
        guesser.DefaultRequestHeaders.Authorization = new("Bearer", Token + "x");
        var (administrator, person) = (await platform.AdministratorAsync(Cancel), await platform.PersonAsync(Cancel));

        HttpStatusCode[] statuses =
        [
            await StatusAsync(stranger),
            await StatusAsync(guesser),
            await StatusAsync(person.Client),
            await StatusAsync(administrator.Client),
            await StatusAsync(scraper),
        ];
        // A token that was rotated is in force at once.
        await File.WriteAllTextAsync(file, "another-token-of-24-characters\n", Cancel);

        Assert.Equal([401, 401, 403, 200, 200], statuses.Select(s => (int)s));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(scraper));
        File.Delete(file);
    }

    [Fact]
    public async Task The_loopback_address_is_let_in_where_the_configuration_says_so_but_not_for_a_proxy()
    {
        await using var platform = await TestPlatform.StartAsync(false, Cancel, "--Telemetry:MetricsOnLoopback=true");
        using var here = platform.Anonymous();
        using var proxy = platform.Anonymous();
        proxy.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(here));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(proxy));
    }

    [Fact]
    public async Task What_the_alarms_need_is_counted()
    {
        await using var platform = await TestPlatform.StartAsync(
            false,
            Cancel,
            "--Telemetry:MetricsOnLoopback=true",
            "--Limits:SignInsPerAddress=3"
        );
        using var client = platform.Anonymous();
        var person = await platform.PersonAsync(Cancel);
        var project = (await person.ProjectAsync("Counted", Cancel)).Text("slug");
        var keys = Examples.AwsKeys();
        _ = await person.Client.PutAsJsonAsync(
            $"/api/v1/projects/{project}/credentials/aws",
            new { kind = "aws-keys", fields = keys },
            Cancel
        );
        for (var attempt = 0; attempt < 2; attempt++)
        {
            _ = await client.PostAsJsonAsync(
                "/api/v1/sessions",
                new { email = person.Email, password = "not it" },
                Cancel
            );
        }

        await PutOffAsync(platform);
        await platform.Services.GetServices<IHostedService>().OfType<QueueWatch>().Single().LookAsync(Cancel);
        var text = await client.GetStringAsync("/metrics", Cancel);

        Assert.True(ValueOf(text, "infrar_sign_ins_total", "outcome=\"password\"") >= 1);
        Assert.True(ValueOf(text, "infrar_limits_refused_total", "limit=\"sign-in\"") >= 1);
        Assert.True(ValueOf(text, "infrar_vault_uses_total", "operation=\"put\"") >= 1);
        Assert.True(ValueOf(text, "infrar_jobs_due", "") >= 1);
        Assert.True(ValueOf(text, "infrar_jobs_oldest_age_seconds", "") >= 3600);
        Assert.True(
            ValueOf(
                text,
                "http_server_request_duration_seconds_count",
                "http_route=\"/api/v1/projects/{project}/credentials/{name}\""
            ) >= 1
        );
        // Labels are closed sets: neither people nor values.
        Assert.DoesNotContain(person.Email, text, StringComparison.Ordinal);
        Assert.DoesNotContain(person.UserId, text, StringComparison.Ordinal);
        Assert.DoesNotContain(keys["accessKeyId"], text, StringComparison.Ordinal);
    }

    // An hour late, and left alone by the scheduler: it looks for triggers only when it thinks that one is near.
    private static async Task PutOffAsync(TestPlatform platform)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        var due = TimeProvider.System.GetUtcNow().AddHours(-1).AddSeconds(-5).UtcTicks;
        var changed = await scope
            .ServiceProvider.GetRequiredService<PlatformContext>()
            .Database.ExecuteSqlAsync($"update qrtz_triggers set next_fire_time = {due}", Cancel);
        Assert.True(changed > 0);
    }

    private static double ValueOf(string text, string name, string label)
    {
        var line = text.Split('\n')
            .FirstOrDefault(l =>
                (
                    l.StartsWith(name + "{", StringComparison.Ordinal)
                    || l.StartsWith(name + " ", StringComparison.Ordinal)
                ) && l.Contains(label, StringComparison.Ordinal)
            );
        Assert.True(line is not null, $"{name} {label} is not in:\n{text}");
        return double.Parse(
            line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[0],
            System.Globalization.CultureInfo.InvariantCulture
        );
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/metrics", Cancel);
        return answer.StatusCode;
    }
}
