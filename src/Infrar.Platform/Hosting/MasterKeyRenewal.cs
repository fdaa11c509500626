using Infrar.Platform.Account;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Runs;
using Infrar.Platform.State;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Hosting;

/// <summary>How much was sealed anew.</summary>
internal sealed record Renewed(
    int Secrets,
    int SigningKeys,
    int SecondFactors,
    int States,
    int Variables,
    int RunFiles
);

/// <summary>Seals everything under the newest version of the master key, so that older versions can go; the platform may run meanwhile.</summary>
/// <remarks>Each change counts only where what was read is still there: whoever stores something meanwhile seals under the newest version.</remarks>
internal sealed class MasterKeyRenewal(
    PlatformContext records,
    ISecretVault vault,
    StateKeys states,
    VariableKeys variables,
    RunKeys runs,
    IMasterKey master
)
{
    /// <summary>Does it; done again, it finds little left to do.</summary>
    public async Task<Renewed> RunAsync(CancellationToken cancellationToken) =>
        new(
            await vault.RenewAsync(cancellationToken),
            await SigningKeysAsync(cancellationToken),
            await SecondFactorsAsync(cancellationToken),
            await states.RenewAsync(cancellationToken),
            await variables.RenewAsync(cancellationToken),
            await runs.RenewAsync(cancellationToken)
        );

    private async Task<int> SigningKeysAsync(CancellationToken cancellationToken)
    {
        var renewed = 0;
        foreach (var key in await records.Set<SigningKey>().AsNoTracking().ToListAsync(cancellationToken))
        {
            if (await AnewAsync(key.SealedPrivateKey, SigningKeys.Context(key.KeyId), cancellationToken) is { } anew)
            {
                renewed += await records
                    .Set<SigningKey>()
                    .Where(k => k.KeyId == key.KeyId && k.SealedPrivateKey == key.SealedPrivateKey)
                    .ExecuteUpdateAsync(k => k.SetProperty(x => x.SealedPrivateKey, anew), cancellationToken);
            }
        }

        return renewed;
    }

    private async Task<int> SecondFactorsAsync(CancellationToken cancellationToken)
    {
        var renewed = 0;
        var sealedKeys = await records
            .Users.Where(u => u.TotpKey != null || u.PendingTotpKey != null)
            .Select(u => new
            {
                u.Id,
                u.TotpKey,
                u.PendingTotpKey,
            })
            .ToListAsync(cancellationToken);
        foreach (var user in sealedKeys)
        {
            var context = SecondFactor.Context(user.Id);
            if (await AnewAsync(user.TotpKey, context, cancellationToken) is { } totp)
            {
                renewed += await records
                    .Users.Where(u => u.Id == user.Id && u.TotpKey == user.TotpKey)
                    .ExecuteUpdateAsync(u => u.SetProperty(x => x.TotpKey, totp), cancellationToken);
            }

            if (await AnewAsync(user.PendingTotpKey, context, cancellationToken) is { } pending)
            {
                renewed += await records
                    .Users.Where(u => u.Id == user.Id && u.PendingTotpKey == user.PendingTotpKey)
                    .ExecuteUpdateAsync(u => u.SetProperty(x => x.PendingTotpKey, pending), cancellationToken);
            }
        }

        return renewed;
    }

    private async Task<byte[]?> AnewAsync(byte[]? wrapped, string context, CancellationToken cancellationToken) =>
        wrapped is null || !master.IsOutdated(wrapped)
            ? null
            : await master.WrapAsync(
                await master.UnwrapAsync(wrapped, context, cancellationToken),
                context,
                cancellationToken
            );
}
