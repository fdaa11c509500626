using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Account;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Cache;
using Infrar.Platform.Parts.Database;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Remote.SignIn;

/// <summary>How <c>terraform login</c> gets a token: OAuth 2.0 with an authorization code and PKCE (RFC 6749, RFC 7636, RFC 8252).</summary>
/// <remarks>
/// 1. The client sends its user's browser here; what it asks for is kept under a handle that the page and a cookie of the browser share.
/// 2. The user signs in. 3. The user allows; the browser takes a code back, good once and for a minute. 4. The client trades the code
/// for a token with the secret that only it has. A code that comes twice takes back the token that it gave.
/// </remarks>
internal sealed class RemoteSignIns(
    PlatformContext records,
    ISharedState state,
    SignIns signIns,
    SessionEnds sessions,
    BearerTokens bearer,
    AuditLog audit,
    TimeProvider time
)
{
    /// <summary>What Terraform's client is called.</summary>
    public const string Client = "terraform-cli";

    /// <summary>The first port that the client may listen on.</summary>
    public const int FirstPort = 10000;

    /// <summary>The last port that the client may listen on.</summary>
    public const int LastPort = 10010;

    /// <summary>How long a token lives; whoever has one signs in again then.</summary>
    public const int TokenDays = 90;

    /// <summary>What a token may be used for: what Terraform does.</summary>
    public static readonly string[] Scopes =
    [
        Scope.RunsRead,
        Scope.RunsWrite,
        Scope.StateRead,
        Scope.StateUnlock,
        Scope.StateWrite,
    ];

    private static readonly TimeSpan PageLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(1);

    /// <summary>Keeps what a client asks for.</summary>
    /// <returns>The handle that the page carries and the secret that the cookie does.</returns>
    public async Task<(string Handle, string Secret)> BeginAsync(
        AuthorizationRequest asked,
        CancellationToken cancellationToken
    )
    {
        var (handle, secret) = (OpaqueToken.New(), OpaqueToken.New());
        await KeepAsync(handle, new(asked, OpaqueToken.Hash(secret), null, null), cancellationToken);
        return (handle, secret);
    }

    /// <summary>What is kept under a handle, for the browser that it was given to; null for any other, and when it has run out.</summary>
    public async Task<PendingSignIn?> FindAsync(string? handle, string? secret, CancellationToken cancellationToken) =>
        handle is { Length: > 0 and <= 100 } && secret is { Length: > 0 and <= 100 }
            ? Owned(await state.GetAsync(Key(handle), cancellationToken), secret)
            : null;

    /// <summary>Signs the user in.</summary>
    /// <returns>Who it is; <c>ACC012</c>, <c>ACC013</c> or <c>ACC014</c>.</returns>
    public async Task<Result<PendingSignIn>> SignInAsync(
        string handle,
        PendingSignIn pending,
        SignInRequest request,
        AuditOrigin origin,
        string agent,
        CancellationToken cancellationToken
    )
    {
        var result = await signIns.SignInAsync(request, origin, agent, cancellationToken);
        if (!result.Succeeded(out var signedIn, out var problem))
        {
            return problem;
        }

        var known = pending with { UserId = signedIn.Session.UserId, SessionId = signedIn.Session.Id.Value };
        await KeepAsync(handle, known, cancellationToken);
        return known;
    }

    /// <summary>Takes the user's answer; it is asked for once.</summary>
    /// <returns>Where the browser goes; null when there was nothing to answer.</returns>
    public async Task<string?> DecideAsync(
        string handle,
        string? secret,
        bool isAllowed,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        if (
            await FindAsync(handle, secret, cancellationToken) is null
            || Owned(await state.TakeAsync(Key(handle), cancellationToken), secret!)
                is not { UserId: { } user, SessionId: { } session } pending
        )
        {
            return null;
        }

        // The session was for this one page.
        var caller = new Caller(user, new(session), null, []);
        await sessions.EndAsync(caller, new(session), origin with { Actor = user, Via = session }, cancellationToken);
        var asked = pending.Asked;
        var answer = $"error=access_denied&state={Uri.EscapeDataString(asked.State)}";
        if (isAllowed)
        {
            var code = OpaqueToken.New();
            await state.SetAsync(
                CodeKey(code),
                JsonSerializer.Serialize(new GivenCode(user, asked.Challenge, asked.RedirectUri)),
                CodeLife,
                cancellationToken
            );
            answer = $"code={code}&state={Uri.EscapeDataString(asked.State)}";
        }

        return $"{asked.RedirectUri}?{answer}";
    }

    /// <summary>Trades a code for a token.</summary>
    /// <returns>The token; null when code, secret and address do not belong together.</returns>
    public async Task<string?> TradeAsync(
        string code,
        string verifier,
        string redirectUri,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        if (await state.TakeAsync(CodeKey(code), cancellationToken) is not { } kept)
        {
            await TakeBackAsync(code, origin, cancellationToken);
            return null;
        }

        var given = JsonSerializer.Deserialize<GivenCode>(kept)!;
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        var isRight =
            CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(challenge),
                Encoding.ASCII.GetBytes(given.Challenge)
            )
            && redirectUri == given.RedirectUri;
        if (
            !isRight
            || !await records.Users.AnyAsync(u => u.Id == given.UserId && u.SuspendedAt == null, cancellationToken)
        )
        {
            return null;
        }

        var secret = OpaqueToken.NewApiToken();
        var token = ApiToken.Create(
            given.UserId,
            "terraform login",
            OpaqueToken.Hash(secret),
            Scopes,
            time.GetUtcNow().AddDays(TokenDays),
            time
        );
        records.Add(token);
        await audit.SaveAsync(
            origin with
            {
                Actor = given.UserId,
            },
            new("token.create", token.Id.Value) { Detail = $"terraform login: {token.Scopes}" },
            cancellationToken
        );
        await state.SetAsync(TradedKey(code), token.Id.Value, PageLife, cancellationToken);
        return secret;
    }

    // Somebody else had the code as well, so who of the two got the token is not known.
    private async Task TakeBackAsync(string code, AuditOrigin origin, CancellationToken cancellationToken)
    {
        if (
            await state.TakeAsync(TradedKey(code), cancellationToken) is not { } traded
            || !Id<ApiToken>.TryParse(traded, null, out var id)
            || await records.Set<ApiToken>().FirstOrDefaultAsync(t => t.Id == id, cancellationToken) is not { } token
        )
        {
            return;
        }

        records.Remove(token);
        await audit.SaveAsync(
            origin with
            {
                Actor = token.UserId,
            },
            new("token.delete", token.Id.Value) { Detail = "its authorization code was used twice" },
            cancellationToken
        );
        await bearer.ForgetEverywhereAsync(cancellationToken);
    }

    private Task KeepAsync(string handle, PendingSignIn pending, CancellationToken cancellationToken) =>
        state.SetAsync(Key(handle), JsonSerializer.Serialize(pending), PageLife, cancellationToken);

    private static PendingSignIn? Owned(string? kept, string secret) =>
        kept is not null
        && JsonSerializer.Deserialize<PendingSignIn>(kept) is { } pending
        && pending.SecretHash == OpaqueToken.Hash(secret)
            ? pending
            : null;

    private static string Key(string handle) => $"oauth:page:{OpaqueToken.Hash(handle)}";

    private static string CodeKey(string code) => $"oauth:code:{OpaqueToken.Hash(code)}";

    private static string TradedKey(string code) => $"oauth:traded:{OpaqueToken.Hash(code)}";

    private sealed record GivenCode(string UserId, string Challenge, string RedirectUri);
}

/// <summary>What a client asks for, looked through.</summary>
/// <param name="RedirectUri">Where the browser takes the answer: the client itself, on its user's machine.</param>
/// <param name="State">The client's own, sent back as it came.</param>
/// <param name="Challenge">SHA-256 of the client's secret, in base64url.</param>
internal sealed record AuthorizationRequest(string RedirectUri, string State, string Challenge)
{
    /// <summary>Reads it from an address.</summary>
    /// <returns>The request; <c>RMT006</c>.</returns>
    public static Result<AuthorizationRequest> Read(IQueryCollection query)
    {
        var redirect = query["redirect_uri"].ToString();
        var challenge = query["code_challenge"].ToString();
        var sent = query["state"].ToString();
        var why =
            query["client_id"] != RemoteSignIns.Client ? "The client is not Terraform's."
            : !IsRedirect(redirect) ? "The browser would be sent elsewhere than to Terraform on this machine."
            : query["response_type"] != "code" ? "Only an authorization code is given out."
            : query["code_challenge_method"] != "S256" || challenge.Length is not 43 || !Base64Url.IsValid(challenge)
                ? "The code is given out against a challenge by SHA-256 alone."
            : sent.Length is 0 or > 512 ? "The client's state is missing or too long."
            : null;
        return why is null
            ? new AuthorizationRequest(redirect, sent, challenge)
            : RemoteProblems.NotForThisClient($"{why} Run terraform login again.");
    }

    // Held against whole texts: nothing that a reader of addresses might take otherwise gets through.
    private static bool IsRedirect(string address) =>
        Enumerable
            .Range(RemoteSignIns.FirstPort, RemoteSignIns.LastPort - RemoteSignIns.FirstPort + 1)
            .Any(port => address == $"http://localhost:{port}/login");
}

/// <summary>A sign-in that is under way.</summary>
/// <param name="Asked">What the client asks for.</param>
/// <param name="SecretHash">Of what the browser's cookie holds.</param>
/// <param name="UserId">Who has signed in; null for nobody yet.</param>
/// <param name="SessionId">The session that began with that.</param>
internal sealed record PendingSignIn(AuthorizationRequest Asked, string SecretHash, string? UserId, string? SessionId);
