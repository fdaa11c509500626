using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Infrar.Platform.Tests.Servers;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OtpNet;

namespace Infrar.Platform.Tests.Account;

public abstract class SessionTests(bool postgres, SharedPlatforms shared) : BothDatabases(postgres, shared)
{
    public sealed class OnSqlite(SharedPlatforms shared) : SessionTests(false, shared);

    public sealed class OnPostgres(SharedPlatforms shared) : SessionTests(true, shared);

    public sealed class ThroughPgBouncer(SharedPlatforms shared) : SessionTests(true, shared)
    {
        protected override bool IsPooled => true;
    }

    [Fact]
    public async Task A_refresh_token_is_good_once_and_a_second_use_ends_the_session()
    {
        var person = await Platform.PersonAsync(Cancel);
        var first = await Renew(person.RefreshToken);
        var tokens = await first.JsonAsync(Cancel);
        var second = await (await Renew(tokens.Text("refreshToken"))).JsonAsync(Cancel);

        var stolen = await Renew(person.RefreshToken);
        Assert.Equal(HttpStatusCode.Unauthorized, stolen.StatusCode);

        // The one before the newest is answered within the overlap of two tabs; the one before that is unknown.
        Assert.Equal("ACC015", await stolen.ProblemCodeAsync(Cancel));
        Assert.Equal(HttpStatusCode.OK, (await Renew(second.Text("refreshToken"))).StatusCode);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_access_and_refresh_tokens()
    {
        var person = await Platform.PersonAsync(Cancel);

        (await person.Client.DeleteAsync("/api/v1/sessions", Cancel)).EnsureSuccessStatusCode();

        Assert.Equal(
            "ACC002",
            await (await person.Client.GetAsync("/api/v1/account", Cancel)).ProblemCodeAsync(Cancel)
        );
        Assert.Equal("ACC015", await (await Renew(person.RefreshToken)).ProblemCodeAsync(Cancel));
    }

    [Fact]
    public async Task Failed_sign_ins_make_the_account_wait_even_for_the_right_password()
    {
        var person = await Platform.PersonAsync(Cancel);
        using var client = Platform.Anonymous();

        for (var failure = 0; failure < 5; failure++)
        {
            Assert.Equal(
                "ACC012",
                await (await SignIn(client, person.Email, "wrong password here")).ProblemCodeAsync(Cancel)
            );
        }

        Assert.Equal(
            "ACC014",
            await (await SignIn(client, person.Email, TestPlatform.Password)).ProblemCodeAsync(Cancel)
        );
    }

    [Fact]
    public async Task An_address_that_nobody_has_is_refused_in_the_same_words()
    {
        using var client = Platform.Anonymous();
        Assert.Equal(
            "ACC012",
            await (await SignIn(client, "nobody@example.com", "wrong password here")).ProblemCodeAsync(Cancel)
        );
    }

    [Fact]
    public async Task An_address_waits_alike_whether_anybody_has_it_or_not()
    {
        var person = await Platform.PersonAsync(Cancel);
        using var client = Platform.Anonymous();
        var answers = new Dictionary<string, List<string>>();
        foreach (var email in (string[])[person.Email, "nobody-" + person.Email])
        {
            answers[email] = [];
            for (var attempt = 0; attempt < 7; attempt++)
            {
                var answer = await SignIn(
                    client,
                    attempt % 2 is 0 ? email : email.ToUpperInvariant(),
                    "wrong password"
                );
                answers[email].Add($"{(int)answer.StatusCode} {await answer.ProblemCodeAsync(Cancel)}");
            }
        }

        Assert.Equal(answers[person.Email], answers["nobody-" + person.Email]);
        Assert.Equal("429 ACC014", answers[person.Email][^1]);
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_and_no_code_is_taken_twice()
    {
        var person = await Platform.PersonAsync(Cancel);
        using var client = Platform.Anonymous();
        var key = await person.Client.PostJsonAsync(
            "/api/v1/account/second-factor",
            new { password = TestPlatform.Password },
            Cancel
        );
        var totp = new Totp(Base32Encoding.ToBytes(key.Text("key")));
        var confirmed = await person.Client.PostJsonAsync(
            "/api/v1/account/second-factor/confirm",
            new { totp = totp.ComputeTotp() },
            Cancel
        );
        var recovery = confirmed.GetProperty("recoveryCodes")[0].GetString();

        Assert.Equal(
            "ACC013",
            await (await SignIn(client, person.Email, TestPlatform.Password)).ProblemCodeAsync(Cancel)
        );
        Assert.Equal(
            "ACC012",
            await (
                await With(
                    new
                    {
                        email = person.Email,
                        password = TestPlatform.Password,
                        totp = totp.ComputeTotp(),
                    }
                )
            ).ProblemCodeAsync(Cancel)
        );
        var next = totp.ComputeTotp(DateTime.UtcNow.AddSeconds(30));
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await With(
                    new
                    {
                        email = person.Email,
                        password = TestPlatform.Password,
                        totp = next,
                    }
                )
            ).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await With(
                    new
                    {
                        email = person.Email,
                        password = TestPlatform.Password,
                        recoveryCode = recovery,
                    }
                )
            ).StatusCode
        );
        Assert.Equal(
            "ACC012",
            await (
                await With(
                    new
                    {
                        email = person.Email,
                        password = TestPlatform.Password,
                        recoveryCode = recovery,
                    }
                )
            ).ProblemCodeAsync(Cancel)
        );

        Task<HttpResponseMessage> With(object body) => client.PostAsJsonAsync("/api/v1/sessions", body, Cancel);
    }

    [Fact]
    public async Task A_cookie_renews_only_with_the_header_that_no_other_site_can_send()
    {
        var person = await Platform.PersonAsync(Cancel);
        using var client = Platform.Anonymous();
        var signedIn = await client.PostAsJsonAsync(
            "/api/v1/sessions",
            new
            {
                email = person.Email,
                password = TestPlatform.Password,
                cookie = true,
            },
            Cancel
        );
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        client.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);

        Assert.Equal(
            "ACC025",
            await (await client.PostAsJsonAsync("/api/v1/sessions/renew", new { }, Cancel)).ProblemCodeAsync(Cancel)
        );
        client.DefaultRequestHeaders.Add("X-Infrar-Client", "web");
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sessions/renew");
        foreign.Headers.Add("Origin", "https://elsewhere.example");
        foreign.Content = JsonContent.Create(new { });
        Assert.Equal("ACC041", await (await client.SendAsync(foreign, Cancel)).ProblemCodeAsync(Cancel));
        client.DefaultRequestHeaders.Add("Origin", Platform.Address);
        Assert.Equal(
            HttpStatusCode.OK,
            (await client.PostAsJsonAsync("/api/v1/sessions/renew", new { }, Cancel)).StatusCode
        );
    }

    [Fact]
    public async Task Tokens_of_no_algorithm_or_signed_with_the_public_key_are_refused()
    {
        var person = await Platform.PersonAsync(Cancel);
        var token = person.Client.DefaultRequestHeaders.Authorization!.Parameter!;
        var payload = token.Split('.')[1];
        var key = (await Platform.Anonymous().GetJsonAsync("/.well-known/jwks.json", Cancel)).GetProperty("keys")[0];
        var kid = key.Text("kid");

        var none = $"{Encode(new { alg = "none", kid, typ = "JWT" })}.{payload}.";
        var head = Encode(
            new
            {
                alg = "HS256",
                kid,
                typ = "JWT",
            }
        );
        byte[][] publicKeys = [Encoding.UTF8.GetBytes(key.GetRawText()), Base64UrlEncoder.DecodeBytes(key.Text("x"))];
        var confused = publicKeys.Select(k =>
            $"{head}.{payload}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(k, Encoding.ASCII.GetBytes($"{head}.{payload}")))}"
        );
        var foreign = new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Platform.Address,
                Audience = "infrar",
                Claims = new Dictionary<string, object>
                {
                    ["sub"] = person.UserId,
                    ["sid"] = new JsonWebToken(token).GetClaim("sid").Value,
                },
                SigningCredentials = new(
                    new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = kid },
                    SecurityAlgorithms.EcdsaSha256
                ),
            }
        );

        foreach (
            var forged in (string[])
                [none, .. confused, foreign, token[..^4] + "AAAA", "a.b.c", "..", new string('x', 5000)]
        )
        {
            using var client = Platform.Anonymous();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", forged);
            Assert.Equal("ACC002", await (await client.GetAsync("/api/v1/account", Cancel)).ProblemCodeAsync(Cancel));
        }
    }

    [Fact]
    public async Task An_api_token_reaches_as_far_as_its_scopes_and_ends_when_it_is_withdrawn()
    {
        var person = await Platform.PersonAsync(Cancel);
        var made = await person.Client.PostJsonAsync(
            "/api/v1/tokens",
            new { name = "ci", scopes = new[] { "projects:read" } },
            Cancel
        );
        using var program = Platform.Anonymous();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Text("secret"));

        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/v1/projects", Cancel)).StatusCode);
        Assert.Equal(
            "ACC004",
            await (
                await program.PostAsJsonAsync("/api/v1/projects", new { team = person.Team, name = "x" }, Cancel)
            ).ProblemCodeAsync(Cancel)
        );
        Assert.Equal("ACC004", await (await program.DeleteAsync("/api/v1/sessions", Cancel)).ProblemCodeAsync(Cancel));

        await person.Client.DeleteAsync($"/api/v1/tokens/{made.GetProperty("token").Text("id")}", Cancel);
        Assert.Equal("ACC002", await (await program.GetAsync("/api/v1/projects", Cancel)).ProblemCodeAsync(Cancel));
    }

    private async Task<HttpResponseMessage> Renew(string refreshToken)
    {
        using var client = Platform.Anonymous();
        return await client.PostAsJsonAsync("/api/v1/sessions/renew", new { refreshToken }, Cancel);
    }

    private static Task<HttpResponseMessage> SignIn(HttpClient client, string email, string password) =>
        client.PostAsJsonAsync("/api/v1/sessions", new { email, password }, Cancel);

    private static string Encode(object value) => Base64UrlEncoder.Encode(JsonSerializer.Serialize(value));
}
