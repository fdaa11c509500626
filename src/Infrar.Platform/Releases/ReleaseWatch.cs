using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Builds;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Net;
using Infrar.Platform.Projects;
using Infrar.Platform.Runs;
using Infrar.Platform.Teams;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Releases;

/// <summary>Releases builds that were to be, asks what was applied whether it is well, and brings back what was there where it is not.</summary>
/// <remarks>Every node looks; of two that move one release at once, one is refused.</remarks>
internal sealed partial class ReleaseWatch(
    IServiceScopeFactory scopes,
    IHttpClientFactory clients,
    IOptions<ReleaseOptions> options,
    TimeProvider time,
    ILogger<ReleaseWatch> log
) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ToAnswer = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another node was faster.
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotLooked(log, fault);
            }

            await Task.Delay(Look, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var now = time.GetUtcNow();
        var due = await records
            .Set<Release>()
            .Where(r => r.Status == ReleaseStatus.Checking && r.NextCheckAt <= now)
            .OrderBy(r => r.NextCheckAt)
            .Select(r => r.Id)
            .Take(20)
            .ToListAsync(stop);
        foreach (var id in due)
        {
            await CheckAsync(id, stop);
        }

        var built = await records
            .Set<Build>()
            .Where(b => b.Status == BuildStatus.Built && b.ReleaseTo != null && !b.IsReleased)
            .OrderBy(b => b.Id)
            .Select(b => b.Id)
            .Take(20)
            .ToListAsync(stop);
        foreach (var id in built)
        {
            await ReleaseAsync(id, stop);
        }
    }

    private async Task CheckAsync(Id<Release> id, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var release = await records.Set<Release>().FirstAsync(r => r.Id == id, stop);
        var refusal = await AskAsync(release.Checks, stop);
        var now = time.GetUtcNow();
        if (refusal is null)
        {
            _ = release.Pass("Every address answered that it is well.", now);
            await scope.ServiceProvider.GetRequiredService<ReleaseFollowing>().SupersedeAsync(release, stop);
            await records.SaveChangesAsync(stop);
        }
        else if (now < release.CheckUntil)
        {
            _ = release.Wait(refusal, options.Value.HealthEvery, now);
            await records.SaveChangesAsync(stop);
        }
        else
        {
            _ = release.Fail(ReleaseProblems.NotWell(refusal), now);
            await records.SaveChangesAsync(stop);
            await ReturnAsync(scope.ServiceProvider, release, stop);
        }
    }

    // Null when every address answers well.
    private async Task<string?> AskAsync(IEnumerable<string> addresses, CancellationToken stop)
    {
        using var client = clients.CreateClient(NetworkRegistration.Outside);
        foreach (var address in addresses)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(ToAnswer);
            try
            {
                using var answer = await client.GetAsync(
                    new Uri(address),
                    HttpCompletionOption.ResponseHeadersRead,
                    patience.Token
                );
                if (!answer.IsSuccessStatusCode)
                {
                    return string.Create(null, $"{address} answered {(int)answer.StatusCode}.");
                }
            }
            catch (Exception fault)
                when (fault is HttpRequestException or IOException or OperationCanceledException
                    && !stop.IsCancellationRequested
                )
            {
                return $"{address} did not answer within {ToAnswer.TotalSeconds:0} seconds.";
            }
        }

        return null;
    }

    // A release that itself returns is not returned from: somebody has to look.
    private async Task ReturnAsync(IServiceProvider services, Release failed, CancellationToken stop)
    {
        var records = services.GetRequiredService<PlatformContext>();
        var good = await records
            .Set<Release>()
            .AsNoTracking()
            .Where(r => r.WorkspaceId == failed.WorkspaceId && r.Status == ReleaseStatus.Live)
            .FirstOrDefaultAsync(stop);
        if (good is null || failed.ReturnsTo is not null)
        {
            return;
        }

        var environment = await records
            .Set<Workspace>()
            .Where(w => w.Id == failed.WorkspaceId)
            .Select(w => w.Environment)
            .FirstAsync(stop);
        var back = await services
            .GetRequiredService<ReleaseChanges>()
            .ReturnToAsync(
                good,
                environment,
                $"{failed.Id} is not well; back to {good.Id}.",
                autoApply: true,
                await AccessAsync(records, failed.ProjectId, stop),
                RunActor.Platform,
                AuditOrigin.System,
                stop
            );
        if (!back.Succeeded(out _, out var problem))
        {
            Log.NotReturned(log, failed.Id.Value, problem.Code, problem.Detail);
        }
    }

    private async Task ReleaseAsync(Id<Build> id, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var build = await records.Set<Build>().FirstAsync(b => b.Id == id, stop);
        build.Release();
        await records.SaveChangesAsync(stop);
        records.ChangeTracker.Clear();
        var released = await scope
            .ServiceProvider.GetRequiredService<ReleaseChanges>()
            .CreateAsync(
                new(build.ReleaseTo, build.Id),
                await AccessAsync(records, build.ProjectId, stop),
                new(build.CreatedBy),
                AuditOrigin.System,
                stop
            );
        if (!released.Succeeded(out _, out var problem))
        {
            Log.NotReleased(log, build.Id.Value, problem.Code, problem.Detail);
            await TellAsync(scope.ServiceProvider, id, problem, stop);
        }
    }

    private async Task TellAsync(IServiceProvider services, Id<Build> id, Problem problem, CancellationToken stop)
    {
        var records = services.GetRequiredService<PlatformContext>();
        var telling = services.GetRequiredService<BuildTelling>();
        await telling.TryAsync(
            async () =>
            {
                var build = await records.Set<Build>().FirstAsync(b => b.Id == id, stop);
                await telling.MoveAsync(build, build.NotReleased(problem, time.GetUtcNow()), null, stop);
            },
            stop
        );
    }

    private static async Task<ProjectAccess> AccessAsync(
        PlatformContext records,
        Id<Project> project,
        CancellationToken stop
    ) =>
        await records
            .Set<Project>()
            .Where(p => p.Id == project)
            .Select(p => new ProjectAccess(p.Id, p.TeamId, p.Slug, Role.Operator))
            .FirstAsync(stop);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Releases could not be looked at; it is tried again")]
        public static partial void NotLooked(ILogger log, Exception fault);

        [LoggerMessage(
            LogLevel.Error,
            "{Release} is not well, and what was there before could not be brought back: {Code} {Detail}"
        )]
        public static partial void NotReturned(ILogger log, string release, string code, string detail);

        [LoggerMessage(LogLevel.Warning, "{Build} was to be released and is not: {Code} {Detail}")]
        public static partial void NotReleased(ILogger log, string build, string code, string detail);
    }
}
