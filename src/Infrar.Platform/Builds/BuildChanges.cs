using System.Collections.Immutable;
using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Builds.Registries;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Runs;
using Infrar.Platform.Uploads;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Builds;

/// <summary>What people do with builds: ask for one, cancel one.</summary>
internal sealed class BuildChanges(
    PlatformContext records,
    BuildTelling telling,
    BuildQueue queue,
    ImageRegistries registries,
    TimeProvider time
)
{
    /// <summary>Asks for a build of an upload.</summary>
    /// <returns>The build; <c>UPL030</c>-like problems of the upload, <c>BLD004</c> without a registry, or <c>BLD005</c>.</returns>
    public async Task<Result<Build>> CreateAsync(
        Id<Upload> upload,
        NewBuild made,
        ProjectAccess access,
        RunActor by,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        var source = await records
            .Set<Upload>()
            .AsNoTracking()
            .FirstOrDefaultAsync(u => u.Id == upload && u.ProjectId == access.Id, cancellationToken);
        if (source is null)
        {
            return UploadProblems.NoSuch();
        }

        if (source.Status is UploadStatus.Failed or UploadStatus.Aborted)
        {
            return BuildProblems.BadSource(source.Status);
        }

        if (!(await registries.OfAsync(access.Id, cancellationToken)).Succeeded(out _, out var problem))
        {
            return problem;
        }

        var now = time.GetUtcNow();
        var build = Build.Create(Id<Build>.New(time), source, made, by, now);
        if (source.Status is UploadStatus.Detected)
        {
            _ = build.Queue(now);
        }

        records.Add(build);
        await telling.MoveAsync(build, build, new(access.TeamId, origin, "create", $"of {upload}"), cancellationToken);
        await queue.SignalAsync(cancellationToken);
        return build;
    }

    /// <summary>Stops a build.</summary>
    /// <returns>The build; <c>BLD001</c> or <c>BLD002</c>.</returns>
    public async Task<Result<Build>> CancelAsync(
        Id<Build> id,
        string comment,
        ProjectAccess access,
        RunActor by,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        Result<Build> moved = BuildProblems.NoSuch();
        await telling.TryAsync(
            async () =>
            {
                var build = await records
                    .Set<Build>()
                    .FirstOrDefaultAsync(b => b.Id == id && b.ProjectId == access.Id, cancellationToken);
                if (build is not null)
                {
                    moved = build.Cancel(by, comment, time.GetUtcNow());
                    await telling.MoveAsync(
                        build,
                        moved,
                        new(access.TeamId, origin, "cancel", comment),
                        cancellationToken
                    );
                }
            },
            cancellationToken
        );
        await queue.SignalAsync(cancellationToken);
        return moved;
    }

    /// <summary>The newest build of a project that came to a good end; null for none.</summary>
    public Task<Build?> LastBuiltAsync(ProjectAccess access, CancellationToken cancellationToken) =>
        records
            .Set<Build>()
            .AsNoTracking()
            .Where(b => b.ProjectId == access.Id && b.Status == BuildStatus.Built)
            .OrderByDescending(b => b.Id)
            .FirstOrDefaultAsync(cancellationToken);

    /// <summary>Reads orders as requests have them.</summary>
    public static ImmutableArray<BuildOrder> Orders(IEnumerable<BuildOrder>? stated) =>
        [
            .. (stated ?? []).Select(o =>
                o with
                {
                    Folder =
                        o.Folder?.Replace('\\', '/').Trim('/') is { } folder && folder is not "." ? folder
                        : o.Folder is null ? null
                        : "",
                    Dockerfile = o.Dockerfile?.Replace('\\', '/').TrimStart('/'),
                }
            ),
        ];
}
