using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Infrar.Platform.Access;
using Infrar.Platform.Administration;
using Infrar.Platform.Hosting;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Account;

/// <summary>Signing in, staying signed in, signing out.</summary>
internal static class SessionEndpoints
{
    private const string Cookie = "infrar_refresh";
    private const string CookiePath = "/api/v1/sessions";

    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup("/api/v1/sessions").WithTags("Sessions");
        sessions
            .MapPost("", SignInAsync)
            .Allow(AccessRule.Everyone)
            .AlsoDuringMaintenance()
            .WithName("SignIn")
            .WithSummary("Signs in: an access token for ten minutes and a refresh token for the next.");
        sessions
            .MapPost("/passkey/options", BeginPasskeyAsync)
            .Allow(AccessRule.Everyone)
            .AlsoDuringMaintenance()
            .WithName("BeginPasskeySignIn")
            .WithSummary("What navigator.credentials.get takes, to sign in or as a second factor.")
            .WithDescription("The same for everybody, so it tells of no account. Good for five minutes, once.");
        sessions
            .MapPost("/passkey", SignInWithPasskeyAsync)
            .Allow(AccessRule.Everyone)
            .AlsoDuringMaintenance()
            .WithName("SignInWithPasskey")
            .WithSummary("Signs in with a passkey alone.")
            .WithDescription("The device has asked who is before it, so no second factor is asked for.");
        sessions
            .MapPost("/renew", RenewAsync)
            .Allow(AccessRule.Everyone)
            .AlsoDuringMaintenance()
            .WithName("RenewSession")
            .WithSummary("Trades a refresh token for a new pair. Each is good once; a second use ends the session.");
        sessions
            .MapGet("", ListAsync)
            .Allow(AccessRule.Account(Scope.AccountRead))
            .WithName("ListSessions")
            .WithSummary("Lists your sessions.");
        sessions
            .MapDelete("/current", SignOutAsync)
            .Allow(AccessRule.Account())
            .AlsoDuringMaintenance()
            .WithName("SignOut")
            .WithSummary("Ends the session that asks.");
        sessions
            .MapDelete("/{session}", EndAsync)
            .Allow(AccessRule.Account())
            .AlsoDuringMaintenance()
            .WithName("EndSession")
            .WithSummary("Ends one of your sessions.");
        sessions
            .MapDelete("", SignOutEverywhereAsync)
            .Allow(AccessRule.Account())
            .AlsoDuringMaintenance()
            .WithName("SignOutEverywhere")
            .WithSummary("Ends all your sessions.");
        routes
            .MapGet("/.well-known/openid-configuration", Discover)
            .Allow(AccessRule.Everyone)
            .WithTags("Sessions")
            .WithName("DiscoverIssuer")
            .WithSummary("What a provider reads that is to trust this installation (OpenID Connect).")
            .WithDescription("For roles by web identity; nobody signs in with it.");
        routes
            .MapGet("/.well-known/jwks.json", KeysAsync)
            .Allow(AccessRule.Everyone)
            .WithTags("Sessions")
            .WithName("ListSigningKeys")
            .WithSummary("The public keys that access tokens are signed with.");
    }

    private static async Task<Results<Ok<SessionTokens>, ProblemHttpResult>> SignInAsync(
        SignInRequest request,
        SignIns signIns,
        IOptions<ServerOptions> server,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var result = await signIns.SignInAsync(
            request,
            http.Anonymous(),
            http.Request.Headers.UserAgent.ToString(),
            cancellationToken
        );
        return result.Succeeded(out var signedIn, out var problem)
            ? TypedResults.Ok(Tokens(signedIn, http, request.Cookie, server.Value))
            : problem.ToHttp();
    }

    private static async Task<Ok<PasskeyOptions>> BeginPasskeyAsync(
        Passkeys passkeys,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new PasskeyOptions(await passkeys.BeginProvingAsync(cancellationToken)));
    }

    private static async Task<Results<Ok<SessionTokens>, ProblemHttpResult>> SignInWithPasskeyAsync(
        PasskeySignInRequest request,
        SignIns signIns,
        IOptions<ServerOptions> server,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var result = await signIns.SignInAsync(
            request.Credential,
            http.Anonymous(),
            http.Request.Headers.UserAgent.ToString(),
            cancellationToken
        );
        return result.Succeeded(out var signedIn, out var problem)
            ? TypedResults.Ok(Tokens(signedIn, http, request.Cookie, server.Value))
            : problem.ToHttp();
    }

    private static async Task<Results<Ok<SessionTokens>, ProblemHttpResult>> RenewAsync(
        RenewRequest request,
        SignIns signIns,
        IOptions<ServerOptions> server,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var token = request.RefreshToken;
        var byCookie = token is null && http.Request.Cookies.TryGetValue(Cookie, out token);
        if (byCookie && !http.Request.Headers.ContainsKey("X-Infrar-Client"))
        {
            return AccountProblems.ClientHeaderNeeded().ToHttp();
        }

        if (byCookie && !IsOurs(http.Request, server.Value))
        {
            return AccountProblems.ForeignOrigin(server.Value.PublicUrl).ToHttp();
        }

        if (token is null)
        {
            return AccountProblems.SessionEnded().ToHttp();
        }

        var result = await signIns.RenewAsync(token, http.Anonymous(), cancellationToken);
        return result.Succeeded(out var signedIn, out var problem)
            ? TypedResults.Ok(Tokens(signedIn, http, byCookie, server.Value))
            : problem.ToHttp();
    }

    // Browsers say which page asks. Behind a proxy the host may be another one than people type, so the public address counts too.
    private static bool IsOurs(HttpRequest request, ServerOptions server) =>
        request.Headers.Origin.ToString() is "" or null
        || (
            Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
            && (
                origin.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)
                || origin.Authority.Equals(new Uri(server.PublicUrl).Authority, StringComparison.OrdinalIgnoreCase)
            )
        );

    private static async Task<Ok<Page<SessionResponse>>> ListAsync(
        Caller caller,
        [AsParameters] PageRequest page,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var before = page.Before<Session>();
        var rows = await records
            .Set<Session>()
            .Where(s => s.UserId == caller.UserId && s.EndedAt == null)
            .Where(s => s.Id < before)
            .OrderByDescending(s => s.Id)
            .Take(page.Size + 1)
            .Select(s => new SessionResponse(
                s.Id,
                s.CreatedAt,
                s.LastUsedAt,
                s.Method,
                s.Address,
                s.Agent,
                s.Id == caller.SessionId
            ))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(Page<SessionResponse>.Of(rows, page.Size, s => s.Id.Value));
    }

    private static async Task<NoContent> SignOutAsync(
        Caller caller,
        SessionEnds ends,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (caller.SessionId is { } session)
        {
            await ends.EndAsync(caller, session, caller.Origin(http), cancellationToken);
        }

        http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = CookiePath });
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(
        Id<Session> session,
        Caller caller,
        SessionEnds ends,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        await ends.EndAsync(caller, session, caller.Origin(http), cancellationToken)
            ? TypedResults.NoContent()
            : AccountProblems.NoSuchSession().ToHttp();

    private static async Task<NoContent> SignOutEverywhereAsync(
        Caller caller,
        SessionEnds ends,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        await ends.EndAllAsync(caller.UserId, except: null, caller.Origin(http), cancellationToken);
        http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = CookiePath });
        return TypedResults.NoContent();
    }

    private static async Task<Ok<KeySetResponse>> KeysAsync(SigningKeys keys, CancellationToken cancellationToken) =>
        TypedResults.Ok(
            new KeySetResponse([
                .. (await keys.PublishedAsync(cancellationToken)).Select(k => new KeyResponse(
                    k.Kty,
                    k.Crv,
                    k.Use,
                    k.Alg,
                    k.Kid,
                    k.X,
                    k.Y
                )),
            ])
        );

    private static Ok<DiscoveryResponse> Discover(IOptions<ServerOptions> server)
    {
        var issuer = server.Value.PublicUrl;
        return TypedResults.Ok(
            new DiscoveryResponse(
                issuer,
                $"{issuer.TrimEnd('/')}/.well-known/jwks.json",
                ["id_token"],
                ["public"],
                ["ES256"],
                ["sub", "aud", "exp", "iat", "iss"]
            )
        );
    }

    /// <summary>The answer of a sign-in, its refresh token as a cookie or in the body.</summary>
    internal static SessionTokens Tokens(SignedIn signedIn, HttpContext http, bool asCookie, ServerOptions server)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (asCookie)
        {
            http.Response.Cookies.Append(
                Cookie,
                signedIn.RefreshToken,
                new CookieOptions
                {
                    HttpOnly = true,
                    Secure = server.PublicUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase),
                    SameSite = SameSiteMode.Strict,
                    Path = CookiePath,
                    MaxAge = Session.IdleLife,
                }
            );
        }

        return new(
            signedIn.AccessToken,
            (int)AccessTokens.Life.TotalSeconds,
            asCookie ? null : signedIn.RefreshToken,
            signedIn.Session.Id,
            signedIn.Session.UserId
        );
    }
}

/// <summary>The published keys, as RFC 7517 writes them.</summary>
[ApiExample(
    """
        {"keys": [{"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "k1", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}
        """
)]
internal sealed record KeySetResponse(ImmutableArray<KeyResponse> Keys);

/// <summary>One public key.</summary>
internal sealed record KeyResponse(string Kty, string Crv, string Use, string Alg, string Kid, string X, string Y);

/// <summary>Who issues tokens here and with which keys, as OpenID Connect Discovery writes it.</summary>
[ApiExample(
    """
        {"issuer": "https://infrar.example.com", "jwks_uri": "https://infrar.example.com/.well-known/jwks.json", "response_types_supported": ["id_token"], "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["ES256"], "claims_supported": ["sub", "aud", "exp", "iat", "iss"]}
        """
)]
internal sealed record DiscoveryResponse(
    string Issuer,
    [property: JsonPropertyName("jwks_uri")] string JwksUri,
    [property: JsonPropertyName("response_types_supported")] ImmutableArray<string> ResponseTypes,
    [property: JsonPropertyName("subject_types_supported")] ImmutableArray<string> SubjectTypes,
    [property: JsonPropertyName("id_token_signing_alg_values_supported")] ImmutableArray<string> Algorithms,
    [property: JsonPropertyName("claims_supported")] ImmutableArray<string> Claims
);
