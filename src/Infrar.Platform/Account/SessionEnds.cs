using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Account;

/// <summary>Ends sessions: their refresh tokens at once, their access tokens as <see cref="BearerTokens"/> says.</summary>
internal sealed class SessionEnds(PlatformContext records, BearerTokens bearer, AuditLog audit, TimeProvider time)
{
    /// <summary>Ends one session of the caller.</summary>
    /// <returns>False when the caller has none of this id.</returns>
    public async Task<bool> EndAsync(
        Caller caller,
        Id<Session> id,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        var session = await records
            .Set<Session>()
            .FirstOrDefaultAsync(s => s.Id == id && s.UserId == caller.UserId && s.EndedAt == null, cancellationToken);
        if (session is null)
        {
            return false;
        }

        session.End(time.GetUtcNow());
        await audit.SaveAsync(origin, new("session.end", id.Value), cancellationToken);
        bearer.Forget();
        return true;
    }

    /// <summary>Ends every session of a person but <paramref name="except"/>.</summary>
    public async Task EndAllAsync(
        string userId,
        Id<Session>? except,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        var sessions = await records
            .Set<Session>()
            .Where(s => s.UserId == userId && s.EndedAt == null)
            .ToListAsync(cancellationToken);
        foreach (var session in sessions.Where(s => s.Id != except))
        {
            session.End(time.GetUtcNow());
        }

        await audit.SaveAsync(origin, new("session.end-all", userId), cancellationToken);
        bearer.Forget();
    }
}
