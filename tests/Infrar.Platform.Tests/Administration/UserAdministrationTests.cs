using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Infrar.Platform.Tests.Servers;
using OtpNet;

namespace Infrar.Platform.Tests.Administration;

public abstract class UserAdministrationTests(bool postgres, SharedPlatforms shared) : BothDatabases(postgres, shared)
{
    public sealed class OnSqlite(SharedPlatforms shared) : UserAdministrationTests(false, shared);

    public sealed class OnPostgres(SharedPlatforms shared) : UserAdministrationTests(true, shared);

    private const string Users = "/api/v1/administration/users";

    [Fact]
    public async Task A_suspended_account_has_no_session_and_no_token_and_everything_else()
    {
        var admin = await Platform.AdministratorAsync(Cancel);
        var person = await Platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync("Kept", Cancel);
        var token = await person.Client.PostJsonAsync(
            "/api/v1/tokens",
            new { name = "Pipeline", scopes = new[] { "projects:read" } },
            Cancel
        );
        using var program = Platform.Anonymous();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Text("secret"));
        await program.GetJsonAsync("/api/v1/projects", Cancel);

        var suspension = $"{Users}/{person.UserId}/suspension";
        var suspended = await admin.Client.PutAsJsonAsync(suspension, new { reason = "Left the company." }, Cancel);

        Assert.Equal(HttpStatusCode.NoContent, suspended.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.Client.GetAsync("/api/v1/account", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/projects", Cancel)).StatusCode);
        Assert.Equal("ACC012", await (await SignInAsync(person)).ProblemCodeAsync(Cancel));
        var listed = await admin.Client.GetJsonAsync($"{Users}?search={person.Email}&only=suspended", Cancel);
        Assert.Equal(0, Assert.Single(listed.GetProperty("items").EnumerateArray()).GetProperty("sessions").GetInt32());

        (await admin.Client.DeleteAsync(suspension, Cancel)).EnsureSuccessStatusCode();
        var again = await (await SignInAsync(person)).JsonAsync(Cancel);
        person.Client.DefaultRequestHeaders.Authorization = new("Bearer", again.Text("accessToken"));
        await person.Client.GetJsonAsync($"/api/v1/projects/{project.Text("id")}", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/projects", Cancel)).StatusCode);
        var log = await admin.Client.GetJsonAsync(
            $"/api/v1/administration/audit?actor={admin.UserId}&action=user.suspend",
            Cancel
        );
        Assert.Equal("Left the company.", Assert.Single(log.GetProperty("items").EnumerateArray()).Text("detail"));
    }

    [Fact]
    public async Task A_lost_second_factor_is_reset_and_sessions_are_ended()
    {
        var admin = await Platform.AdministratorAsync(Cancel);
        var person = await Platform.PersonAsync(Cancel);
        var key = await person.Client.PostJsonAsync(
            "/api/v1/account/second-factor",
            new { password = TestPlatform.Password },
            Cancel
        );
        var totp = new Totp(Base32Encoding.ToBytes(key.Text("key")));
        await person.Client.PostJsonAsync(
            "/api/v1/account/second-factor/confirm",
            new { totp = totp.ComputeTotp() },
            Cancel
        );
        Assert.Equal("ACC013", await (await SignInAsync(person)).ProblemCodeAsync(Cancel));

        var reset = await admin.Client.DeleteAsync($"{Users}/{person.UserId}/second-factor", Cancel);

        Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.Client.GetAsync("/api/v1/account", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(person)).StatusCode);
    }

    [Fact]
    public async Task A_part_of_a_name_finds_its_people_and_a_wildcard_is_a_letter_like_any_other()
    {
        var admin = await Platform.AdministratorAsync(Cancel);
        var person = await Platform.PersonAsync(Cancel);
        await person.Client.PatchAsJsonAsync("/api/v1/account", new { displayName = "Zoë 100%_Q" }, Cancel);

        var found = await admin.Client.GetJsonAsync($"{Users}?search={Uri.EscapeDataString("100%_q")}", Cancel);
        var none = await admin.Client.GetJsonAsync($"{Users}?search={Uri.EscapeDataString("1_0%_q")}", Cancel);

        Assert.Equal(person.UserId, Assert.Single(found.GetProperty("items").EnumerateArray()).Text("id"));
        Assert.Empty(none.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Nobody_who_does_not_administer_gets_in_and_nobody_who_is_not_there_is_changed()
    {
        var admin = await Platform.AdministratorAsync(Cancel);
        var person = await Platform.PersonAsync(Cancel);

        Assert.Equal("ACC005", await (await person.Client.GetAsync(Users, Cancel)).ProblemCodeAsync(Cancel));
        var unknown = await admin.Client.DeleteAsync($"{Users}/usr-00000000000000000000/sessions", Cancel);
        Assert.Equal("ADM001", await unknown.ProblemCodeAsync(Cancel));
    }

    private Task<HttpResponseMessage> SignInAsync(Person person) =>
        Platform
            .Anonymous()
            .PostAsJsonAsync(
                "/api/v1/sessions",
                new { email = person.Email, password = TestPlatform.Password },
                Cancel
            );
}
