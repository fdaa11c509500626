using Infrar.Platform.Audit;
using Infrar.Platform.Mail;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.State;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Quartz;

namespace Infrar.Platform.Credentials;

/// <summary>Once a day, on one of all nodes: rotates data keys, and reminds people of credentials that only they can rotate.</summary>
internal sealed partial class Rotation(
    PlatformContext records,
    DataKeys keys,
    Outbox outbox,
    AuditLog audit,
    IOptions<CredentialsOptions> options,
    IOptions<DatabaseOptions> database,
    TimeProvider time,
    ILogger<Rotation> log
) : IJob
{
    // A database's password is its operator's to change; the platform reads it anew for every connection.
    private static readonly TimeSpan PasswordLife = TimeSpan.FromDays(90);

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await RotateAsync(cancellationToken);

    /// <summary>Does what is due.</summary>
    internal async Task RotateAsync(CancellationToken cancellationToken)
    {
        await RotateKeysAsync(cancellationToken);
        await RemindAsync(cancellationToken);
        if (
            database.Value.PasswordFile is { } file
            && File.Exists(file)
            && time.GetUtcNow() - File.GetLastWriteTimeUtc(file) > PasswordLife
        )
        {
            Log.PasswordIsOld(log, PasswordLife.Days);
        }
    }

    private async Task RotateKeysAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().AddDays(-options.Value.DataKeyDays);
        var due = await (
            from project in records.Set<Project>()
            where
                records.Set<Credential>().Any(c => c.ProjectId == project.Id)
                || records.Set<StateVersion>().Any(v => v.ProjectId == project.Id)
            where
                project.CreatedAt < before
                && !records.Set<ProjectKey>().Any(k => k.ProjectId == project.Id && k.RotatedAt >= before)
            select new { project.Id, project.TeamId }
        ).ToListAsync(cancellationToken);
        foreach (var project in due)
        {
            await keys.RotateAsync(project.Id, project.TeamId, AuditOrigin.System, cancellationToken);
        }
    }

    private async Task RemindAsync(CancellationToken cancellationToken)
    {
        if (options.Value.RotateAfterDays is 0)
        {
            return;
        }

        var before = time.GetUtcNow().AddDays(-options.Value.RotateAfterDays);
        var due = await (
            from credential in records.Set<Credential>()
            join project in records.Set<Project>() on credential.ProjectId equals project.Id
            where credential.ChangedAt < before && credential.RotationNoticedAt == null
            select new
            {
                credential,
                project.TeamId,
                project.Name,
                Email = records.Users.Where(u => u.Id == credential.ChangedBy).Select(u => u.Email).FirstOrDefault(),
            }
        ).ToListAsync(cancellationToken);
        foreach (var row in due)
        {
            row.credential.NoticeRotation(time.GetUtcNow());
            if (row.Email is not null)
            {
                var text = MailTexts.RotationDue(row.credential.Name, row.Name, row.credential.ChangedAt);
                await outbox.AddAsync(row.Email, text, cancellationToken);
            }

            try
            {
                await audit.SaveAsync(
                    row.TeamId,
                    AuditOrigin.System,
                    CredentialChanges.Entry("credential.rotation-due", row.credential),
                    cancellationToken
                );
            }
            catch (DbUpdateConcurrencyException)
            {
                // Stored anew at this moment, so it is due no more.
                records.ChangeTracker.Clear();
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Database:PasswordFile is older than {Days} days; change the password")]
        public static partial void PasswordIsOld(ILogger log, int days);
    }
}
