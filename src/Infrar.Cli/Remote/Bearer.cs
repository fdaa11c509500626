using System.Text.Json;
using Infrar.Core;

namespace Infrar.Cli.Remote;

/// <summary>Who asks: a token that was given, or the kept session of the server, renewed when its access token ends.</summary>
/// <param name="transport">The way to the server.</param>
/// <param name="store">Where sign-ins are kept.</param>
/// <param name="given">The token of <c>INFRAR_TOKEN</c>; null for what is kept.</param>
/// <param name="time">Tells when an access token ends.</param>
internal sealed class Bearer(Transport transport, SignInStore store, string? given, TimeProvider time)
{
    // A request that takes its time must not end with a token that ended meanwhile.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    /// <summary>A token that should hold.</summary>
    /// <param name="unlike">One that the server just refused; null at first.</param>
    /// <param name="cancellationToken">Ends the waiting for another process.</param>
    /// <returns>The token; <c>SRV003</c> when there is none, <c>ACC015</c> or <c>ACC016</c> when the session has ended.</returns>
    /// <remarks>
    /// A refresh token is good once, and several processes may find the access token ended at the same moment. So: 1. whoever gets the
    /// lock 2. looks whether another one has renewed meanwhile, 3. else trades the token and 4. keeps the new pair before it lets go.
    /// </remarks>
    public async Task<Result<string>> TokenAsync(string? unlike, CancellationToken cancellationToken)
    {
        if (given is not null)
        {
            return given;
        }

        var kept = store.Find(transport.Server);
        if (kept is null)
        {
            return RemoteProblems.NotSignedIn(transport.Server);
        }

        if (Usable(kept, unlike) is { } token)
        {
            return token;
        }

        // 1.
        using var held = await store.LockAsync(cancellationToken);
        // 2.
        kept = store.Find(transport.Server);
        return kept is null ? RemoteProblems.NotSignedIn(transport.Server)
            : Usable(kept, unlike) is { } renewed ? renewed
            : await RenewAsync(kept);
    }

    private string? Usable(StoredSignIn kept, string? unlike) =>
        kept.ApiToken
        ?? (kept.AccessToken != unlike && kept.AccessUntil - Margin > time.GetUtcNow() ? kept.AccessToken : null);

    private async Task<Result<string>> RenewAsync(StoredSignIn kept)
    {
        if (kept.RefreshToken is not { } refresh)
        {
            return RemoteProblems.NotSignedIn(transport.Server);
        }

        // An interruption between trade and keeping would throw away the only token that is good, so this ends by its own clock.
        using var bounded = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        // 3. The server takes the last token for ten more seconds, so that an answer that was lost may be asked for again.
        var request = ApiRequest.Send(
            HttpMethod.Post,
            "/api/v1/sessions/renew",
            new RenewBody(refresh),
            ApiJson.Default.RenewBody
        ) with
        {
            IdempotencyKey = ApiRequest.NewKey(),
        };
        Result<ApiAnswer> sent;
        try
        {
            sent = await transport.SendAsync(request, bearer: null, bounded.Token);
        }
        catch (OperationCanceledException)
        {
            return RemoteProblems.NoAnswer(transport.Server, "The session could not be renewed within 30 s.");
        }

        if (!sent.Succeeded(out var answer, out var problem))
        {
            return problem;
        }

        // 4.
        var tokens = JsonSerializer.Deserialize(answer.Content, ApiJson.Default.SessionTokens);
        var next = SignIns.Of(tokens!, kept.Email, time);
        store.Keep(transport.Server, next, makeCurrent: false);
        return next.AccessToken!;
    }
}

/// <summary>Sign-ins as they are kept.</summary>
internal static class SignIns
{
    /// <summary>What is kept of a session.</summary>
    public static StoredSignIn Of(SessionTokens tokens, string email, TimeProvider time) =>
        new()
        {
            Email = email,
            AccessToken = tokens.AccessToken,
            AccessUntil = time.GetUtcNow().AddSeconds(tokens.ExpiresInSeconds),
            RefreshToken = tokens.RefreshToken,
        };
}
