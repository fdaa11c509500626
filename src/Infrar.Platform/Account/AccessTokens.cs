using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Infrar.Platform.Account;

/// <summary>Short-lived signed tokens that say which session asks.</summary>
internal sealed class AccessTokens(SigningKeys keys, IOptions<ServerOptions> server, TimeProvider time)
{
    /// <summary>How long a token can be used; short, since it is believed without asking the database again each time.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private const string Audience = "infrar";

    // One algorithm, named here and never taken from the token: neither "none" nor a public key used as a shared secret gets through.
    private static readonly string[] Algorithms = [SecurityAlgorithms.EcdsaSha256];

    private readonly JsonWebTokenHandler _handler = new()
    {
        MapInboundClaims = false,
        SetDefaultTimesOnTokenCreation = false,
    };

    private string Issuer => server.Value.PublicUrl;

    /// <summary>A token for a session.</summary>
    public async Task<string> IssueAsync(string userId, Id<Session> session, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Issuer,
                Audience = Audience,
                IssuedAt = now,
                NotBefore = now,
                Expires = now + Life,
                Claims = new Dictionary<string, object> { ["sub"] = userId, ["sid"] = session.Value },
                SigningCredentials = new(await keys.SigningKeyAsync(cancellationToken), SecurityAlgorithms.EcdsaSha256),
            }
        );
    }

    /// <summary>Who a token speaks for, and until when.</summary>
    /// <returns><c>ACC002</c> for whatever is no good token of this installation.</returns>
    public async Task<Result<ReadToken>> ReadAsync(string token, CancellationToken cancellationToken)
    {
        if (
            !_handler.CanReadToken(token)
            || KeyIdOf(token) is not { } keyId
            || await keys.FindAsync(keyId, cancellationToken) is not { } key
        )
        {
            return AccessProblems.TokenEnded();
        }

        var result = await _handler.ValidateTokenAsync(
            token,
            new TokenValidationParameters
            {
                ValidIssuer = Issuer,
                ValidAudience = Audience,
                IssuerSigningKey = key,
                ValidAlgorithms = Algorithms,
                ClockSkew = TimeSpan.FromSeconds(30),
                LifetimeValidator = (begins, ends, _, parameters) =>
                    ends > time.GetUtcNow().UtcDateTime - parameters.ClockSkew
                    && begins <= time.GetUtcNow().UtcDateTime + parameters.ClockSkew,
            }
        );
        return
            result.IsValid
            && result.Claims.TryGetValue("sub", out var user)
            && user is string userId
            && result.Claims.TryGetValue("sid", out var sid)
            && Id<Session>.TryParse(sid as string, null, out var session)
            ? new ReadToken(userId, session, new DateTimeOffset(result.SecurityToken.ValidTo, TimeSpan.Zero))
            : AccessProblems.TokenEnded();
    }

    private static string? KeyIdOf(string token)
    {
        try
        {
            return new JsonWebToken(token).Kid;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>What a good access token says.</summary>
internal sealed record ReadToken(string UserId, Id<Session> Session, DateTimeOffset ExpiresAt);
