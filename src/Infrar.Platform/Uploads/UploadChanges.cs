using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Events;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Work;
using Infrar.Platform.Teams;
using Infrar.Platform.Uploads.Git;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Uploads;

/// <summary>Who asks for a change, of which project.</summary>
internal sealed record UploadAsker(ProjectAccess Access, Caller Caller, AuditOrigin Origin);

/// <summary>Begins, completes and gives up uploads.</summary>
internal sealed class UploadChanges(
    PlatformContext records,
    UploadFiles files,
    TeamQuotas quotas,
    EventLog events,
    AuditLog audit,
    OneTimeWork work,
    IOptions<UploadsOptions> options,
    TimeProvider time
)
{
    /// <summary>Begins an upload.</summary>
    /// <returns>The upload; <c>UPL030</c>, <c>UPL039</c> or <c>ADM004</c>.</returns>
    public async Task<Result<Upload>> BeginAsync(
        CreateUploadRequest request,
        UploadAsker asker,
        CancellationToken cancellationToken
    )
    {
        if (request.Size > options.Value.MaxBytes)
        {
            return UploadProblems.TooLarge(options.Value.MaxBytes);
        }

        if (await IsFullAsync(asker.Access, cancellationToken))
        {
            return UploadProblems.TooManyOpen(options.Value.OpenPerProject);
        }

        if (await quotas.StorageRefusalAsync(asker.Access.TeamId, request.Size, cancellationToken) is { } full)
        {
            return full;
        }

        var (project, id) = (asker.Access.Id, Id<Upload>.New(time));
        var parts = await files.Store.BeginPartsAsync(UploadFiles.Key(project, id), cancellationToken);
        var upload = Upload.Begin(id, project, request, parts, asker.Caller.UserId, time.GetUtcNow());
        records.Add(upload);
        await SaveAsync(upload, asker, "upload.create", $"{request.Size} bytes", cancellationToken);
        return upload;
    }

    /// <summary>Begins to fetch a repository.</summary>
    /// <returns>The upload, to be given to <see cref="GitImports"/>; <c>UPL039</c>.</returns>
    public async Task<Result<Upload>> FetchAsync(GitSource git, UploadAsker asker, CancellationToken cancellationToken)
    {
        if (await IsFullAsync(asker.Access, cancellationToken))
        {
            return UploadProblems.TooManyOpen(options.Value.OpenPerProject);
        }

        // How large a repository is shows when it is here, bounded by what one upload may be.
        if (await quotas.StorageRefusalAsync(asker.Access.TeamId, 1, cancellationToken) is { } full)
        {
            return full;
        }

        var upload = Upload.Fetch(Id<Upload>.New(time), asker.Access.Id, git, asker.Caller.UserId, time.GetUtcNow());
        records.Add(upload);
        await SaveAsync(upload, asker, "upload.import", git.Url, cancellationToken);
        return upload;
    }

    /// <summary>Ends the receiving and has a job look into it.</summary>
    /// <returns>The upload; <c>UPL036</c> or <c>UPL037</c>.</returns>
    public async Task<Result<Upload>> CompleteAsync(
        Upload upload,
        UploadAsker asker,
        CancellationToken cancellationToken
    )
    {
        var before = upload.Status;
        if (!upload.Complete(time.GetUtcNow()).Succeeded(out _, out var problem))
        {
            return problem;
        }

        if (upload.Status != before)
        {
            await SaveAsync(upload, asker, "upload.complete", "", cancellationToken);
        }

        if (upload.Status is UploadStatus.Checking)
        {
            await work.AddAsync<UploadCheck>(UploadCheck.Group, upload.Id.Value, cancellationToken);
        }

        return upload;
    }

    /// <summary>Gives an upload up, or throws away what it had brought.</summary>
    public async Task AbortAsync(Upload upload, UploadAsker asker, CancellationToken cancellationToken)
    {
        if (upload.Status is not UploadStatus.Aborted)
        {
            upload.Abort(time.GetUtcNow());
            await SaveAsync(upload, asker, "upload.abort", "", cancellationToken);
        }

        await files.RemoveAsync(upload, cancellationToken);
    }

    private async Task<bool> IsFullAsync(ProjectAccess access, CancellationToken cancellationToken) =>
        await records
            .Set<Upload>()
            .CountAsync(
                u =>
                    u.ProjectId == access.Id
                    && (
                        u.Status == UploadStatus.Receiving
                        || u.Status == UploadStatus.Fetching
                        || u.Status == UploadStatus.Checking
                    ),
                cancellationToken
            ) >= options.Value.OpenPerProject;

    private async Task SaveAsync(
        Upload upload,
        UploadAsker asker,
        string action,
        string detail,
        CancellationToken cancellationToken
    )
    {
        var stream = UploadEvents.Stream(upload);
        await events.AddAsync(stream, [UploadEvents.Status(upload)], cancellationToken);
        await audit.SaveAsync(
            asker.Access.TeamId,
            asker.Origin,
            new(action, upload.Id.Value) { ProjectId = upload.ProjectId.Value, Detail = detail },
            cancellationToken
        );
        await events.SignalAsync(stream, cancellationToken);
    }
}
