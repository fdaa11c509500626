using System.Collections.Immutable;
using Infrar.Core;
using Infrar.Core.Credentials;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Parts.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Credentials;

/// <summary>Stores, hands out and deletes credentials.</summary>
internal sealed class CredentialChanges(
    PlatformContext records,
    CredentialVault vault,
    Wakes wakes,
    IOptions<CredentialsOptions> options,
    AuditLog audit,
    TimeProvider time
)
{
    /// <summary>Most credentials of one project.</summary>
    public const int Most = 50;

    /// <summary>Stores values that were found right.</summary>
    /// <remarks>1. The vault, under a name that nothing reads. 2. Row and audit event, together. 3. The values before are erased.</remarks>
    /// <returns>The credential; <c>CRD005</c> or <c>CRD006</c>.</returns>
    public async Task<Result<Credential>> StoreAsync(
        ProjectAccess access,
        string name,
        CredentialKind kind,
        ImmutableSortedDictionary<string, string> values,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        var credential = await FindAsync(access, name, cancellationToken);
        var before = credential?.SecretName;
        if (credential is null)
        {
            if (await records.Set<Credential>().CountAsync(c => c.ProjectId == access.Id, cancellationToken) >= Most)
            {
                return CredentialProblems.TooMany(Most);
            }

            credential = Credential.Of(access.Id, name, origin.Actor, time);
            records.Add(credential);
        }

        // 1.
        var stored = await vault.PutAsync(access.Id, name, kind, values, cancellationToken);
        credential.Store(stored, origin.Actor, time.GetUtcNow());
        if (options.Value.CheckAfterStoring)
        {
            credential.RequestCheck(time.GetUtcNow());
            wakes.After(CredentialChecks.Job);
        }

        try
        {
            // 2.
            await audit.SaveAsync(access.TeamId, origin, Entry("credential.store", credential), cancellationToken);
        }
        catch (DbUpdateException)
        {
            // The database refused the row, so nothing will ever name what was put.
            await vault.SweepAsync(access.Id, stored.SecretName, cancellationToken);
            return CredentialProblems.ChangedMeanwhile();
        }

        // 3.
        await vault.SweepAsync(access.Id, before, cancellationToken);
        return credential;
    }

    /// <summary>Has the provider asked whether a credential is good, as soon as may be.</summary>
    /// <returns>The credential; <c>CRD004</c> or <c>CRD005</c>.</returns>
    public async Task<Result<Credential>> RequestCheckAsync(
        ProjectAccess access,
        string name,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(access, name, cancellationToken) is not { } credential)
        {
            return CredentialProblems.NoSuch(access.Slug);
        }

        credential.RequestCheck(time.GetUtcNow());
        wakes.After(CredentialChecks.Job);
        try
        {
            await audit.SaveAsync(
                access.TeamId,
                origin,
                Entry("credential.request-check", credential),
                cancellationToken
            );
        }
        catch (DbUpdateConcurrencyException)
        {
            return CredentialProblems.ChangedMeanwhile();
        }

        return credential;
    }

    /// <summary>Deletes a credential and erases its values.</summary>
    /// <returns>Null when it is gone; <c>CRD004</c> or <c>CRD005</c>.</returns>
    public async Task<Problem?> DeleteAsync(
        ProjectAccess access,
        string name,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(access, name, cancellationToken) is not { } credential)
        {
            return CredentialProblems.NoSuch(access.Slug);
        }

        records.Remove(credential);
        try
        {
            await audit.SaveAsync(access.TeamId, origin, Entry("credential.delete", credential), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return CredentialProblems.ChangedMeanwhile();
        }

        await vault.SweepAsync(access.Id, credential.SecretName, cancellationToken);
        return null;
    }

    /// <summary>Hands a credential's values to what needs them, after the audit log says so.</summary>
    /// <param name="access">Whose.</param>
    /// <param name="name">The credential's name.</param>
    /// <param name="purpose">What for, such as the id of a run; stands in the audit log.</param>
    /// <param name="origin">Who set it off.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The values by field; <c>CRD004</c> or <c>CRD007</c>.</returns>
    public async Task<Result<ImmutableSortedDictionary<string, Secret>>> UseAsync(
        ProjectAccess access,
        string name,
        string purpose,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        var read = await ReadAsync(access, name, cancellationToken);
        if (read is { Values: null })
        {
            // Stored anew between the two reads, perhaps; then the row names the values that are there now.
            read = await ReadAsync(access, name, cancellationToken);
        }

        if (read is not { Credential: var credential })
        {
            return CredentialProblems.NoSuch(access.Slug);
        }

        if (read.Values is null)
        {
            return CredentialProblems.ValuesMissing();
        }

        await MarkUsedAsync(access, credential, purpose, origin, cancellationToken);
        return read.Values;
    }

    private sealed record Reading(Credential Credential, ImmutableSortedDictionary<string, Secret>? Values);

    private async Task<Reading?> ReadAsync(ProjectAccess access, string name, CancellationToken cancellationToken)
    {
        var credential = await records
            .Set<Credential>()
            .AsNoTracking()
            .FirstOrDefaultAsync(c => c.ProjectId == access.Id && c.Name == name, cancellationToken);
        return credential is null ? null : new(credential, await vault.FindAsync(credential, cancellationToken));
    }

    private async Task MarkUsedAsync(
        ProjectAccess access,
        Credential credential,
        string purpose,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await records.Database.BeginTransactionAsync(cancellationToken);
        DateTimeOffset? now = time.GetUtcNow();
        await records
            .Set<Credential>()
            .Where(c => c.Id == credential.Id)
            .ExecuteUpdateAsync(
                set => set.SetProperty(c => c.LastUsedAt, now).SetProperty(c => c.LastUsedBy, origin.Actor),
                cancellationToken
            );
        var entry = Entry("credential.use", credential);
        await audit.SaveAsync(
            access.TeamId,
            origin,
            entry with
            {
                Detail = $"{entry.Detail}, for {purpose}",
            },
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
    }

    private Task<Credential?> FindAsync(ProjectAccess access, string name, CancellationToken cancellationToken) =>
        records
            .Set<Credential>()
            .FirstOrDefaultAsync(c => c.ProjectId == access.Id && c.Name == name, cancellationToken);

    /// <summary>An event of the audit log about a credential.</summary>
    internal static AuditEntry Entry(string action, Credential credential) =>
        new(action, credential.Id.Value)
        {
            ProjectId = credential.ProjectId.Value,
            Detail = $"{credential.Name}: {credential.Kind}, fingerprint {credential.Fingerprint}",
        };
}
