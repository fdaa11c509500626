using System.Collections.Immutable;
using System.Security.Cryptography;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Infrar.Platform.Account;

/// <summary>The keys that access tokens are signed with and checked by; the same on every node, through the database.</summary>
/// <remarks>
/// A key signs for thirty days. Its successor is published five minutes before it signs, so that every node knows it by then, and
/// a key stays published for a day after its successor began.
/// </remarks>
internal sealed class SigningKeys(IServiceScopeFactory scopes, IMasterKey master, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan SigningLife = TimeSpan.FromDays(30);
    private static readonly TimeSpan Notice = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Afterlife = TimeSpan.FromDays(1);
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ReadAgainForUnknown = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile KeySet? _known;

    /// <summary>The key to sign with now.</summary>
    public async Task<ECDsaSecurityKey> SigningKeyAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var set = await CurrentAsync(ReadAgainAfter, cancellationToken);
        if (set.Keys.IsEmpty || now - set.Keys[0].CreatedAt > SigningLife)
        {
            await AddAsync(cancellationToken);
            set = await CurrentAsync(TimeSpan.Zero, cancellationToken);
        }

        return (set.Keys.FirstOrDefault(k => now - k.CreatedAt >= Notice) ?? set.Keys[^1]).Key;
    }

    /// <summary>The key of a <c>kid</c>; null when no key of this installation has it.</summary>
    public async Task<ECDsaSecurityKey?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        var found = (await CurrentAsync(ReadAgainAfter, cancellationToken)).Find(keyId);
        return found ?? (await CurrentAsync(ReadAgainForUnknown, cancellationToken)).Find(keyId);
    }

    /// <summary>The public halves, newest first, as JWKs.</summary>
    public async Task<ImmutableArray<JsonWebKey>> PublishedAsync(CancellationToken cancellationToken) =>
        [.. (await CurrentAsync(ReadAgainAfter, cancellationToken)).Keys.Select(k => k.Public)];

    /// <summary>Makes a new key now, as when one may have leaked; the old ones sign no more and are unpublished at once.</summary>
    public async Task ReplaceAllAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        await records.Set<SigningKey>().ExecuteDeleteAsync(cancellationToken);
        await AddAsync(cancellationToken);
        await CurrentAsync(TimeSpan.Zero, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();

    private async Task<KeySet> CurrentAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        if (_known is { } known && time.GetUtcNow() - known.ReadAt < age)
        {
            return known;
        }

        await _reading.WaitAsync(cancellationToken);
        try
        {
            return _known is { } read && time.GetUtcNow() - read.ReadAt < age
                ? read
                : _known = await ReadAsync(cancellationToken);
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<KeySet> ReadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var oldest = time.GetUtcNow() - SigningLife - Afterlife;
        var rows = await records
            .Set<SigningKey>()
            .AsNoTracking()
            .Where(k => k.CreatedAt > oldest)
            .OrderByDescending(k => k.CreatedAt)
            .ToListAsync(cancellationToken);
        var keys = ImmutableArray.CreateBuilder<KnownKey>(rows.Count);
        foreach (var row in rows)
        {
            keys.Add(
                _known?.Keys.FirstOrDefault(k => k.Key.KeyId == row.KeyId) ?? await OpenAsync(row, cancellationToken)
            );
        }

        return new(keys.MoveToImmutable(), time.GetUtcNow());
    }

    private async Task<KnownKey> OpenAsync(SigningKey row, CancellationToken cancellationToken)
    {
        var pkcs8 = await master.UnwrapAsync(row.SealedPrivateKey, Context(row.KeyId), cancellationToken);
        // The security key that is handed out owns the algorithm, and both live as long as the process.
        var algorithm = ECDsa.Create();
        algorithm.ImportPkcs8PrivateKey(pkcs8, out _);
        CryptographicOperations.ZeroMemory(pkcs8);
        return new(new ECDsaSecurityKey(algorithm) { KeyId = row.KeyId }, new JsonWebKey(row.PublicJwk), row.CreatedAt);
    }

    private async Task AddAsync(CancellationToken cancellationToken)
    {
        using var algorithm = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keyId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var point = algorithm.ExportParameters(false).Q;
        var jwk = $$"""
            {"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"{{keyId}}","x":"{{Base64UrlEncoder.Encode(
                point.X
            )}}","y":"{{Base64UrlEncoder.Encode(point.Y)}}"}
            """;
        var pkcs8 = algorithm.ExportPkcs8PrivateKey();
        var wrapped = await master.WrapAsync(pkcs8, Context(keyId), cancellationToken);
        CryptographicOperations.ZeroMemory(pkcs8);
        await using var scope = scopes.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        records.Add(SigningKey.Create(keyId, jwk, wrapped, time.GetUtcNow()));
        await records.SaveChangesAsync(cancellationToken);
    }

    /// <summary>What a private half is sealed for.</summary>
    internal static string Context(string keyId) => $"signing-key/{keyId}";

    private sealed record KnownKey(ECDsaSecurityKey Key, JsonWebKey Public, DateTimeOffset CreatedAt);

    private sealed record KeySet(ImmutableArray<KnownKey> Keys, DateTimeOffset ReadAt)
    {
        public ECDsaSecurityKey? Find(string keyId) => Keys.FirstOrDefault(k => k.Key.KeyId == keyId)?.Key;
    }
}
