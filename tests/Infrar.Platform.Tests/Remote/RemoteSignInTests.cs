using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Infrar.Platform.Remote.SignIn;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;
using OtpNet;

namespace Infrar.Platform.Tests.Remote;

/// <summary>How <c>terraform login</c> gets a token.</summary>
public sealed partial class RemoteSignInTests(RemotePlatforms platforms)
    : IAsyncLifetime,
        IClassFixture<RemotePlatforms>
{
    private const string Redirect = "http://localhost:10003/login";
    private const string Verifier = "a-verifier-of-forty-three-characters-or-more";
    private RemotePlatform _remote = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Programs.Missing("terraform") is not null, Programs.Missing("terraform") ?? "");
        _remote = await platforms.On(false);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_token_is_given_to_whom_the_user_allows_it()
    {
        var person = await _remote.Platform.PersonAsync(Cancel);
        using var browser = Browser();
        var code = await AllowAsync(browser, person.Email, Query());

        using var answer = await TradeAsync(browser, code);
        var token = (await answer.JsonAsync(Cancel)).Text("access_token");

        Assert.StartsWith("infrar_", token, StringComparison.Ordinal);
        using var client = _remote.Platform.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var details = await client.GetJsonAsync("/api/v2/account/details", Cancel);
        Assert.Equal(person.UserId, details.GetProperty("data").Text("id"));
        // It does what Terraform does, and nothing else.
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/api/v1/tokens", Cancel)).StatusCode);
        var listed = await person.Client.GetJsonAsync("/api/v1/tokens", Cancel);
        Assert.Equal("terraform login", listed.GetProperty("items")[0].Text("name"));
        // The session was for the page alone.
        var sessions = await person.Client.GetJsonAsync("/api/v1/sessions", Cancel);
        Assert.Equal(1, sessions.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_code_that_comes_twice_takes_its_token_back()
    {
        var person = await _remote.Platform.PersonAsync(Cancel);
        using var browser = Browser();
        var code = await AllowAsync(browser, person.Email, Query());
        var token = (await (await TradeAsync(browser, code)).JsonAsync(Cancel)).Text("access_token");

        Assert.Equal("invalid_grant", await RefusedAsync(await TradeAsync(browser, code)));

        using var client = _remote.Platform.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await client.GetAsync("/api/v2/account/details", Cancel)).StatusCode
        );
    }

    [Theory]
    [InlineData("code_verifier", "another-verifier-of-forty-three-characters-or")]
    [InlineData("redirect_uri", "http://localhost:10004/login")]
    public async Task A_code_is_worth_nothing_without_what_belongs_to_it(string field, string value)
    {
        var person = await _remote.Platform.PersonAsync(Cancel);
        using var browser = Browser();
        var code = await AllowAsync(browser, person.Email, Query());

        Assert.Equal("invalid_grant", await RefusedAsync(await TradeAsync(browser, code, (field, value))));
        // It was good once, and that was it.
        Assert.Equal("invalid_grant", await RefusedAsync(await TradeAsync(browser, code)));
    }

    [Theory]
    [InlineData("client_id", "another", "invalid_client")]
    [InlineData("grant_type", "password", "unsupported_grant_type")]
    public async Task Nothing_else_is_traded(string field, string value, string error) =>
        Assert.Equal(error, await RefusedAsync(await TradeAsync(Browser(), "code", (field, value))));

    [Theory]
    [InlineData("redirect_uri", "https://evil.example.com/login")]
    [InlineData("redirect_uri", "http://localhost:9999/login")]
    [InlineData("redirect_uri", "http://localhost:10003/login/../x")]
    [InlineData("redirect_uri", "http://localhost:10003@evil.example.com/login")]
    [InlineData("client_id", "another")]
    [InlineData("response_type", "token")]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge", "short")]
    [InlineData("state", "")]
    public async Task A_request_that_is_not_Terraforms_is_refused_on_the_page(string name, string value)
    {
        using var browser = Browser();
        var query = Query();
        query[name] = value;

        using var answer = await browser.GetAsync(Address(query), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        Assert.DoesNotContain("<form", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_has_no_scripts_and_belongs_to_the_browser_that_asked()
    {
        var person = await _remote.Platform.PersonAsync(Cancel);
        using var browser = Browser();
        using var page = await browser.GetAsync(Address(Query()), Cancel);
        var html = await page.Content.ReadAsStringAsync(Cancel);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self' http://localhost:10003;", policy, StringComparison.Ordinal);
        var cookie = page.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("secure; samesite=strict; httponly", cookie, StringComparison.OrdinalIgnoreCase);

        // The handle in another's browser, as a page that posts across sites would have it.
        var handle = Handle(html);
        using var other = Browser();
        using var stolen = await other.PostAsync(
            RemoteSignInEndpoints.AuthorizePath,
            Form(("handle", handle), ("email", person.Email), ("password", TestPlatform.Password)),
            Cancel
        );
        Assert.Equal(HttpStatusCode.BadRequest, stolen.StatusCode);
        using var decided = await browser.PostAsync(
            RemoteSignInEndpoints.DecisionPath,
            Form(("handle", handle), ("decision", "allow")),
            Cancel
        );
        // Nobody has signed in yet.
        Assert.Equal(HttpStatusCode.BadRequest, decided.StatusCode);
    }

    [Fact]
    public async Task A_wrong_password_and_a_missing_second_factor_are_said_and_nothing_is_given()
    {
        var person = await _remote.Platform.PersonAsync(Cancel);
        using var browser = Browser();
        var handle = Handle(await browser.GetStringAsync(Address(Query()), Cancel));
        using var wrong = await browser.PostAsync(
            RemoteSignInEndpoints.AuthorizePath,
            Form(("handle", handle), ("email", "\"><b>" + person.Email), ("password", "wrong")),
            Cancel
        );
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        var html = await wrong.Content.ReadAsStringAsync(Cancel);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.Contains("role=\"alert\"", html, StringComparison.Ordinal);

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
        (string, string)[] known = [("handle", handle), ("email", person.Email), ("password", TestPlatform.Password)];
        using var lacking = await browser.PostAsync(RemoteSignInEndpoints.AuthorizePath, Form(known), Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, lacking.StatusCode);
        var code = totp.ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30));
        using var whole = await browser.PostAsync(
            RemoteSignInEndpoints.AuthorizePath,
            Form([.. known, ("code", $"{code[..3]} {code[3..]}")]),
            Cancel
        );
        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
    }

    [Fact]
    public async Task What_the_user_denies_is_told_to_Terraform()
    {
        var person = await _remote.Platform.PersonAsync(Cancel);
        using var browser = Browser();
        var handle = await SignInAsync(browser, person.Email, Query());
        using var denied = await browser.PostAsync(
            RemoteSignInEndpoints.DecisionPath,
            Form(("handle", handle), ("decision", "deny")),
            Cancel
        );
        Assert.Equal(HttpStatusCode.SeeOther, denied.StatusCode);
        Assert.Equal($"{Redirect}?error=access_denied&state=some%20state", denied.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Terraform_itself_logs_in_and_then_plans()
    {
        var scene = await RemoteScene.MakeAsync(_remote);
        using var terraform = new CloudTerraform(
            _remote.Front,
            "",
            scene.Slug,
            "production",
            "resource \"terraform_data\" \"x\" {}"
        );
        // Without a browser to be found it says the address.
        using var login = terraform.Start("login", _remote.Front.Host);
        login.Answer("yes\n");
        await login.UntilAsync("code_challenge_method=S256");
        await login.UntilAsync("Terraform will now wait");
        var address = LoginAddress().Match(login.Said).Value;

        using var browser = Browser();
        var handle = Handle(await browser.GetStringAsync(address, Cancel));
        await SignInAsync(browser, scene.Person.Email, handle);
        using var allowed = await browser.PostAsync(
            RemoteSignInEndpoints.DecisionPath,
            Form(("handle", handle), ("decision", "allow")),
            Cancel
        );
        using var client = new HttpClient();
        (await client.GetAsync(allowed.Headers.Location, Cancel)).EnsureSuccessStatusCode();

        var (code, said) = await login.EndAsync();
        Assert.True(code is 0, said);
        Assert.Contains(
            "infrar_",
            await File.ReadAllTextAsync(terraform.CredentialsFile, Cancel),
            StringComparison.Ordinal
        );
        await terraform.RunAsync("init", "-input=false");
        Assert.Contains("1 to add", await terraform.RunAsync("plan", "-input=false"), StringComparison.Ordinal);
    }

    private HttpClient Browser()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        handler.SslOptions.CertificateChainPolicy = _remote.Front.Trusted();
        return new(handler) { BaseAddress = new($"https://{_remote.Front.Host}") };
    }

    private static Dictionary<string, string> Query() =>
        new(StringComparer.Ordinal)
        {
            ["client_id"] = RemoteSignIns.Client,
            ["response_type"] = "code",
            ["redirect_uri"] = Redirect,
            ["state"] = "some state",
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        };

    private static string Address(Dictionary<string, string> query) =>
        $"{RemoteSignInEndpoints.AuthorizePath}?{string.Join('&', query.Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value)}"))}";

    private static async Task<string> SignInAsync(HttpClient browser, string email, Dictionary<string, string> query)
    {
        var handle = Handle(await browser.GetStringAsync(Address(query), Cancel));
        await SignInAsync(browser, email, handle);
        return handle;
    }

    private static async Task SignInAsync(HttpClient browser, string email, string handle)
    {
        using var signedIn = await browser.PostAsync(
            RemoteSignInEndpoints.AuthorizePath,
            Form(("handle", handle), ("email", email), ("password", TestPlatform.Password)),
            Cancel
        );
        var html = await signedIn.Content.ReadAsStringAsync(Cancel);
        Assert.True(signedIn.StatusCode is HttpStatusCode.OK, html);
        Assert.Contains(email, html, StringComparison.Ordinal);
    }

    private static async Task<string> AllowAsync(HttpClient browser, string email, Dictionary<string, string> query)
    {
        var handle = await SignInAsync(browser, email, query);
        using var allowed = await browser.PostAsync(
            RemoteSignInEndpoints.DecisionPath,
            Form(("handle", handle), ("decision", "allow")),
            Cancel
        );
        Assert.Equal(HttpStatusCode.SeeOther, allowed.StatusCode);
        var parts = allowed.Headers.Location!.OriginalString.Split('?', '&');
        Assert.Equal([Redirect, "state=some%20state"], [parts[0], parts[2]]);
        // The question is asked once.
        using var again = await browser.PostAsync(
            RemoteSignInEndpoints.DecisionPath,
            Form(("handle", handle), ("decision", "allow")),
            Cancel
        );
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
        return parts[1]["code=".Length..];
    }

    private static Task<HttpResponseMessage> TradeAsync(
        HttpClient browser,
        string code,
        (string Field, string Value)? other = null
    )
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = RemoteSignIns.Client,
            ["code"] = code,
            ["code_verifier"] = Verifier,
            ["redirect_uri"] = Redirect,
        };
        if (other is var (field, value))
        {
            form[field] = value;
        }

        return browser.PostAsync(RemoteSignInEndpoints.TokenPath, new FormUrlEncodedContent(form), Cancel);
    }

    private static async Task<string> RefusedAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel)).Text("error");
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private static string Handle(string html) => HandleField().Match(html).Groups[1].Value;

    [GeneratedRegex("name=\"handle\" value=\"([^\"]+)\"")]
    private static partial Regex HandleField();

    [GeneratedRegex("https://\\S+/oauth/authorize\\?[^\\s']+")]
    private static partial Regex LoginAddress();
}
