using System.Net;
using System.Net.Http.Json;
using System.Text;
using Infrar.Platform.Administration;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Teams;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Infrar.Platform.Tests.Administration;

/// <summary>What concerns everybody, so each test has a platform of its own.</summary>
public abstract class InstallationTests(bool postgres)
{
    public sealed class OnSqlite() : InstallationTests(false);

    public sealed class OnPostgres() : InstallationTests(true);

    private const string Administration = "/api/v1/administration";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<TestPlatform> StartAsync(params string[] settings)
    {
        Assert.SkipWhen(postgres && PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        return TestPlatform.StartAsync(postgres, Cancel, settings);
    }

    [Fact]
    public async Task Maintenance_refuses_changes_of_all_but_administrators_and_reading_goes_on()
    {
        await using var platform = await StartAsync();
        var admin = await platform.AdministratorAsync(Cancel);
        var person = await platform.PersonAsync(Cancel);
        var until = DateTimeOffset.UtcNow.AddHours(1);

        await (
            await admin.Client.PutAsJsonAsync(
                $"{Administration}/maintenance",
                new { reason = "The database moves.", until },
                Cancel
            )
        ).JsonAsync(Cancel);

        var refused = await person.Client.PostAsJsonAsync("/api/v1/teams", new { name = "Later" }, Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("ADM003", await refused.ProblemCodeAsync(Cancel));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(61));
        await person.Client.GetJsonAsync("/api/v1/teams", Cancel);
        await person.Client.PostJsonAsync(
            "/api/v1/sessions",
            new { email = person.Email, password = TestPlatform.Password },
            Cancel
        );
        await admin.Client.PostJsonAsync("/api/v1/teams", new { name = "Now" }, Cancel);
        Assert.Equal("maintenance", (await person.Client.GetJsonAsync("/ready", Cancel)).Text("status"));
        // A node that starts now, or has not looked for two seconds, reads what this one wrote.
        var other = new MaintenanceState(
            platform.Services.GetRequiredService<IServiceScopeFactory>(),
            TimeProvider.System
        );
        Assert.Equal("The database moves.", (await other.ReadAsync(Cancel))?.Reason);

        (await admin.Client.DeleteAsync($"{Administration}/maintenance", Cancel)).EnsureSuccessStatusCode();
        await person.Client.PostJsonAsync("/api/v1/teams", new { name = "Later" }, Cancel);
        Assert.Equal("ready", (await person.Client.GetJsonAsync("/ready", Cancel)).Text("status"));
    }

    [Fact]
    public async Task There_is_always_somebody_left_who_can_administer()
    {
        await using var platform = await StartAsync();
        var (one, other) = (await platform.AdministratorAsync(Cancel), await platform.PersonAsync(Cancel));
        var users = $"{Administration}/users";

        var last = await one.Client.DeleteAsync($"{users}/{one.UserId}/administrator", Cancel);
        var shut = await one.Client.PutAsJsonAsync($"{users}/{one.UserId}/suspension", new { reason = "Me" }, Cancel);
        Assert.Equal("ADM002", await last.ProblemCodeAsync(Cancel));
        Assert.Equal("ADM002", await shut.ProblemCodeAsync(Cancel));

        (await one.Client.PutAsync($"{users}/{other.UserId}/administrator", null, Cancel)).EnsureSuccessStatusCode();
        await Task.WhenAll(
            one.Client.DeleteAsync($"{users}/{other.UserId}/administrator", Cancel),
            other.Client.DeleteAsync($"{users}/{one.UserId}/administrator", Cancel)
        );
        await using var scope = platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        Assert.Equal(1, records.Users.Count(u => u.IsAdministrator));
    }

    [Fact]
    public async Task Quotas_refuse_what_goes_beyond_and_say_limit_and_use()
    {
        await using var platform = await StartAsync("--Limits:Tiers:large=54321");
        var (admin, person) = (await platform.AdministratorAsync(Cancel), await platform.PersonAsync(Cancel));
        var project = await person.ProjectAsync("First", Cancel);
        var files = platform.Services.GetRequiredService<FileStores>();
        var key = FileKey.Of($"{project.Text("id")}/upl-1/source.zip");
        await files.Uploads.WriteAsync(key, new MemoryStream(Encoding.UTF8.GetBytes("1234567890")), Cancel);
        var quotas = $"{Administration}/teams/{person.Team}/quotas";

        var wrong = await admin.Client.PutAsJsonAsync(quotas, new { tier = "none-such" }, Cancel);
        var set = await (
            await admin.Client.PutAsJsonAsync(
                quotas,
                new
                {
                    projects = 1,
                    members = 1,
                    storageBytes = 15,
                    tier = "large",
                },
                Cancel
            )
        ).JsonAsync(Cancel);

        Assert.Equal("ADM005", await wrong.ProblemCodeAsync(Cancel));
        Assert.Equal(10, set.GetProperty("storageBytes").GetProperty("used").GetInt64());
        var more = await person.Client.PostAsJsonAsync(
            "/api/v1/projects",
            new { team = person.Team, name = "Second" },
            Cancel
        );
        Assert.Contains("The quota is 1 and the team has 1.", await more.Content.ReadAsStringAsync(Cancel));
        var invited = await person.Client.PostAsJsonAsync(
            $"/api/v1/teams/{person.Team}/invitations",
            new { email = "more@example.com", role = "viewer" },
            Cancel
        );
        Assert.Equal("ADM004", await invited.ProblemCodeAsync(Cancel));
        var asked = await person.Client.GetAsync("/api/v1/teams", Cancel);
        Assert.Contains("q=54321", asked.Headers.GetValues("RateLimit-Policy").Single());
        await using var scope = platform.Services.CreateAsyncScope();
        var counted = scope.ServiceProvider.GetRequiredService<TeamQuotas>();
        Assert.Null(await counted.StorageRefusalAsync(new(person.Team), 5, Cancel));
        var beyond = await counted.StorageRefusalAsync(new(person.Team), 6, Cancel);
        Assert.Contains("may have 15 bytes of uploads and has 10", beyond!.Detail);
    }

    [Fact]
    public async Task Registration_is_what_an_administrator_says_before_what_the_configuration_says()
    {
        await using var platform = await StartAsync();
        var admin = await platform.AdministratorAsync(Cancel);
        var request = new
        {
            email = "late@example.com",
            password = TestPlatform.Password,
            displayName = "Late",
        };

        await (
            await admin.Client.PutAsJsonAsync(
                $"{Administration}/registration",
                new { registration = "invited" },
                Cancel
            )
        ).JsonAsync(Cancel);
        var refused = await platform.Anonymous().PostAsJsonAsync("/api/v1/accounts", request, Cancel);
        await (
            await admin.Client.PutAsJsonAsync(
                $"{Administration}/registration",
                new { registration = (string?)null },
                Cancel
            )
        ).JsonAsync(Cancel);
        var made = await platform.Anonymous().PostAsJsonAsync("/api/v1/accounts", request, Cancel);

        Assert.Equal("ACC017", await refused.ProblemCodeAsync(Cancel));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var verified = await admin.Client.GetJsonAsync($"{Administration}/audit/verification", Cancel);
        Assert.True(verified.GetProperty("isWhole").GetBoolean());
    }
}
