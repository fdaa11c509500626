using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Infrar.Platform.Tests.Servers;

/// <summary>What checks of credentials ask of nine providers, on loopback; it verifies what it is shown as they do.</summary>
/// <remarks>Refusals say back what was shown, as the worst provider might.</remarks>
internal sealed class ProviderServer : IAsyncDisposable
{
    public const string Account = "123456789012";
    public const string OwnKey = "AKIAPLATFORMPLATFORM";
    public const string OwnSecret = "platformplatformplatformplatformplatform";
    public const string GoogleAudience = "https://oauth2.googleapis.com/token";

    private readonly ConcurrentDictionary<string, string> _azureTokens = new();
    private readonly ConcurrentDictionary<string, string> _googleTokens = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler());
    private WebApplication? _app;

    /// <summary>Tokens that are good, by provider.</summary>
    public ConcurrentDictionary<string, string> Bearers { get; } = new();

    /// <summary>AWS keys that are good: id and secret.</summary>
    public ConcurrentDictionary<string, string> AwsKeys { get; } = new() { [OwnKey] = OwnSecret };

    /// <summary>Roles: ARN and the external id that they ask for; an empty one asks for none.</summary>
    public ConcurrentDictionary<string, string> Roles { get; } = new();

    /// <summary>Roles that trust an issuer: ARN, and issuer with a space and the subject.</summary>
    public ConcurrentDictionary<string, string> WebRoles { get; } = new();

    /// <summary>Azure: client id and secret.</summary>
    public ConcurrentDictionary<string, string> AzureClients { get; } = new();

    /// <summary>Google: service account and its public key.</summary>
    public ConcurrentDictionary<string, RSA> GoogleAccounts { get; } = new();

    public string Url => _app!.Urls.First();

    /// <summary>The platform's settings to ask here.</summary>
    public IEnumerable<string> Settings => Names.Select(name => $"--Credentials:Endpoints:{name}={Url}/{name}");

    private static string[] Names =>
        [
            "aws-sts",
            "azure-login",
            "azure-management",
            "google-login",
            "google-projects",
            "cloudflare",
            "vercel",
            "digitalocean",
            "hetzner",
        ];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        Bearer(
            "cloudflare",
            "/cloudflare/user/tokens/verify",
            new { success = true, result = new { status = "active" } }
        );
        Bearer("vercel", "/vercel/v2/user", new { user = new { username = "ada" } });
        Bearer("digitalocean", "/digitalocean/v2/account", new { account = new { status = "active" } });
        Bearer("hetzner", "/hetzner/v1/locations", new { locations = Array.Empty<string>() });
        _app.MapPost("/azure-login/{tenant}/oauth2/v2.0/token", AzureTokenAsync);
        _app.MapGet("/azure-management/subscriptions/{id}", AzureSubscription);
        _app.MapPost("/google-login/token", (Delegate)GoogleTokenAsync);
        _app.MapGet("/google-projects/v1/projects/{id}", (Delegate)GoogleProject);
        _app.MapPost("/aws-sts/", (Delegate)StsAsync);
        await _app.StartAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private void Bearer(string provider, string path, object good) =>
        _app!.MapGet(
            path,
            (HttpContext http) =>
                Shown(http) is { } token && Bearers.TryGetValue(token, out var of) && of == provider
                    ? Results.Json(good)
                    : Results.Json(
                        new { error = $"{http.Request.Headers.Authorization} is not known" },
                        statusCode: 401
                    )
        );

    private async Task<IResult> AzureTokenAsync(string tenant, HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var secret = form["client_secret"].ToString();
        if (
            form["grant_type"] != "client_credentials"
            || form["scope"] != "https://management.azure.com/.default"
            || AzureClients.GetValueOrDefault(form["client_id"].ToString()) != secret
        )
        {
            return Results.Json(
                new { error = "invalid_client", error_description = $"{secret} of {tenant} is not right" },
                statusCode: 401
            );
        }

        var token = NewToken();
        _azureTokens[token] = form["client_id"].ToString();
        return Results.Json(new { access_token = token });
    }

    private IResult AzureSubscription(string id, HttpContext http) =>
        Shown(http) is { } token && _azureTokens.ContainsKey(token) && http.Request.Query.ContainsKey("api-version")
            ? Results.Json(new { subscriptionId = id })
            : Results.StatusCode(403);

    private async Task<IResult> GoogleTokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var assertion = form["assertion"].ToString();
        var account = new JsonWebToken(assertion).Issuer;
        if (
            form["grant_type"] != "urn:ietf:params:oauth:grant-type:jwt-bearer"
            || !GoogleAccounts.TryGetValue(account, out var key)
            || !(
                await new JsonWebTokenHandler().ValidateTokenAsync(
                    assertion,
                    new()
                    {
                        ValidIssuer = account,
                        ValidAudience = GoogleAudience,
                        IssuerSigningKey = new RsaSecurityKey(key),
                        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
                    }
                )
            ).IsValid
        )
        {
            return Results.Json(new { error = "invalid_grant", error_description = assertion }, statusCode: 400);
        }

        var token = NewToken();
        _googleTokens[token] = account;
        return Results.Json(new { access_token = token });
    }

    private IResult GoogleProject(string id, HttpContext http) =>
        Shown(http) is { } token && _googleTokens.TryGetValue(token, out var account)
            ? account.Contains($"@{id}.", StringComparison.Ordinal)
                ? Results.Json(new { projectId = id })
                : Results.StatusCode(404)
            : Results.StatusCode(401);

    private async Task<IResult> StsAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var form = System.Web.HttpUtility.ParseQueryString(System.Text.Encoding.UTF8.GetString(body.ToArray()));
        if (form["Action"] is "AssumeRoleWithWebIdentity")
        {
            return await IsTrustedAsync(form["RoleArn"]!, form["WebIdentityToken"]!)
                ? Assumed(form["RoleArn"]!, form["RoleSessionName"]!)
                : Refused("AccessDenied", form["WebIdentityToken"]!);
        }

        var authorization = http.Request.Headers.Authorization.ToString();
        var id = authorization.Split("Credential=")[^1].Split('/')[0];
        if (!AwsKeys.TryGetValue(id, out var secret))
        {
            return Refused("InvalidClientTokenId", id);
        }

        if (!SignatureCheck.Holds(http.Request, body.ToArray(), id, secret, "sts"))
        {
            return Refused("SignatureDoesNotMatch", id);
        }

        return form["Action"] switch
        {
            "GetCallerIdentity" => Xml($"<Arn>arn:aws:iam::{Account}:user/{id}</Arn>"),
            "AssumeRole" when id == OwnKey && Roles.TryGetValue(form["RoleArn"]!, out var asked) => asked.Length is 0
            || asked == form["ExternalId"]
                ? Assumed(form["RoleArn"]!, form["RoleSessionName"]!)
                : Refused("AccessDenied", form["ExternalId"] ?? ""),
            _ => Refused("AccessDenied", form["ExternalId"] ?? ""),
        };
    }

    // As AWS does: it fetches the issuer's keys from the issuer's own address.
    private async Task<bool> IsTrustedAsync(string role, string token)
    {
        if (!WebRoles.TryGetValue(role, out var trusted) || trusted.Split(' ') is not [var issuer, var subject])
        {
            return false;
        }

        var about = await _client.GetFromJsonAsync<JsonElement>($"{issuer}/.well-known/openid-configuration");
        var keys = await _client.GetStringAsync(about.GetProperty("jwks_uri").GetString());
        var read = await new JsonWebTokenHandler().ValidateTokenAsync(
            token,
            new()
            {
                ValidIssuer = issuer,
                ValidAudience = "sts.amazonaws.com",
                IssuerSigningKeys = new JsonWebKeySet(keys).GetSigningKeys(),
            }
        );
        return read.IsValid && (string)read.Claims["sub"] == subject;
    }

    private static IResult Assumed(string role, string session) =>
        Xml(
            $"<AssumedRoleUser><Arn>{role.Replace(":iam:", ":sts:", StringComparison.Ordinal)}/{session}</Arn></AssumedRoleUser>"
                + "<Credentials><AccessKeyId>ASIALENTLENTLENTLENT</AccessKeyId>"
                + $"<SecretAccessKey>lent-to/{session}</SecretAccessKey><SessionToken>token+of/{role[^12..]}==</SessionToken></Credentials>"
        );

    private static IResult Refused(string code, string shown) =>
        Results.Content(
            $"<ErrorResponse><Error><Code>{code}</Code><Message>{shown}</Message></Error></ErrorResponse>",
            "text/xml",
            statusCode: 403
        );

    private static IResult Xml(string inner) =>
        Results.Content($"<R xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">{inner}</R>", "text/xml");

    private static string? Shown(HttpContext http) =>
        http.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var token]
            ? token
            : null;

    private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
