using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Tests.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Infrar.Platform.Tests.Account;

public abstract class PasskeyTests(bool postgres, SharedPlatforms shared) : BothDatabases(postgres, shared)
{
    public sealed class OnSqlite(SharedPlatforms shared) : PasskeyTests(false, shared);

    public sealed class OnPostgres(SharedPlatforms shared) : PasskeyTests(true, shared);

    private const string Mine = "/api/v1/account/passkeys";

    [Fact]
    public async Task A_passkey_is_kept_named_renamed_signs_in_alone_and_is_deleted()
    {
        var (person, device) = await WithPasskeyAsync();
        var listed = (await person.Client.GetJsonAsync(Mine, Cancel))[0];
        Assert.Equal("Laptop", listed.Text("name"));
        Assert.Equal(JsonValueKind.Null, listed.GetProperty("lastUsedAt").ValueKind);

        var signedIn = await (await SignInAsync(device.Prove(await ChallengeAsync()))).JsonAsync(Cancel);

        Assert.Equal(person.UserId, signedIn.Text("userId"));
        var path = $"{Mine}/{listed.Text("id")}";
        await (await person.Client.PatchAsJsonAsync(path, new { name = "Phone" }, Cancel)).JsonAsync(Cancel);
        var renamed = (await person.Client.GetJsonAsync(Mine, Cancel))[0];
        Assert.Equal(
            ("Phone", JsonValueKind.String),
            (renamed.Text("name"), renamed.GetProperty("lastUsedAt").ValueKind)
        );
        Assert.Equal(HttpStatusCode.NoContent, (await person.Client.DeleteAsync(path, Cancel)).StatusCode);
        Assert.Equal("ACC026", await RefusedAsync(device.Prove(await ChallengeAsync())));
        Assert.Equal("ACC030", await (await person.Client.DeleteAsync(path, Cancel)).ProblemCodeAsync(Cancel));
        Assert.Equal(
            ["passkey.create", "session.begin: passkey", "passkey.rename", "passkey.delete"],
            (await AuditAsync(person)).Where(a => a.Contains("passkey", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task What_a_device_signs_for_another_page_or_site_or_without_asking_who_is_there_is_refused()
    {
        var (_, device) = await WithPasskeyAsync();
        var right = device.Origin;
        foreach (
            var origin in (string[])
                ["https://evil.example", right + "0", right.Replace("http:", "https:", StringComparison.Ordinal)]
        )
        {
            device.Origin = origin;
            Assert.Equal("ACC026", await RefusedAsync(device.Prove(await ChallengeAsync())));
        }

        device.Origin = right;
        device.Site = "evil.example";
        Assert.Equal("ACC026", await RefusedAsync(device.Prove(await ChallengeAsync())));
        device.Site = null;
        device.Verifies = false;
        Assert.Equal("ACC026", await RefusedAsync(device.Prove(await ChallengeAsync())));
        device.Verifies = true;
        Assert.Equal("ACC026", await RefusedAsync(device.Prove(await ChallengeAsync(), tamper: true)));
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(device.Prove(await ChallengeAsync()))).StatusCode);
    }

    [Fact]
    public async Task A_challenge_is_good_once_and_only_if_it_is_ours()
    {
        var (_, device) = await WithPasskeyAsync();
        var options = await ChallengeAsync();
        var proof = device.Prove(options);

        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(proof)).StatusCode);
        Assert.Equal("ACC026", await RefusedAsync(proof));
        Assert.Equal("ACC026", await RefusedAsync(device.Prove(options)));
        var invented = JsonElement.Parse(
            options
                .GetRawText()
                .Replace(
                    options.GetProperty("publicKey").Text("challenge"),
                    Base64UrlEncoder.Encode(new byte[32]),
                    StringComparison.Ordinal
                )
        );
        Assert.Equal("ACC026", await RefusedAsync(device.Prove(invented)));
    }

    [Fact]
    public async Task A_count_that_does_not_rise_tells_of_a_copy_and_is_refused_and_told()
    {
        var (person, device) = await WithPasskeyAsync();
        device.Count = 10;
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(device.Prove(await ChallengeAsync()))).StatusCode);

        device.Count = 4;
        Assert.Equal("ACC026", await RefusedAsync(device.Prove(await ChallengeAsync())));
        device.Count = 10;
        Assert.Equal("ACC026", await RefusedAsync(device.Prove(await ChallengeAsync())));

        device.Count = 11;
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(device.Prove(await ChallengeAsync()))).StatusCode);
        Assert.Equal(2, (await AuditAsync(person)).Count(a => a.EndsWith("refused", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nobody_signs_in_or_registers_with_what_is_anothers()
    {
        var ((person, device), (other, othersDevice)) = (await WithPasskeyAsync(), await WithPasskeyAsync());
        var own = device.UserHandle;
        device.UserHandle = othersDevice.UserHandle;
        Assert.Equal("ACC026", await RefusedAsync(device.Prove(await ChallengeAsync())));
        device.UserHandle = own;

        // A challenge that somebody else began; one that was begun for signing in; a page elsewhere; a device that is known.
        var begun = await BeginAsync(other);
        var fresh = new SoftAuthenticator(Platform.Address);
        Assert.Equal("ACC040", await KeepAsync(person, fresh.Make(begun)));
        begun = await BeginAsync(person);
        Assert.Equal("ACC040", await KeepAsync(person, new SoftAuthenticator("https://evil.example").Make(begun)));
        Assert.Equal("ACC040", await KeepAsync(person, new SoftAuthenticator(Platform.Address).Make(begun)));
        Assert.Equal("ACC040", await KeepAsync(person, othersDevice.Make(await BeginAsync(person))));
        var blind = new SoftAuthenticator(Platform.Address) { Verifies = false };
        Assert.Equal("ACC040", await KeepAsync(person, blind.Make(await BeginAsync(person))));
        Assert.Equal("ACC040", await KeepAsync(person, new { }));

        var others = (await other.Client.GetJsonAsync(Mine, Cancel))[0].Text("id");
        Assert.Equal(
            "ACC030",
            await (await person.Client.DeleteAsync($"{Mine}/{others}", Cancel)).ProblemCodeAsync(Cancel)
        );
        Assert.Equal(1, (await person.Client.GetJsonAsync(Mine, Cancel)).GetArrayLength());
    }

    [Fact]
    public async Task Beginning_a_passkey_asks_for_the_password()
    {
        var person = await Platform.PersonAsync(Cancel);
        foreach (var password in (string?[])[null, "wrong password here"])
        {
            var answer = await person.Client.PostAsJsonAsync($"{Mine}/options", new { password }, Cancel);
            Assert.Equal("ACC011", await answer.ProblemCodeAsync(Cancel));
        }
    }

    [Fact]
    public async Task A_passkey_is_a_second_factor_after_the_password_and_the_last_one_then_stays()
    {
        var ((person, device), (_, othersDevice)) = (await WithPasskeyAsync(), await WithPasskeyAsync());
        var turnedOn = await person.Client.PostJsonAsync(
            "/api/v1/account/second-factor/passkeys",
            new { password = TestPlatform.Password },
            Cancel
        );
        var recovery = turnedOn.GetProperty("recoveryCodes")[0].GetString();
        using var client = Platform.Anonymous();

        Assert.Equal("ACC013", await With(new { email = person.Email, password = TestPlatform.Password }));
        Assert.Equal("ACC012", await WithPasskey(othersDevice.Prove(await ChallengeAsync())));
        Assert.Equal("ACC012", await WithPasskey(device.Prove(await ChallengeAsync(), tamper: true)));
        Assert.Equal("", await WithPasskey(device.Prove(await ChallengeAsync())));
        Assert.Equal(
            "",
            await With(
                new
                {
                    email = person.Email,
                    password = TestPlatform.Password,
                    recoveryCode = recovery,
                }
            )
        );
        // What was signed for another account was not used up there.
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(othersDevice.Prove(await ChallengeAsync()))).StatusCode);

        var path = $"{Mine}/{(await person.Client.GetJsonAsync(Mine, Cancel))[0].Text("id")}";
        Assert.Equal("ACC029", await (await person.Client.DeleteAsync(path, Cancel)).ProblemCodeAsync(Cancel));
        await person.Client.PostAsJsonAsync(
            "/api/v1/account/second-factor/disable",
            new { password = TestPlatform.Password },
            Cancel
        );
        Assert.Equal(HttpStatusCode.NoContent, (await person.Client.DeleteAsync(path, Cancel)).StatusCode);

        Task<string> WithPasskey(object passkey) =>
            With(
                new
                {
                    email = person.Email,
                    password = TestPlatform.Password,
                    passkey,
                }
            );

        async Task<string> With(object body)
        {
            var answer = await client.PostAsJsonAsync("/api/v1/sessions", body, Cancel);
            return answer.IsSuccessStatusCode ? "" : await answer.ProblemCodeAsync(Cancel);
        }
    }

    private async Task<(Person Person, SoftAuthenticator Device)> WithPasskeyAsync()
    {
        var person = await Platform.PersonAsync(Cancel);
        var device = new SoftAuthenticator(Platform.Address);
        Assert.Equal("", await KeepAsync(person, device.Make(await BeginAsync(person))));
        return (person, device);
    }

    private static Task<JsonElement> BeginAsync(Person person) =>
        person.Client.PostJsonAsync($"{Mine}/options", new { password = TestPlatform.Password }, Cancel);

    private static async Task<string> KeepAsync(Person person, object credential)
    {
        var answer = await person.Client.PostAsJsonAsync(Mine, new { name = "Laptop", credential }, Cancel);
        return answer.IsSuccessStatusCode ? "" : await answer.ProblemCodeAsync(Cancel);
    }

    private async Task<JsonElement> ChallengeAsync()
    {
        using var client = Platform.Anonymous();
        return await client.PostJsonAsync("/api/v1/sessions/passkey/options", new { }, Cancel);
    }

    private async Task<HttpResponseMessage> SignInAsync(object credential)
    {
        using var client = Platform.Anonymous();
        return await client.PostAsJsonAsync("/api/v1/sessions/passkey", new { credential }, Cancel);
    }

    private async Task<string> RefusedAsync(object credential) =>
        await (await SignInAsync(credential)).ProblemCodeAsync(Cancel);

    private async Task<List<string>> AuditAsync(Person person)
    {
        await using var scope = Platform.Services.CreateAsyncScope();
        var rows = await scope
            .ServiceProvider.GetRequiredService<PlatformContext>()
            .Set<AuditEvent>()
            .AsNoTracking()
            .Where(e => e.Actor == person.UserId)
            .OrderBy(e => e.Sequence)
            .ToListAsync(Cancel);
        return
        [
            .. rows.Select(r =>
                r.Outcome is "refused" ? $"{r.Action}: refused"
                : r.Action is "session.begin" ? $"{r.Action}: {r.Detail}"
                : r.Action
            ),
        ];
    }
}
