using System.Net;
using System.Net.Http.Json;
using Infrar.Platform.Tests.Parts.Cache;
using Infrar.Platform.Tests.Servers;

namespace Infrar.Platform.Tests.Mail;

public abstract class MailTests(bool postgres, ConnectedPlatforms shared) : ConnectedTests(postgres, shared)
{
    public sealed class OnSqlite(ConnectedPlatforms shared) : MailTests(false, shared);

    public sealed class OnPostgres(ConnectedPlatforms shared) : MailTests(true, shared);

    [Fact]
    public async Task An_invitation_comes_by_mail_over_TLS_and_its_secret_admits()
    {
        var owner = await Platform.PersonAsync(Cancel);
        var email = $"{Guid.CreateVersion7():n}@example.com";
        var made = await owner.Client.PostJsonAsync(
            $"/api/v1/teams/{owner.Team}/invitations",
            new { email, role = "operator" },
            Cancel
        );

        var mail = await Mailbox.WaitAsync(email, "Invitation", Cancel);

        Assert.True(made.GetProperty("isMailed").GetBoolean());
        Assert.Equal(made.Text("secret"), MailboxServer.Code(mail));
        Assert.Equal("infrar@platform.example", mail.From.Mailboxes.Single().Address);
        Assert.Contains(Platform.Address, mail.TextBody, StringComparison.Ordinal);
        Assert.Contains(made.Text("secret"), mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", mail.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=", mail.HtmlBody, StringComparison.OrdinalIgnoreCase);
        using var client = Platform.Anonymous();
        var answer = await client.PostAsJsonAsync(
            "/api/v1/accounts",
            new
            {
                email,
                password = TestPlatform.Password,
                displayName = "Invited",
                invitation = MailboxServer.Code(mail),
            },
            Cancel
        );
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task A_password_is_reset_once_by_the_code_and_every_session_ends()
    {
        var person = await Platform.PersonAsync(Cancel);
        using var client = Platform.Anonymous();
        for (var failure = 0; failure < 5; failure++)
        {
            await SignInAsync(client, person.Email, "wrong password here");
        }

        var older = await RequestAsync(client, person.Email);
        var code = await RequestAsync(client, person.Email, after: older);
        const string password = "another long enough secret";

        Assert.Equal("ACC032", await ResetAsync(client, older, password));
        Assert.Equal("ACC011", await ResetAsync(client, code, "short"));
        Assert.Equal("", await ResetAsync(client, code, password));
        Assert.Equal("ACC032", await ResetAsync(client, code, "yet another long secret"));

        Assert.Equal(
            "ACC002",
            await (await person.Client.GetAsync("/api/v1/account", Cancel)).ProblemCodeAsync(Cancel)
        );
        var refused = await SignInAsync(client, person.Email, TestPlatform.Password);
        Assert.Equal("ACC012", await refused.ProblemCodeAsync(Cancel));
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(client, person.Email, password)).StatusCode);
        await Mailbox.WaitAsync(person.Email, "password was changed", Cancel);
        await Mailbox.WaitAsync(person.Email, "Failed sign-ins", Cancel);
    }

    [Fact]
    public async Task A_reset_of_an_address_that_nobody_has_is_answered_the_same_and_sends_nothing()
    {
        using var client = Platform.Anonymous();
        var (person, nobody) = (await Platform.PersonAsync(Cancel), $"{Guid.CreateVersion7():n}@example.com");

        var unknown = await client.PostAsJsonAsync("/api/v1/accounts/password-resets", new { email = nobody }, Cancel);
        var known = await client.PostAsJsonAsync(
            "/api/v1/accounts/password-resets",
            new { email = person.Email },
            Cancel
        );

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (unknown.StatusCode, known.StatusCode));
        Assert.Equal(await unknown.Content.ReadAsStringAsync(Cancel), await known.Content.ReadAsStringAsync(Cancel));
        // What was asked first would have come first.
        await Mailbox.WaitAsync(person.Email, "new password", Cancel);
        Assert.DoesNotContain(Mailbox.Taken, m => m.To.Mailboxes.Single().Address == nobody);
    }

    [Fact]
    public async Task An_address_is_proved_and_changed_by_a_code_that_went_there()
    {
        var (person, other) = (await Platform.PersonAsync(Cancel), await Platform.PersonAsync(Cancel));
        await person.Client.PostAsync("/api/v1/account/email/verification", null, Cancel);
        var code = MailboxServer.Code(await Mailbox.WaitAsync(person.Email, "Confirm", Cancel));
        Assert.Equal("ACC032", await ConfirmAsync(other, code));
        Assert.Equal("", await ConfirmAsync(person, code));
        Assert.Equal("ACC032", await ConfirmAsync(person, code));
        var account = await person.Client.GetJsonAsync("/api/v1/account", Cancel);
        Assert.NotNull(account.GetProperty("emailVerifiedAt").GetString());

        var email = $"{Guid.CreateVersion7():n}@example.com";
        Assert.Equal("ACC011", await ChangeAsync(person, email, "wrong password here"));
        Assert.Equal("", await ChangeAsync(person, email, TestPlatform.Password));
        Assert.Equal(person.Email, (await person.Client.GetJsonAsync("/api/v1/account", Cancel)).Text("email"));
        Assert.Equal(
            "",
            await ConfirmAsync(person, MailboxServer.Code(await Mailbox.WaitAsync(email, "Confirm", Cancel)))
        );
        Assert.Equal(email, (await person.Client.GetJsonAsync("/api/v1/account", Cancel)).Text("email"));
        await Mailbox.WaitAsync(person.Email, "address was changed", Cancel);

        // An address that is somebody's stays theirs, even with the code.
        Assert.Equal("", await ChangeAsync(person, other.Email, TestPlatform.Password));
        Assert.Equal(
            "ACC010",
            await ConfirmAsync(person, MailboxServer.Code(await Mailbox.WaitAsync(other.Email, "Confirm", Cancel)))
        );
    }

    private async Task<string> RequestAsync(HttpClient client, string email, string? after = null)
    {
        await client.PostAsJsonAsync("/api/v1/accounts/password-resets", new { email }, Cancel);
        var code = after;
        await RedisNode.UntilAsync(
            async () =>
                (code = MailboxServer.Code(await Mailbox.WaitAsync(email, "Set a new password", Cancel))) != after,
            Cancel
        );
        return code!;
    }

    private static async Task<string> ResetAsync(HttpClient client, string code, string newPassword) =>
        await CodeAsync(
            await client.PostAsJsonAsync("/api/v1/accounts/password-resets/confirm", new { code, newPassword }, Cancel)
        );

    private static async Task<string> ConfirmAsync(Person person, string code) =>
        await CodeAsync(await person.Client.PostAsJsonAsync("/api/v1/account/email/confirm", new { code }, Cancel));

    private static async Task<string> ChangeAsync(Person person, string email, string password) =>
        await CodeAsync(await person.Client.PutAsJsonAsync("/api/v1/account/email", new { email, password }, Cancel));

    private static async Task<string> CodeAsync(HttpResponseMessage answer) =>
        answer.IsSuccessStatusCode ? "" : await answer.ProblemCodeAsync(Cancel);

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string email, string password) =>
        client.PostAsJsonAsync("/api/v1/sessions", new { email, password }, Cancel);
}
