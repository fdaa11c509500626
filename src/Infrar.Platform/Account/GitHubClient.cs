using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Infrar.Core;
using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Net;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Infrar.Platform.Account;

/// <summary>GitHub's side of signing in: the authorization code grant with PKCE, and who the code is of.</summary>
internal sealed class GitHubClient(
    IHttpClientFactory clients,
    IOptions<AccountOptions> account,
    IOptions<ServerOptions> server
)
{
    private GitHubOptions GitHub => account.Value.GitHub;

    private string Callback => $"{server.Value.PublicUrl.TrimEnd('/')}/api/v1/github/callback";

    /// <summary>Where the browser goes.</summary>
    public string AuthorizeUrl(string state, string verifier)
    {
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        var query = QueryString.Create(
            new Dictionary<string, string?>
            {
                ["client_id"] = GitHub.ClientId,
                ["redirect_uri"] = Callback,
                ["scope"] = "read:user user:email",
                ["state"] = state,
                ["code_challenge"] = challenge,
                ["code_challenge_method"] = "S256",
            }
        );
        return $"{GitHub.BaseUrl.TrimEnd('/')}/login/oauth/authorize{query}";
    }

    /// <summary>Trades the code and asks who it is of; the token that this takes is used for nothing else and kept nowhere.</summary>
    /// <returns>The person; <c>ACC034</c> when GitHub refuses, <c>ACC035</c> when it does not answer as it should.</returns>
    public async Task<Result<GitHubPerson>> PersonAsync(
        string code,
        string verifier,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var client = clients.CreateClient(NetworkRegistration.Outside);
            using var trade = new HttpRequestMessage(
                HttpMethod.Post,
                $"{GitHub.BaseUrl.TrimEnd('/')}/login/oauth/access_token"
            )
            {
                Content = new FormUrlEncodedContent(
                    new Dictionary<string, string>
                    {
                        ["client_id"] = GitHub.ClientId!,
                        ["client_secret"] = GitHub.Secret,
                        ["code"] = code,
                        ["redirect_uri"] = Callback,
                        ["code_verifier"] = verifier,
                    }
                ),
            };
            trade.Headers.Accept.Add(new("application/json"));
            using var traded = await SendAsync(client, trade, null, cancellationToken);
            // GitHub answers 200 with an error in the body.
            if (traded?.RootElement.TryGetProperty("access_token", out var issued) is not true)
            {
                return GitHubProblems.Refused();
            }

            var token = issued.GetString();
            using var user = await GetAsync(client, "/user", token, cancellationToken);
            using var emails = await GetAsync(client, "/user/emails", token, cancellationToken);
            return user is null || emails is null
                ? GitHubProblems.Refused()
                : Read(user.RootElement, emails.RootElement);
        }
        catch (Exception fault) when (IsOfTheLine(fault) && !cancellationToken.IsCancellationRequested)
        {
            return GitHubProblems.Unreachable();
        }
    }

    private static bool IsOfTheLine(Exception fault) =>
        fault
            is HttpRequestException
                or OperationCanceledException
                or JsonException
                or KeyNotFoundException
                or InvalidOperationException
                or FormatException
                or IOException;

    private static GitHubPerson Read(JsonElement user, JsonElement emails)
    {
        var primary = emails
            .EnumerateArray()
            .Where(e => e.GetProperty("primary").GetBoolean() && e.GetProperty("verified").GetBoolean())
            .Select(e => e.GetProperty("email").GetString())
            .FirstOrDefault();
        var name = user.TryGetProperty("name", out var stated) ? stated.GetString() : null;
        var login = user.GetProperty("login").GetString() ?? "";
        return new(
            user.GetProperty("id").GetInt64(),
            login.Length <= 100 ? login : login[..100],
            name,
            primary is not null && EmailAddress.TryParse(primary, out var email) ? email : null
        );
    }

    private Task<JsonDocument?> GetAsync(
        HttpClient client,
        string path,
        string? token,
        CancellationToken cancellationToken
    ) => SendAsync(client, new(HttpMethod.Get, GitHub.ApiUrl + path), token, cancellationToken);

    private static async Task<JsonDocument?> SendAsync(
        HttpClient client,
        HttpRequestMessage request,
        string? token,
        CancellationToken cancellationToken
    )
    {
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("infrar", null));
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
            request.Headers.Accept.Add(new("application/vnd.github+json"));
        }

        using var response = await client.SendAsync(request, cancellationToken);
        if ((int)response.StatusCode >= 500)
        {
            throw new HttpRequestException("GitHub is not well.", null, response.StatusCode);
        }

        return response.IsSuccessStatusCode
            ? await JsonDocument.ParseAsync(
                await response.Content.ReadAsStreamAsync(cancellationToken),
                default,
                cancellationToken
            )
            : null;
    }
}

/// <summary>A person at GitHub.</summary>
/// <param name="Id">GitHub's number, which never changes hands.</param>
/// <param name="Login">The name to sign in with there; it may change hands.</param>
/// <param name="Name">What the person is called; null when they do not say.</param>
/// <param name="Email">The primary address, if GitHub has verified it.</param>
internal sealed record GitHubPerson(long Id, string Login, string? Name, string? Email);

/// <summary>Refusals around signing in with GitHub.</summary>
internal static class GitHubProblems
{
    public static Problem Off() =>
        new(
            "ACC033",
            ProblemKind.Conflict,
            "Nobody signs in with GitHub here",
            "An administrator can configure it with Account:GitHub:ClientId."
        );

    public static Problem Refused() =>
        new(
            "ACC034",
            ProblemKind.Conflict,
            "The sign-in with GitHub did not come to its end",
            "It was begun in another browser or more than ten minutes ago, was used, or GitHub refused it. Begin again."
        );

    public static Problem Unreachable() =>
        new("ACC035", ProblemKind.Unavailable, "GitHub does not answer as it should", "Try again in a while.");

    public static Problem AddressTaken() =>
        new(
            "ACC036",
            ProblemKind.Conflict,
            "There is an account of this address that GitHub is not linked to",
            "Sign in to it in your usual way, and link GitHub in the account."
        );

    public static Problem NoAddress() =>
        new(
            "ACC037",
            ProblemKind.Invalid,
            "GitHub names no address of yours that it has verified",
            "Verify your primary e-mail address at GitHub, and begin again."
        );

    public static Problem LinkTaken() =>
        new(
            "ACC038",
            ProblemKind.Conflict,
            "There is such a link already",
            "This account is linked, or the person at GitHub is linked to another account. Unlink first."
        );

    public static Problem NoLink() =>
        new(
            "ACC039",
            ProblemKind.NotFound,
            "The account is not linked to GitHub",
            "POST /api/v1/account/github/begin begins a link."
        );
}
