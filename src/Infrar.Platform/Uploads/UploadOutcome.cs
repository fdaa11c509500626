using Infrar.Core;
using Infrar.Platform.Audit;
using Infrar.Platform.Events;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Uploads;

/// <summary>Saves what the platform itself made of an upload: the row, its event and its audit row, or none of them.</summary>
internal sealed class UploadOutcome(
    PlatformContext records,
    UploadFiles files,
    EventLog events,
    AuditLog audit,
    TimeProvider time
)
{
    /// <summary>Saves a change of an upload that the context follows.</summary>
    /// <returns>False when somebody changed it meanwhile, such as gave it up; then nothing is saved.</returns>
    public async Task<bool> SaveAsync(Upload upload, string action, CancellationToken cancellationToken)
    {
        var team = await records
            .Set<Project>()
            .Where(p => p.Id == upload.ProjectId)
            .Select(p => p.TeamId)
            .FirstAsync(cancellationToken);
        var stream = UploadEvents.Stream(upload);
        await events.AddAsync(stream, [UploadEvents.Status(upload)], cancellationToken);
        try
        {
            await audit.SaveAsync(
                team,
                AuditOrigin.System,
                new(action, upload.Id.Value)
                {
                    ProjectId = upload.ProjectId.Value,
                    Outcome = upload.ProblemCode is null ? "done" : "refused",
                    Detail = upload.ProblemCode ?? "",
                },
                cancellationToken
            );
        }
        catch (DbUpdateException)
        {
            records.ChangeTracker.Clear();
            return false;
        }

        await events.SignalAsync(stream, cancellationToken);
        return true;
    }

    /// <summary>Refuses an upload and throws away what is stored of it.</summary>
    public async Task FailAsync(Upload upload, Problem problem, string action, CancellationToken cancellationToken)
    {
        upload.Fail(problem, time.GetUtcNow());
        if (await SaveAsync(upload, action, cancellationToken))
        {
            await files.RemoveAsync(upload, cancellationToken);
        }
    }
}
