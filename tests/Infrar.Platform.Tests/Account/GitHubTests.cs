using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Infrar.Platform.Tests.Servers;
using OtpNet;

namespace Infrar.Platform.Tests.Account;

public abstract class GitHubTests(bool postgres, ConnectedPlatforms shared) : ConnectedTests(postgres, shared)
{
    public sealed class OnSqlite(ConnectedPlatforms shared) : GitHubTests(false, shared);

    public sealed class OnPostgres(ConnectedPlatforms shared) : GitHubTests(true, shared);

    private const string Link = "/api/v1/account/github";

    [Fact]
    public async Task A_person_of_GitHub_gets_an_account_signs_in_again_and_cannot_unlink_the_only_way_in()
    {
        var there = Newcomer();
        using var browser = Browser();
        await GoAsync(browser, there);
        var first = await browser.PostJsonAsync("/api/v1/sessions/github", new { cookie = false }, Cancel);
        using var client = SignedIn(first);
        var account = await client.GetJsonAsync("/api/v1/account", Cancel);
        Assert.Equal((there.Email, there.Name), (account.Text("email"), account.Text("displayName")));
        Assert.False(account.GetProperty("hasPassword").GetBoolean());
        Assert.NotNull(account.GetProperty("emailVerifiedAt").GetString());

        // The ticket was good once.
        Assert.Equal("ACC034", await SignInAsync(browser));
        using var again = Browser();
        await GoAsync(again, there);
        var second = await again.PostJsonAsync("/api/v1/sessions/github", new { cookie = false }, Cancel);
        Assert.Equal(first.Text("userId"), second.Text("userId"));

        Assert.Equal("ACC028", await CodeAsync(await client.DeleteAsync(Link, Cancel)));
        var device = new SoftAuthenticator(Platform.Address);
        // No password to ask for: a session of just now suffices.
        var options = await client.PostJsonAsync("/api/v1/account/passkeys/options", new { }, Cancel);
        var kept = await client.PostJsonAsync(
            "/api/v1/account/passkeys",
            new { name = "Laptop", credential = device.Make(options) },
            Cancel
        );
        await Mailbox.WaitAsync(there.Email, "passkey was added", Cancel);
        Assert.Equal("", await CodeAsync(await client.DeleteAsync(Link, Cancel)));
        var last = await client.DeleteAsync($"/api/v1/account/passkeys/{kept.Text("id")}", Cancel);
        Assert.Equal("ACC028", await CodeAsync(last));
    }

    [Fact]
    public async Task An_account_is_not_taken_over_by_its_address_and_is_linked_only_by_whom_it_is_of()
    {
        var person = await Platform.PersonAsync(Cancel);
        var there = Newcomer() with { Email = person.Email };
        GitHub.People[there.Login] = there;
        using var browser = Browser();
        await GoAsync(browser, there);
        Assert.Equal("ACC036", await SignInAsync(browser));
        // A ticket for signing in links nothing.
        using var linking = Browser();
        linking.DefaultRequestHeaders.Authorization = person.Client.DefaultRequestHeaders.Authorization;
        await GoAsync(linking, there);
        Assert.Equal("ACC034", await CodeAsync(await linking.PostAsync(Link, null, Cancel)));

        Assert.Equal(
            "ACC011",
            await CodeAsync(await linking.PostAsJsonAsync($"{Link}/begin", new { password = "wrong password" }, Cancel))
        );
        await GoAsync(linking, there, $"{Link}/begin");
        var stranger = await Platform.PersonAsync(Cancel);
        linking.DefaultRequestHeaders.Authorization = stranger.Client.DefaultRequestHeaders.Authorization;
        Assert.Equal("ACC034", await CodeAsync(await linking.PostAsync(Link, null, Cancel)));
        linking.DefaultRequestHeaders.Authorization = person.Client.DefaultRequestHeaders.Authorization;
        // A ticket for linking signs nobody in.
        Assert.Equal("ACC034", await SignInAsync(linking));
        Assert.Equal("", await CodeAsync(await linking.PostAsync(Link, null, Cancel)));
        await Mailbox.WaitAsync(person.Email, "new way to sign in", Cancel);
        Assert.Equal(there.Login, (await person.Client.GetJsonAsync(Link, Cancel)).Text("login"));

        await GoAsync(browser, there);
        Assert.Equal(
            person.UserId,
            (await browser.PostJsonAsync("/api/v1/sessions/github", new { }, Cancel)).Text("userId")
        );
        Assert.Equal("", await CodeAsync(await person.Client.DeleteAsync(Link, Cancel)));
        Assert.Equal("ACC039", await CodeAsync(await person.Client.GetAsync(Link, Cancel)));
    }

    [Fact]
    public async Task State_and_code_are_good_once_and_in_the_browser_that_began()
    {
        var there = Newcomer();
        using var browser = Browser();
        var back = await LeaveAsync(browser, there, "/api/v1/sessions/github/begin");

        // Without a cookie, and with one of its own.
        using var victim = Browser();
        Assert.EndsWith("github=refused", await ReturnAsync(victim, back), StringComparison.Ordinal);
        await LeaveAsync(victim, there, "/api/v1/sessions/github/begin");
        Assert.EndsWith("github=refused", await ReturnAsync(victim, back), StringComparison.Ordinal);
        // Taken there, it is gone here too.
        Assert.EndsWith("github=refused", await ReturnAsync(browser, back), StringComparison.Ordinal);

        back = await LeaveAsync(browser, there, "/api/v1/sessions/github/begin");
        Assert.EndsWith("github=continue", await ReturnAsync(browser, back), StringComparison.Ordinal);
        Assert.EndsWith("github=refused", await ReturnAsync(browser, back), StringComparison.Ordinal);
        using var invented = Browser();
        await LeaveAsync(invented, there, "/api/v1/sessions/github/begin");
        Assert.EndsWith(
            "github=refused",
            await ReturnAsync(invented, new Uri(back.GetLeftPart(UriPartial.Path) + "?code=1&state=2")),
            StringComparison.Ordinal
        );
        Assert.Equal("ACC034", await SignInAsync(invented));
        Assert.Equal("ACC034", await SignInAsync(victim));
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_after_GitHub_too()
    {
        var person = await Platform.PersonAsync(Cancel);
        var there = Newcomer();
        using var browser = Browser();
        browser.DefaultRequestHeaders.Authorization = person.Client.DefaultRequestHeaders.Authorization;
        await GoAsync(browser, there, $"{Link}/begin");
        Assert.Equal("", await CodeAsync(await browser.PostAsync(Link, null, Cancel)));
        var begun = await person.Client.PostJsonAsync(
            "/api/v1/account/second-factor",
            new { password = TestPlatform.Password },
            Cancel
        );
        var totp = new Totp(Base32Encoding.ToBytes(begun.Text("key")));
        await person.Client.PostJsonAsync(
            "/api/v1/account/second-factor/confirm",
            new { totp = totp.ComputeTotp() },
            Cancel
        );

        await GoAsync(browser, there);
        Assert.Equal("ACC013", await SignInAsync(browser));
        Assert.Equal("ACC012", await SignInAsync(browser, "000000"));
        var next = totp.ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30));
        Assert.Equal("", await SignInAsync(browser, next));
    }

    [Fact]
    public async Task An_account_of_GitHub_alone_has_a_passkey_asked_for_as_its_second_factor()
    {
        var there = Newcomer();
        using var browser = Browser();
        await GoAsync(browser, there);
        using var client = SignedIn(
            await browser.PostJsonAsync("/api/v1/sessions/github", new { cookie = false }, Cancel)
        );
        var (device, strange) = (new SoftAuthenticator(Platform.Address), new SoftAuthenticator(Platform.Address));
        const string passkeys = "/api/v1/account/passkeys";
        var begun = await client.PostJsonAsync($"{passkeys}/options", new { }, Cancel);
        var kept = await client.PostJsonAsync(
            passkeys,
            new { name = "Phone", credential = device.Make(begun) },
            Cancel
        );
        // There is no password to ask for; the session is of just now.
        var turnedOn = await client.PostJsonAsync("/api/v1/account/second-factor/passkeys", new { }, Cancel);
        var recoveryCode = turnedOn.GetProperty("recoveryCodes")[0].GetString();

        await GoAsync(browser, there);
        Assert.Equal("ACC013", await SignInAsync(browser));
        Assert.Equal("ACC012", await WithAsync(new { passkey = strange.Prove(await ChallengeAsync()) }));
        Assert.Equal("ACC012", await WithAsync(new { passkey = device.Prove(await ChallengeAsync(), tamper: true) }));
        Assert.Equal("", await WithAsync(new { passkey = device.Prove(await ChallengeAsync()) }));
        await GoAsync(browser, there);
        Assert.Equal("", await WithAsync(new { recoveryCode }));
        await GoAsync(browser, there);
        Assert.Equal("ACC012", await WithAsync(new { recoveryCode }));

        // The last one stays while it is asked for.
        var deleted = await client.DeleteAsync($"{passkeys}/{kept.Text("id")}", Cancel);
        Assert.Equal("ACC029", await CodeAsync(deleted));

        async Task<string> WithAsync(object factor) =>
            await CodeAsync(await browser.PostAsJsonAsync("/api/v1/sessions/github", factor, Cancel));

        Task<JsonElement> ChallengeAsync() =>
            browser.PostJsonAsync("/api/v1/sessions/passkey/options", new { }, Cancel);
    }

    [Fact]
    public async Task Without_an_address_that_GitHub_has_verified_nobody_gets_an_account()
    {
        var there = Newcomer() with { IsVerified = false };
        GitHub.People[there.Login] = there;
        using var browser = Browser();
        await GoAsync(browser, there);
        Assert.Equal("ACC037", await SignInAsync(browser));
    }

    [Fact]
    public async Task An_installation_without_mail_and_GitHub_says_so()
    {
        await using var plain = await TestPlatform.StartAsync(false, Cancel, "--Account:Registration=invited");
        using var client = plain.Anonymous();
        var methods = await client.GetJsonAsync("/api/v1/sign-in-methods", Cancel);
        Assert.False(methods.GetProperty("gitHub").GetBoolean() || methods.GetProperty("mail").GetBoolean());
        Assert.Equal("ACC033", await CodeAsync(await client.PostAsync("/api/v1/sessions/github/begin", null, Cancel)));
        Assert.Equal(
            "ACC031",
            await CodeAsync(
                await client.PostAsJsonAsync("/api/v1/accounts/password-resets", new { email = "a@b.example" }, Cancel)
            )
        );
        var person = await plain.PersonAsync(Cancel);
        var invited = await person.Client.PostJsonAsync(
            $"/api/v1/teams/{person.Team}/invitations",
            new { email = "a@b.example", role = "viewer" },
            Cancel
        );
        Assert.False(invited.GetProperty("isMailed").GetBoolean());
    }

    private PersonThere Newcomer()
    {
        var id = RandomNumberGenerator.GetInt32(int.MaxValue);
        return GitHub.People[$"gh{id}"] = new(id, $"gh{id}", "Ada Lovelace", $"gh{id}@example.com");
    }

    // As browsers do, it keeps cookies, and goes where it is sent only when the test says so.
    private HttpClient Browser() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new(Platform.Address) };

    private async Task GoAsync(
        HttpClient browser,
        PersonThere person,
        string begin = "/api/v1/sessions/github/begin"
    ) =>
        Assert.EndsWith(
            "/?github=continue",
            await ReturnAsync(browser, await LeaveAsync(browser, person, begin)),
            StringComparison.Ordinal
        );

    private static async Task<Uri> LeaveAsync(HttpClient browser, PersonThere person, string begin)
    {
        object body = begin.Contains("account", StringComparison.Ordinal)
            ? new { password = TestPlatform.Password }
            : new { };
        var begun = await browser.PostJsonAsync(begin, body, Cancel);
        using var there = new HttpRequestMessage(HttpMethod.Get, begun.Text("url"));
        there.Headers.Add("X-Person", person.Login);
        using var answer = await browser.SendAsync(there, Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!;
    }

    private static async Task<string> ReturnAsync(HttpClient browser, Uri back)
    {
        using var answer = await browser.GetAsync(back, Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    private HttpClient SignedIn(JsonElement tokens)
    {
        var client = Platform.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            tokens.Text("accessToken")
        );
        return client;
    }

    private static async Task<string> SignInAsync(HttpClient browser, string? totp = null) =>
        await CodeAsync(await browser.PostAsJsonAsync("/api/v1/sessions/github", new { totp }, Cancel));

    private static async Task<string> CodeAsync(HttpResponseMessage answer) =>
        answer.IsSuccessStatusCode ? "" : await answer.ProblemCodeAsync(Cancel);
}
