using Infrar.Core.Credentials;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.Teams;
using Infrar.Providers;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Infrar.Platform.Credentials;

/// <summary>Asks providers about the credentials that are due to be checked, on one of all nodes.</summary>
/// <remarks>
/// 1. The check is put off, so that one that dies is taken up again. 2. The values are handed out, which the audit log tells.
/// 3. The provider is asked. 4. What came of it is written down, if the values are still the same.
/// </remarks>
internal sealed class CredentialChecks(
    PlatformContext records,
    CredentialChanges changes,
    CheckCalls calls,
    IdentityTokens identity,
    AuditLog audit,
    TimeProvider time
) : IJob
{
    /// <summary>What the job is called in the database.</summary>
    public const string Job = "credential-checks";

    // Longer than any check takes.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        while (await NextAsync(cancellationToken) is { } due)
        {
            // 1.
            DateTimeOffset? later = time.GetUtcNow() + Again;
            var isOurs = await Of(due)
                .Where(c => c.CheckDueAt == due.Credential.CheckDueAt)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.CheckDueAt, later), cancellationToken);
            if (isOurs > 0)
            {
                await CheckAsync(due, cancellationToken);
            }
        }
    }

    private sealed record Due(Credential Credential, ProjectAccess Access);

    private async Task<Due?> NextAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var found = await (
            from credential in records.Set<Credential>().AsNoTracking()
            join project in records.Set<Project>() on credential.ProjectId equals project.Id
            where credential.CheckDueAt <= now
            orderby credential.CheckDueAt
            select new
            {
                credential,
                project.TeamId,
                project.Slug,
            }
        ).FirstOrDefaultAsync(cancellationToken);
        return found is null
            ? null
            : new(found.credential, new(found.credential.ProjectId, found.TeamId, found.Slug, Role.Operator));
    }

    private async Task CheckAsync(Due due, CancellationToken cancellationToken)
    {
        // 2.
        var used = await changes.UseAsync(
            due.Access,
            due.Credential.Name,
            "validation",
            AuditOrigin.System,
            cancellationToken
        );
        CheckStep step;
        if (!used.Succeeded(out var values, out var problem))
        {
            step = new CheckStep.Unknown(problem.Detail);
        }
        else if (AllCredentials.Find(due.Credential.Kind) is not { } kind)
        {
            step = new CheckStep.Unknown("This version of the platform does not know the kind.");
        }
        else
        {
            var context = new CheckContext(
                values.ToDictionary(v => v.Key, v => v.Value.Reveal(), StringComparer.Ordinal),
                time.GetUtcNow(),
                await calls.OwnAsync(cancellationToken),
                await identity.IssueAsync(due.Access.Id, IdentityTokens.Aws, cancellationToken)
            );
            // 3.
            step = await calls.RunAsync(kind.Check(context), cancellationToken);
        }

        await WriteAsync(due, step, cancellationToken);
    }

    private async Task WriteAsync(Due due, CheckStep step, CancellationToken cancellationToken)
    {
        var (state, detail) = step switch
        {
            CheckStep.Good good => (ValidationState.Valid, good.Detail),
            CheckStep.Bad bad => (ValidationState.Refused, bad.Detail),
            CheckStep.Unknown unknown => (ValidationState.Unreachable, unknown.Detail),
            _ => throw new InvalidOperationException("A check ended without an end."),
        };
        string? said = detail.Length <= Credential.LongestDetail ? detail : detail[..Credential.LongestDetail];
        DateTimeOffset? now = time.GetUtcNow();
        DateTimeOffset? never = null;
        // 4.
        await using var transaction = await records.Database.BeginTransactionAsync(cancellationToken);
        var written = await Of(due)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(c => c.Validation, state)
                        .SetProperty(c => c.ValidatedAt, now)
                        .SetProperty(c => c.ValidationDetail, said)
                        .SetProperty(c => c.CheckDueAt, never),
                cancellationToken
            );
        if (written is 0)
        {
            return;
        }

        var entry = CredentialChanges.Entry("credential.check", due.Credential);
        await audit.SaveAsync(
            due.Access.TeamId,
            AuditOrigin.System,
            entry with
            {
                Detail = $"{entry.Detail}: {state.ToString().ToLowerInvariant()}",
            },
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
    }

    private IQueryable<Credential> Of(Due due) =>
        records.Set<Credential>().Where(c => c.Id == due.Credential.Id && c.Version == due.Credential.Version);
}
