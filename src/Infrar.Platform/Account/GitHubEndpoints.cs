using System.Text.Json;
using Infrar.Platform.Access;
using Infrar.Platform.Administration;
using Infrar.Platform.Audit;
using Infrar.Platform.Hosting;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Account;

/// <summary>Signing in with GitHub, from a browser.</summary>
internal static class GitHubEndpoints
{
    private const string Cookie = "infrar_github";
    private const string CookiePath = "/api/v1";

    public static void MapGitHub(this IEndpointRouteBuilder routes)
    {
        var gitHub = routes.MapGroup("/api/v1").WithTags("GitHub");
        gitHub
            .MapPost("/sessions/github/begin", BeginAsync)
            .Allow(AccessRule.Everyone)
            .AlsoDuringMaintenance()
            .WithName("BeginGitHubSignIn")
            .WithSummary("Begins a sign-in with GitHub: where the browser goes.")
            .WithDescription("GitHub sends the browser back, which ends at '/?github=continue' or '/?github=refused'.");
        gitHub
            .MapGet("/github/callback", ReturnAsync)
            .Allow(AccessRule.Everyone)
            .AlsoDuringMaintenance()
            .WithName("ReturnFromGitHub")
            .WithSummary("Where GitHub sends the browser back to.")
            .WithDescription("Nobody else calls it.");
        gitHub
            .MapPost("/sessions/github", SignInAsync)
            .Allow(AccessRule.Everyone)
            .AlsoDuringMaintenance()
            .WithName("SignInWithGitHub")
            .WithSummary("Signs in after '/?github=continue'; makes an account where registration allows it.")
            .WithDescription("The account's second factor is asked for as after a password.");
        gitHub
            .MapPost("/account/github/begin", BeginLinkAsync)
            .Allow(AccessRule.Account())
            .WithName("BeginGitHubLink")
            .WithSummary("Begins to link your account to GitHub.")
            .WithDescription("Asks for the password again.");
        gitHub
            .MapPost("/account/github", LinkAsync)
            .Allow(AccessRule.Account())
            .WithName("LinkGitHub")
            .WithSummary("Links your account after '/?github=continue'.")
            .WithDescription("In the browser and the account that began. A security notice goes out by mail.");
        gitHub
            .MapGet("/account/github", ReadAsync)
            .Allow(AccessRule.Account(Scope.AccountRead))
            .WithName("ReadGitHubLink")
            .WithSummary("Whom at GitHub your account is linked to.")
            .WithDescription("The login is that of the last sign-in.");
        gitHub
            .MapDelete("/account/github", UnlinkAsync)
            .Allow(AccessRule.Account())
            .WithName("UnlinkGitHub")
            .WithSummary("Unlinks your account from GitHub; the last way to sign in stays.")
            .WithDescription("Sessions that GitHub began go on.");
    }

    private static async Task<Results<Ok<GitHubBegun>, ProblemHttpResult>> BeginAsync(
        GitHubSignIns signIns,
        IOptions<AccountOptions> account,
        IOptions<ServerOptions> server,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        account.Value.GitHub.IsOn
            ? TypedResults.Ok(await SendOffAsync(signIns, null, server.Value, http, cancellationToken))
            : GitHubProblems.Off().ToHttp();

    private static async Task<Results<Ok<GitHubBegun>, ProblemHttpResult>> BeginLinkAsync(
        PasswordRequest request,
        Caller caller,
        PlatformContext records,
        FreshProof proof,
        GitHubSignIns signIns,
        IOptions<AccountOptions> account,
        IOptions<ServerOptions> server,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!account.Value.GitHub.IsOn)
        {
            return GitHubProblems.Off().ToHttp();
        }

        var user = await records.Users.FirstAsync(u => u.Id == caller.UserId, cancellationToken);
        return await proof.RefusalAsync(user, request.Password, caller, cancellationToken) is { } problem
            ? problem.ToHttp()
            : TypedResults.Ok(await SendOffAsync(signIns, user.Id, server.Value, http, cancellationToken));
    }

    private static async Task<RedirectHttpResult> ReturnAsync(
        string? code,
        string? state,
        GitHubSignIns signIns,
        IOptions<ServerOptions> server,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var isGood = await signIns.ReturnAsync(code, state, http.Request.Cookies[Cookie], cancellationToken);
        var home = server.Value.PublicUrl.TrimEnd('/');
        return TypedResults.Redirect($"{home}/?github={(isGood ? "continue" : "refused")}");
    }

    private static async Task<Results<Ok<SessionTokens>, ProblemHttpResult>> SignInAsync(
        GitHubSignInRequest request,
        GitHubSignIns signIns,
        IOptions<ServerOptions> server,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var result = await signIns.SignInAsync(
            http.Request.Cookies[Cookie],
            request,
            http.Anonymous(),
            http.Request.Headers.UserAgent.ToString(),
            cancellationToken
        );
        if (!result.Succeeded(out var signedIn, out var problem))
        {
            return problem.ToHttp();
        }

        http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = CookiePath });
        return TypedResults.Ok(SessionEndpoints.Tokens(signedIn, http, request.Cookie, server.Value));
    }

    private static async Task<Results<Created<GitHubLinkResponse>, ProblemHttpResult>> LinkAsync(
        Caller caller,
        GitHubSignIns signIns,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var result = await signIns.LinkAsync(
            http.Request.Cookies[Cookie],
            caller,
            caller.Origin(http),
            cancellationToken
        );
        return result.Succeeded(out var link, out var problem)
            ? TypedResults.Created("/api/v1/account/github", new GitHubLinkResponse(link.Login, link.LinkedAt))
            : problem.ToHttp();
    }

    private static async Task<Results<Ok<GitHubLinkResponse>, ProblemHttpResult>> ReadAsync(
        Caller caller,
        PlatformContext records,
        CancellationToken cancellationToken
    ) =>
        await FindAsync(caller, records, cancellationToken) is { } link
            ? TypedResults.Ok(new GitHubLinkResponse(link.Login, link.LinkedAt))
            : GitHubProblems.NoLink().ToHttp();

    private static async Task<Results<NoContent, ProblemHttpResult>> UnlinkAsync(
        Caller caller,
        PlatformContext records,
        WaysIn ways,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await ways.BeginAsync(caller.UserId, cancellationToken);
        if (await FindAsync(caller, records, cancellationToken) is not { } link)
        {
            return GitHubProblems.NoLink().ToHttp();
        }

        if (await ways.RefusalWithoutAsync(caller.UserId, link, cancellationToken) is { } problem)
        {
            return problem.ToHttp();
        }

        records.Remove(link);
        await audit.SaveAsync(
            caller.Origin(http),
            new("github.unlink", caller.UserId) { Detail = link.Login },
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static Task<GitHubLink?> FindAsync(
        Caller caller,
        PlatformContext records,
        CancellationToken cancellationToken
    ) => records.Set<GitHubLink>().FirstOrDefaultAsync(l => l.UserId == caller.UserId, cancellationToken);

    private static async Task<GitHubBegun> SendOffAsync(
        GitHubSignIns signIns,
        string? linkFor,
        ServerOptions server,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var (url, browser) = await signIns.BeginAsync(linkFor, cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Cookies.Append(
            Cookie,
            browser,
            new CookieOptions
            {
                HttpOnly = true,
                Secure = server.PublicUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase),
                // Comes along when GitHub sends the browser back, and with no form or script of another site.
                SameSite = SameSiteMode.Lax,
                Path = CookiePath,
                MaxAge = GitHubSignIns.Life,
            }
        );
        return new(url);
    }
}

/// <summary>Where the browser goes.</summary>
[ApiExample(
    """
        {"url": "https://github.com/login/oauth/authorize?client_id=Iv1.8a61f9b3a7aba766&state=o1dDgWb0b2Qm3tq6Yk6Zq2v9F0m7f8o3Yc5w1r4T7uE"}
        """
)]
internal sealed record GitHubBegun(string Url);

/// <summary>Signs in with what GitHub said.</summary>
/// <param name="Totp">Six digits of the authenticator, where the account has a second factor.</param>
/// <param name="RecoveryCode">One of the recovery codes in its place.</param>
/// <param name="Passkey">What a passkey of the account signed, in their place.</param>
/// <param name="Setup">The set-up secret; for the first account.</param>
/// <param name="Invitation">The secret of an invitation to the address that GitHub has verified.</param>
/// <param name="Cookie">The refresh token comes as a cookie that scripts cannot read, unless false.</param>
[ApiExample(
    """
        {"totp": "492039"}
        """
)]
internal sealed record GitHubSignInRequest(
    string? Totp = null,
    string? RecoveryCode = null,
    JsonElement? Passkey = null,
    string? Setup = null,
    string? Invitation = null,
    bool Cookie = true
);

/// <summary>Whom at GitHub an account is linked to.</summary>
[ApiExample(
    """
        {"login": "ada", "linkedAt": "2026-11-27T09:30:00+00:00"}
        """
)]
internal sealed record GitHubLinkResponse(string Login, DateTimeOffset LinkedAt);
