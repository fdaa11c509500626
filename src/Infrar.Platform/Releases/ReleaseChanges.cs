using System.Collections.Immutable;
using Infrar.Core;
using Infrar.Core.Manifests;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Builds;
using Infrar.Platform.Evaluations;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.Runs;
using Infrar.Platform.Runs.Executor;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Releases;

/// <summary>Brings images into environments: those of a build, or those of a release that was live before.</summary>
internal sealed class ReleaseChanges(
    PlatformContext records,
    RunChanges runs,
    ReleasedImages released,
    ImageAdmission admission,
    AuditLog audit,
    IOptions<ExecutorOptions> executor,
    TimeProvider time
)
{
    /// <summary>Releases the images of a build.</summary>
    /// <returns>The release; <c>REL004</c> to <c>REL006</c>, <c>REL010</c>, or a problem of the run.</returns>
    public async Task<Result<Release>> CreateAsync(
        CreateReleaseRequest request,
        ProjectAccess access,
        RunActor by,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        var build = await records
            .Set<Build>()
            .AsNoTracking()
            .Where(b => b.ProjectId == access.Id && b.Status == BuildStatus.Built)
            .Where(b => request.Build == null || b.Id == request.Build)
            .OrderByDescending(b => b.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (build is null)
        {
            return ReleaseProblems.NothingBuilt();
        }

        if (
            !(await SelectAsync(access.Id, request.Environment, request.Strategy, cancellationToken)).Succeeded(
                out var selected,
                out var problem
            )
        )
        {
            return problem;
        }

        var names = selected.System.Components.OfType<Workload>().Select(w => w.Name).ToHashSet(StringComparer.Ordinal);
        var images = build
            .Images.Where(i => names.Contains(i.Component))
            .Select(i => new ReleasedImage(i.Component, i.Reference))
            .ToList();
        if (images.Count is 0)
        {
            return ReleaseProblems.NoneRuns(selected.Environment.Name, build.Images.Select(i => i.Component));
        }

        var workspace = await records
            .Set<Workspace>()
            .AsNoTracking()
            .FirstOrDefaultAsync(
                w => w.ProjectId == access.Id && w.Environment == selected.Environment.Name,
                cancellationToken
            );
        var earlier = workspace is null ? [] : await released.OfAsync(workspace.Id, cancellationToken);
        // What an earlier release brought of components that are there no longer is let go.
        var all = ReleasedImages.Over(earlier.Where(e => names.Contains(e.Component)), images);
        return await BeginAsync(
            new(build.Id, null, all, Checks(request.Health, selected)),
            new CreateRunRequest(
                RunOperation.Apply,
                selected.Environment.Name,
                request.Strategy,
                request.Message ?? $"Releases {build.Id}.",
                request.AutoApply
            ),
            access,
            by,
            origin,
            cancellationToken
        );
    }

    /// <summary>Returns to a release that was live before.</summary>
    /// <returns>The release that brings its images back; <c>REL001</c>, <c>REL004</c>, <c>REL007</c>, <c>REL010</c>, or a problem of the run.</returns>
    public async Task<Result<Release>> ReturnAsync(
        ReturnRequest request,
        ProjectAccess access,
        RunActor by,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        if (
            !(await SelectAsync(access.Id, request.Environment, null, cancellationToken)).Succeeded(
                out var selected,
                out var problem
            )
        )
        {
            return problem;
        }

        var environment = selected.Environment.Name;
        var releases = await (
            from release in records.Set<Release>().AsNoTracking()
            join workspace in records.Set<Workspace>() on release.WorkspaceId equals workspace.Id
            where release.ProjectId == access.Id && workspace.Environment == environment
            where release.Status == ReleaseStatus.Superseded || release.Status == ReleaseStatus.Live
            orderby release.Id descending
            select release
        ).ToListAsync(cancellationToken);
        var target = request.To is { } to ? releases.Find(r => r.Id == to) : Release.Before(releases);
        return target is not null
                ? await ReturnToAsync(
                    target,
                    environment,
                    request.Message,
                    request.AutoApply,
                    access,
                    by,
                    origin,
                    cancellationToken
                )
            : request.To is not null ? ReleaseProblems.NoSuch()
            : ReleaseProblems.NothingToReturnTo(environment);
    }

    /// <summary>Brings the images of an earlier release back.</summary>
    public Task<Result<Release>> ReturnToAsync(
        Release target,
        string environment,
        string? message,
        bool? autoApply,
        ProjectAccess access,
        RunActor by,
        AuditOrigin origin,
        CancellationToken cancellationToken
    ) =>
        BeginAsync(
            new(null, target.Id.Value, target.Images, target.Checks),
            new CreateRunRequest(
                RunOperation.Apply,
                environment,
                null,
                message ?? $"Returns to {target.Id}.",
                autoApply,
                Supersede: true
            ),
            access,
            by,
            origin,
            cancellationToken
        );

    private async Task<Result<Release>> BeginAsync(
        NewRelease made,
        CreateRunRequest request,
        ProjectAccess access,
        RunActor by,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        if (
            await admission.RefusalAsync(access.Id, made.Images.Select(i => i.Reference), cancellationToken) is
            { } refusal
        )
        {
            return refusal;
        }

        Release? release = null;
        var begun = await runs.CreateAsync(
            request,
            access,
            by,
            origin,
            cancellationToken,
            made.Images,
            run => records.Add(release = Release.Create(Id<Release>.New(time), run, made, by.Id, time.GetUtcNow()))
        );
        if (!begun.Succeeded(out _, out var problem))
        {
            return problem;
        }

        await audit.SaveAsync(
            access.TeamId,
            origin,
            new("release.create", release!.Id.Value)
            {
                ProjectId = access.Id.Value,
                Detail = made.Build is { } build ? $"of {build} to {request.Environment}" : $"back to {made.ReturnsTo}",
            },
            cancellationToken
        );
        return await records.Set<Release>().AsNoTracking().FirstAsync(r => r.Id == release.Id, cancellationToken);
    }

    private async Task<Result<Selected>> SelectAsync(
        Id<Project> project,
        string? environment,
        string? strategy,
        CancellationToken cancellationToken
    )
    {
        var found = await records
            .Set<Project>()
            .Where(p => p.Id == project)
            .Select(p => new { p.Manifest, p.Residency })
            .FirstAsync(cancellationToken);
        var choices = await records
            .Set<StrategyChoice>()
            .AsNoTracking()
            .Where(c => c.ProjectId == project)
            .ToListAsync(cancellationToken);
        return Selected.Of(
            new() { Environment = environment, Strategy = strategy },
            found.Manifest,
            found.Residency,
            choices
        );
    }

    // Clouds that are stood in for run nothing that could be asked.
    private ImmutableArray<string> Checks(ImmutableArray<string>? stated, Selected selected) =>
        stated
        ?? (
            executor.Value.IsStandIn
                ? []
                :
                [
                    .. selected
                        .System.Components.OfType<Service>()
                        .Where(s => s is { Public: true, Domains.IsEmpty: false, Health.Path.Length: > 0 })
                        .Select(s => $"https://{s.Domains[0]}{s.Health!.Path}"),
                ]
        );
}
