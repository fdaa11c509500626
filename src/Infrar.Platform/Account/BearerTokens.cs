using System.Security.Cryptography;
using System.Text;
using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Limits;
using Infrar.Platform.Parts.Cache;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Account;

/// <summary>From an <c>Authorization</c> header to who asks.</summary>
/// <remarks>
/// What was found good is believed for <see cref="Believed"/>; then the database is asked again whether session, token and account
/// still stand. So a sign-out on another node is in force everywhere after that time, and on its own node at once; what an
/// administrator ends is told to the other nodes too.
/// </remarks>
internal sealed class BearerTokens(
    AccessTokens accessTokens,
    ISharedState shared,
    IOptions<LimitsOptions> limits,
    IServiceScopeFactory scopes,
    TimeProvider time
) : IHostedService, IDisposable
{
    private const string Topic = "bearer";

    /// <summary>How long a token is believed without asking the database.</summary>
    public static readonly TimeSpan Believed = TimeSpan.FromSeconds(10);

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 50_000 });
    private IAsyncDisposable? _listening;

    /// <summary>Reads a header.</summary>
    /// <returns><c>ACC001</c> when it holds no bearer token, <c>ACC002</c> when the token is not good.</returns>
    public async Task<Result<Caller>> ReadAsync(string header, CancellationToken cancellationToken)
    {
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return AccessProblems.NotSignedIn();
        }

        var token = header["Bearer ".Length..].Trim();
        if (token.Length is 0 or > 4096)
        {
            return AccessProblems.TokenEnded();
        }

        var key = OpaqueToken.Hash(token);
        var now = time.GetUtcNow();
        if (_known.TryGetValue(key, out Known? known) && known!.Until > now)
        {
            return known.Caller;
        }

        var read = OpaqueToken.IsApiToken(token)
            ? await ApiTokenAsync(key, now, cancellationToken)
            : await AccessTokenAsync(token, now, cancellationToken);
        if (!read.Succeeded(out var found, out var problem))
        {
            return problem;
        }

        _known.Set(key, found, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Believed });
        return found.Caller;
    }

    /// <summary>Forgets what was believed, as after a sign-out.</summary>
    public void Forget() => _known.Clear();

    /// <summary>Forgets it on every node.</summary>
    public Task ForgetEverywhereAsync(CancellationToken cancellationToken)
    {
        Forget();
        return shared.SignalAsync(Topic, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken) =>
        _listening = await shared.ListenAsync(Topic, Forget, cancellationToken);

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_listening is { } listening)
        {
            await listening.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _known.Dispose();

    private async Task<Result<Known>> AccessTokenAsync(
        string token,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var result = await accessTokens.ReadAsync(token, cancellationToken);
        if (!result.Succeeded(out var read, out var problem))
        {
            return problem;
        }

        await using var scope = scopes.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var stands = await records
            .Set<Session>()
            .AnyAsync(
                s =>
                    s.Id == read.Session
                    && s.EndedAt == null
                    && records.Users.Any(u => u.Id == s.UserId && u.SuspendedAt == null),
                cancellationToken
            );
        return stands
            ? new Known(
                new Caller(
                    read.UserId,
                    read.Session,
                    null,
                    [],
                    await TierAsync(records, read.UserId, cancellationToken)
                ),
                Earlier(read.ExpiresAt, now + Believed)
            )
            : AccessProblems.TokenEnded();
    }

    private async Task<Result<Known>> ApiTokenAsync(
        string hash,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var found = await (
            from token in records.Set<ApiToken>()
            join user in records.Users on token.UserId equals user.Id
            where token.Hash == hash && token.ExpiresAt > now && user.SuspendedAt == null
            select new
            {
                token.Id,
                token.UserId,
                token.Scopes,
                token.ExpiresAt,
            }
        ).FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return AccessProblems.TokenEnded();
        }

        await records
            .Set<ApiToken>()
            .Where(t => t.Id == found.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, now), cancellationToken);
        var caller = new Caller(
            found.UserId,
            null,
            found.Id,
            [.. found.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            await TierAsync(records, found.UserId, cancellationToken)
        );
        return new Known(caller, Earlier(found.ExpiresAt, now + Believed));
    }

    // Of the tiers of a person's teams, the one that allows most.
    private async Task<string?> TierAsync(PlatformContext records, string user, CancellationToken cancellationToken)
    {
        var tiers = limits.Value.Tiers;
        if (tiers.Count is 0)
        {
            return null;
        }

        var had = await (
            from member in records.Set<Member>()
            join team in records.Set<Team>() on member.TeamId equals team.Id
            where member.UserId == user && team.Tier != null
            select team.Tier
        )
            .Distinct()
            .ToListAsync(cancellationToken);
        return had.Where(tiers.ContainsKey).MaxBy(tier => tiers[tier]);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private sealed record Known(Caller Caller, DateTimeOffset Until);
}

/// <summary>Secrets that are handed out once and kept as hashes: refresh tokens, API tokens, invitations.</summary>
internal static class OpaqueToken
{
    private const string ApiPrefix = "infrar_";

    /// <summary>256 random bits.</summary>
    public static string New() =>
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>An API token; the prefix lets scanners for leaked secrets know it.</summary>
    public static string NewApiToken() => ApiPrefix + New();

    public static bool IsApiToken(string token) => token.StartsWith(ApiPrefix, StringComparison.Ordinal);

    /// <summary>What is kept. The secret has 256 random bits, so one fast hash suffices.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
