using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Infrar.Platform.Tests.Servers;

/// <summary>GitHub's protocol of OAuth apps with PKCE, on loopback, as an Enterprise Server has it.</summary>
internal sealed class GitHubServer : IAsyncDisposable
{
    public const string ClientId = "Iv1.0123456789abcdef";
    public const string ClientSecret = "client-secret-of-the-tests";

    private readonly ConcurrentDictionary<string, Granted> _codes = new();
    private readonly ConcurrentDictionary<string, string> _tokens = new();
    private WebApplication? _app;

    /// <summary>Who has an account there, by login.</summary>
    public ConcurrentDictionary<string, PersonThere> People { get; } = new();

    public string Url => _app!.Urls.First();

    public string[] Settings =>
        [
            $"--Account:GitHub:ClientId={ClientId}",
            $"--Account:GitHub:ClientSecret={ClientSecret}",
            $"--Account:GitHub:BaseUrl={Url}",
        ];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/login/oauth/authorize", Authorize);
        _app.MapPost("/login/oauth/access_token", TradeAsync);
        _app.MapGet(
            "/api/v3/user",
            http =>
                Answer(
                    http,
                    p => new
                    {
                        id = p.Id,
                        login = p.Login,
                        name = p.Name,
                    }
                )
        );
        _app.MapGet(
            "/api/v3/user/emails",
            http =>
                Answer(
                    http,
                    p =>
                        new object[]
                        {
                            new
                            {
                                email = "else@example.com",
                                primary = false,
                                verified = true,
                                visibility = "private",
                            },
                            new
                            {
                                email = p.Email,
                                primary = true,
                                verified = p.IsVerified,
                                visibility = "public",
                            },
                        }
                )
        );
        await _app.StartAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    // Who is signed in there, the header says that the tests' browser sends.
    private IResult Authorize(HttpContext http)
    {
        var query = http.Request.Query;
        if (
            query["client_id"] != ClientId
            || query["code_challenge_method"] != "S256"
            || query["code_challenge"].ToString().Length is not 43
            || !query["scope"].ToString().Contains("user:email", StringComparison.Ordinal)
        )
        {
            return Results.BadRequest();
        }

        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10));
        _codes[code] = new(
            http.Request.Headers["X-Person"].ToString(),
            query["redirect_uri"].ToString(),
            query["code_challenge"].ToString()
        );
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={query["state"]}");
    }

    private async Task TradeAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var verifier = Encoding.ASCII.GetBytes(form["code_verifier"].ToString());
        if (
            form["client_id"] != ClientId
            || form["client_secret"] != ClientSecret
            || !_codes.TryRemove(form["code"].ToString(), out var granted)
            || granted.RedirectUri != form["redirect_uri"]
            || granted.Challenge != Base64UrlEncoder.Encode(SHA256.HashData(verifier))
        )
        {
            // As GitHub does: 200, and the error in the body.
            await http.Response.WriteAsJsonAsync(new { error = "bad_verification_code" });
            return;
        }

        var token = "gho_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(18));
        _tokens[token] = granted.Login;
        await http.Response.WriteAsJsonAsync(
            new
            {
                access_token = token,
                token_type = "bearer",
                scope = "read:user,user:email",
            }
        );
    }

    private Task Answer(HttpContext http, Func<PersonThere, object> answer)
    {
        var token = http.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);
        if (http.Request.Headers.UserAgent.Count is 0 || !_tokens.TryGetValue(token, out var login))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return http.Response.WriteAsJsonAsync(new { message = "Bad credentials" });
        }

        return http.Response.WriteAsJsonAsync(answer(People[login]));
    }

    private sealed record Granted(string Login, string RedirectUri, string Challenge);
}

/// <summary>A person with an account at GitHub.</summary>
internal sealed record PersonThere(long Id, string Login, string? Name, string Email, bool IsVerified = true);
