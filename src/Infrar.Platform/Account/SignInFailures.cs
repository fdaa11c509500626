using System.Globalization;
using Infrar.Core;
using Infrar.Platform.Parts.Cache;

namespace Infrar.Platform.Account;

/// <summary>Counts failed sign-ins by the address that was tried, whether anybody has it or not, so that waiting tells nothing.</summary>
/// <remarks>What is counted is forgotten a day after the first failure, at a good sign-in, and with the shared state.</remarks>
internal sealed class SignInFailures(ISharedState state, TimeProvider time)
{
    private const int Free = 5;
    private static readonly TimeSpan Window = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Whether the address has to wait.</summary>
    /// <returns>Null when it has not; <c>ACC014</c>.</returns>
    public async Task<Problem?> RefusalAsync(string email, CancellationToken cancellationToken) =>
        await state.GetAsync(Waiting(email), cancellationToken) is { } until
        && DateTimeOffset.Parse(until, CultureInfo.InvariantCulture) is var ends
        && ends > time.GetUtcNow()
            ? AccountProblems.LockedUntil(ends)
            : null;

    /// <summary>Counts a failure; from the fifth on, the address waits, twice as long each time.</summary>
    /// <returns>True when this is the first that makes it wait.</returns>
    public async Task<bool> CountAsync(string email, CancellationToken cancellationToken)
    {
        var count = await state.IncrementAsync(Counted(email), Window, cancellationToken);
        if (count < Free)
        {
            return false;
        }

        var wait = Wait((int)Math.Min(count - Free, 100));
        var until = (time.GetUtcNow() + wait).ToString("O", CultureInfo.InvariantCulture);
        await state.SetAsync(Waiting(email), until, wait, cancellationToken);
        return count is Free;
    }

    /// <summary>Begins anew, after a good sign-in or a new password.</summary>
    public async Task ForgetAsync(string email, CancellationToken cancellationToken)
    {
        await state.RemoveAsync(Counted(email), cancellationToken);
        await state.RemoveAsync(Waiting(email), cancellationToken);
    }

    /// <summary>How long an address waits: 15 seconds, doubled with each failure, an hour at most.</summary>
    internal static TimeSpan Wait(int failuresBeyond)
    {
        var wait = TimeSpan.FromSeconds(15) * Math.Pow(2, Math.Min(failuresBeyond, 12));
        return wait < LongestWait ? wait : LongestWait;
    }

    private static string Counted(string email) => $"sign-in-failures:{OpaqueToken.Hash(email)}";

    private static string Waiting(string email) => $"sign-in-waits:{OpaqueToken.Hash(email)}";
}
