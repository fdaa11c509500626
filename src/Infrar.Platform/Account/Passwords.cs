using System.Threading.RateLimiting;
using Infrar.Core;
using Microsoft.AspNetCore.Identity;

namespace Infrar.Platform.Account;

/// <summary>Hashes passwords and holds them against hashes, no more at once than there are processors.</summary>
/// <remarks>
/// A hash takes a processor for a tenth of a second on purpose. Whoever comes while all are taken waits in turn, so that a flood of
/// sign-ins leaves the other requests their threads; whoever would wait longer than a client does, is told to come again.
/// </remarks>
internal sealed class Passwords(IPasswordHasher<User> hasher, int processors) : IDisposable
{
    /// <summary>How many wait for each processor at most: some ten seconds.</summary>
    internal const int WaitingPerProcessor = 64;

    private readonly ConcurrencyLimiter _turns = new(
        new()
        {
            PermitLimit = processors,
            QueueLimit = processors * WaitingPerProcessor,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }
    );

    /// <summary>Hashes a new password.</summary>
    /// <exception cref="OverloadedException">Too many wait already.</exception>
    public async Task<string> HashAsync(User user, string password, CancellationToken cancellationToken)
    {
        using var turn = await TurnAsync(cancellationToken);
        return hasher.HashPassword(user, password);
    }

    /// <summary>Holds a password against a hash.</summary>
    /// <exception cref="OverloadedException">Too many wait already.</exception>
    public async Task<PasswordVerificationResult> VerifyAsync(
        User user,
        string hash,
        string password,
        CancellationToken cancellationToken
    )
    {
        using var turn = await TurnAsync(cancellationToken);
        return hasher.VerifyHashedPassword(user, hash, password);
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private async Task<RateLimitLease> TurnAsync(CancellationToken cancellationToken)
    {
        var turn = await _turns.AcquireAsync(1, cancellationToken);
        if (turn.IsAcquired)
        {
            return turn;
        }

        turn.Dispose();
        throw new OverloadedException();
    }
}

/// <summary>This node has more passwords to hash than it can. Nothing was done; the edge tells the client to come again.</summary>
internal sealed class OverloadedException() : Exception("Too many passwords wait to be hashed.")
{
    /// <summary>When to come again, in seconds.</summary>
    public const int RetryAfterSeconds = 10;

    /// <summary>What the client is told.</summary>
    public static Problem Problem { get; } =
        new(
            "LIM002",
            ProblemKind.Unavailable,
            "Too many passwords are being checked",
            $"This node checks as many passwords at once as it can, and too many wait. Nothing was done; ask again in {RetryAfterSeconds} seconds."
        );
}
