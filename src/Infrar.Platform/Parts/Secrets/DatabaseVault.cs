using System.Collections.Immutable;
using System.Text;
using Infrar.Platform.Parts.Database;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Parts.Secrets;

/// <summary>Secrets sealed in the platform's database; whoever has the database alone can open none.</summary>
internal sealed class DatabaseVault(IServiceScopeFactory scopes, Sealing sealing, TimeProvider time) : ISecretVault
{
    public async Task<Secret?> FindAsync(SecretPath path, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await ReadAsync(Records(scope), path, cancellationToken) is not { } envelope)
        {
            return null;
        }

        var plain = await sealing.OpenAsync(path.Owner, path.Name, envelope, cancellationToken);
        return new(Encoding.UTF8.GetString(plain));
    }

    public async Task PutAsync(SecretPath path, Secret secret, CancellationToken cancellationToken)
    {
        var envelope = await SealAsync(path, secret, cancellationToken);
        // Somebody may add or delete it between the two statements; then the other one applies.
        while (
            !await ReplaceAsync(path, envelope, cancellationToken) && !await AddAsync(path, envelope, cancellationToken)
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public async Task<bool> TryAddAsync(SecretPath path, Secret secret, CancellationToken cancellationToken) =>
        await AddAsync(path, await SealAsync(path, secret, cancellationToken), cancellationToken);

    public async Task<bool> DeleteAsync(SecretPath path, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var deleted = await Records(scope)
            .Set<SealedSecret>()
            .Where(s => s.Path == path.Text)
            .ExecuteDeleteAsync(cancellationToken);
        return deleted > 0;
    }

    public async Task<ImmutableArray<SecretPath>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var prefix = folder.Length is 0 ? "" : folder + "/";
        var paths = await Records(scope)
            .Set<SealedSecret>()
            .Where(s => s.Path.StartsWith(prefix))
            .Select(s => s.Path)
            .ToListAsync(cancellationToken);
        return [.. paths.Order(StringComparer.Ordinal).Select(text => new SecretPath(text))];
    }

    public Task<int> RenewAsync(CancellationToken cancellationToken) =>
        ReplaceAllAsync("", sealing.RewrapAsync, cancellationToken);

    public Task<int> ResealAsync(string folder, CancellationToken cancellationToken) =>
        ReplaceAllAsync(folder, null, cancellationToken);

    private async Task<int> ReplaceAllAsync(
        string folder,
        Func<string, ReadOnlyMemory<byte>, CancellationToken, Task<byte[]>>? rewrap,
        CancellationToken cancellationToken
    )
    {
        sealing.ForgetKeys();
        var renewed = 0;
        foreach (var path in await ListAsync(folder, cancellationToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            if (await ReadAsync(Records(scope), path, cancellationToken) is not { } envelope)
            {
                continue;
            }

            // Only where it is still what was read: a secret that was put meanwhile has a new data key already.
            var anew = rewrap is null
                ? await ResealAsync(path, envelope, cancellationToken)
                : await rewrap(path.Owner, envelope, cancellationToken);
            renewed += await Records(scope)
                .Set<SealedSecret>()
                .Where(s => s.Path == path.Text && s.Envelope == envelope)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.Envelope, anew), cancellationToken);
        }

        return renewed;
    }

    private async Task<byte[]> ResealAsync(SecretPath path, byte[] envelope, CancellationToken cancellationToken)
    {
        var plain = await sealing.OpenAsync(path.Owner, path.Name, envelope, cancellationToken);
        return await sealing.SealAsync(path.Owner, path.Name, plain, cancellationToken);
    }

    private Task<byte[]> SealAsync(SecretPath path, Secret secret, CancellationToken cancellationToken) =>
        sealing.SealAsync(path.Owner, path.Name, Encoding.UTF8.GetBytes(secret.Reveal()), cancellationToken);

    private async Task<bool> ReplaceAsync(SecretPath path, byte[] envelope, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = time.GetUtcNow();
        var changed = await Records(scope)
            .Set<SealedSecret>()
            .Where(s => s.Path == path.Text)
            .ExecuteUpdateAsync(
                s => s.SetProperty(x => x.Envelope, envelope).SetProperty(x => x.ChangedAt, now),
                cancellationToken
            );
        return changed > 0;
    }

    private async Task<bool> AddAsync(SecretPath path, byte[] envelope, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var records = Records(scope);
        records.Add(SealedSecret.Of(path, envelope, time.GetUtcNow()));
        try
        {
            await records.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            await using var other = scopes.CreateAsyncScope();
            if (await ReadAsync(Records(other), path, cancellationToken) is null)
            {
                throw;
            }

            return false;
        }
    }

    private static PlatformContext Records(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<PlatformContext>();

    private static Task<byte[]?> ReadAsync(
        PlatformContext records,
        SecretPath path,
        CancellationToken cancellationToken
    ) =>
        records
            .Set<SealedSecret>()
            .Where(s => s.Path == path.Text)
            .Select(s => s.Envelope)
            .FirstOrDefaultAsync(cancellationToken);
}
