using System.Collections.Immutable;
using System.Text;
using Infrar.Core;
using Infrar.Core.Detection;
using Infrar.Core.Images;
using Infrar.Core.Manifests;
using Infrar.Platform.Builds.Registries;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Infrar.Platform.Runs.Isolation;
using Infrar.Platform.Uploads;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Builds.Builder;

/// <summary>Carries out a build that this builder has taken.</summary>
internal sealed partial class BuildWork(
    IServiceScopeFactory scopes,
    BuilderPlace place,
    IOptions<BuilderOptions> options,
    TimeProvider time,
    ILogger<BuildWork> log
)
{
    private const int EarlierBuilds = 20;
    private static readonly TimeSpan ToTell = TimeSpan.FromSeconds(30);

    /// <summary>Does it to its end.</summary>
    /// <param name="build">As it was taken.</param>
    /// <param name="stop">Ends it; another builder begins it anew.</param>
    public async Task DoAsync(Build build, CancellationToken stop)
    {
        var folder = BuildFolder.Create(place.Folder, build);
        var report = new BuildReport(scopes, build, options.Value.Lease, time);
        await using var lease = BuildLease.Keep(report, options.Value, log, build, stop);
        await using var scope = scopes.CreateAsyncScope();
        Result<ImmutableArray<BuiltImage>> made;
        try
        {
            made = await MakeAsync(scope.ServiceProvider, build, folder, report, lease.Stop);
        }
        catch (OperationCanceledException) when (lease.Stop.IsCancellationRequested)
        {
            made =
                lease.IsCanceled ? BuildProblems.Canceled()
                : lease.IsLate ? BuildProblems.TookTooLong(options.Value.Minutes)
                : BuildProblems.NotBegun();
        }
        catch (LostBuildException)
        {
            made = BuildProblems.NotBegun();
        }
        catch (Exception fault)
        {
            Log.NotDone(log, fault, build.Id.Value);
            made = BuildProblems.NotBegun();
        }

        // What was decided is told also when this node is stopping.
        using var bounded = new CancellationTokenSource(ToTell);
        try
        {
            if (stop.IsCancellationRequested && !lease.IsCanceled && !made.Succeeded(out _, out _))
            {
                await scope
                    .ServiceProvider.GetRequiredService<BuildQueue>()
                    .LoseAsync(build.Id, null, "Its builder was told to stop.", bounded.Token);
            }
            else if (!lease.IsLost)
            {
                await TellAsync(scope.ServiceProvider, build, folder, made, bounded.Token);
            }

            folder.Remove();
        }
        catch (Exception fault)
        {
            // Its lease ends, and it is built again.
            Log.NotDone(log, fault, build.Id.Value);
        }
    }

    private async Task<Result<ImmutableArray<BuiltImage>>> MakeAsync(
        IServiceProvider services,
        Build build,
        BuildFolder folder,
        BuildReport report,
        CancellationToken stop
    )
    {
        if (BuildProgram.Missing(options.Value) is { } missing)
        {
            return BuildProblems.NoBuilder(missing);
        }

        var records = services.GetRequiredService<PlatformContext>();
        var registries = services.GetRequiredService<ImageRegistries>();
        if (!(await registries.OfAsync(build.ProjectId, stop)).Succeeded(out var registry, out var problem))
        {
            return problem;
        }

        var upload = await records.Set<Upload>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == build.UploadId, stop);
        if (upload is null)
        {
            return BuildProblems.BadSource(UploadStatus.Aborted);
        }

        var unpacked = await services.GetRequiredService<SourceUnpacking>().UnpackAsync(upload, folder.Source, stop);
        if (!unpacked.Succeeded(out var tree, out problem))
        {
            return problem;
        }

        var slug = await records
            .Set<Project>()
            .Where(p => p.Id == build.ProjectId)
            .Select(p => p.Slug)
            .FirstAsync(stop);
        if (!Targets(build, tree, slug).Succeeded(out var targets, out problem))
        {
            return problem;
        }

        var secrets = await services.GetRequiredService<BuildSecrets>().ReadAsync(build.ProjectId, stop);
        folder.Configure(options.Value, Logins(registry));
        var groups = ControlGroups.Make((long)options.Value.MemoryMebibytes << 20, options.Value.Processes);
        try
        {
            var watch = new BuildWatch(folder, options.Value, groups);
            var program = new BuildProgram(options.Value, folder, groups);
            var mask = new SecretMask([
                .. secrets.Select(s => s.Value),
                .. registry.Login is { } login ? [login.Password] : (Secret[])[],
            ]);
            using var runner = new BuildRunner(program, watch, folder, report, mask);
            var scene = new BuildScene(
                build,
                upload.GitUrl is { } url ? $"git+{url}" : $"upload:{upload.Id}",
                upload.Sha256 ?? "",
                upload.GitCommit ?? "",
                tree,
                registry,
                folder,
                [.. secrets.Select(s => KeyValuePair.Create(s.Key, folder.Give($"secrets/{s.Key}", s.Value.Reveal())))],
                await EarlierAsync(records, build, stop),
                await place.ProgramAsync(stop)
            );
            return await EachAsync(services, scene, targets, runner, report, stop);
        }
        finally
        {
            await groups.RemoveAsync();
        }
    }

    private async Task<Result<ImmutableArray<BuiltImage>>> EachAsync(
        IServiceProvider services,
        BuildScene scene,
        ImmutableArray<ImageTarget> targets,
        BuildRunner runner,
        BuildReport report,
        CancellationToken stop
    )
    {
        var maker = services.GetRequiredService<ImageBuild>();
        var images = ImmutableArray.CreateBuilder<BuiltImage>();
        foreach (var target in targets)
        {
            var made = await maker.MakeAsync(scene, target, runner, options.Value, stop);
            await runner.FlushAsync(target.Component, stop);
            if (!made.Succeeded(out var image, out var problem))
            {
                return problem;
            }

            images.Add(image);
            await report.ImageAsync(image, stop);
        }

        return images.ToImmutable();
    }

    private static Result<ImmutableArray<ImageTarget>> Targets(Build build, SourceTree tree, string system)
    {
        var detection = Detector.Detect(tree, system);
        var found = ImageTarget.Of(detection);
        if (build.Orders.IsEmpty)
        {
            return found.IsEmpty ? BuildProblems.NothingToBuild("Detection found no component with an image.") : found;
        }

        var targets = ImmutableArray.CreateBuilder<ImageTarget>();
        foreach (var order in build.Orders)
        {
            var known = found.FirstOrDefault(t => t.Component == order.Component);
            if (known is null && order.Folder is null && order.Dockerfile is null)
            {
                return BuildProblems.UnknownComponent(order.Component, found.Select(t => t.Component));
            }

            // A folder may hold a program that goes by another name here.
            known ??= found.FirstOrDefault(t => order.Folder is not null && t.Folder == order.Folder);
            var target = known ?? new ImageTarget(order.Component, ComponentKind.Service, "");
            targets.Add(
                target with
                {
                    Component = order.Component,
                    Folder = order.Folder ?? target.Folder,
                    Dockerfile =
                        order.Dockerfile
                        ?? (order.Folder is null || order.Folder == target.Folder ? target.Dockerfile : ""),
                }
            );
        }

        return targets.ToImmutable();
    }

    private static async Task<ImmutableArray<(string, BuiltImage)>> EarlierAsync(
        PlatformContext records,
        Build build,
        CancellationToken stop
    ) =>
        [
            .. (
                await records
                    .Set<Build>()
                    .AsNoTracking()
                    .Where(b => b.ProjectId == build.ProjectId && b.Status == BuildStatus.Built)
                    .OrderByDescending(b => b.Id)
                    .Take(EarlierBuilds)
                    .ToListAsync(stop)
            ).SelectMany(b => b.Images.Select(i => (b.Id.Value, i))),
        ];

    private static IEnumerable<KeyValuePair<string, string>> Logins(RegistryPlace registry) =>
        registry.Login is { } login
            ?
            [
                KeyValuePair.Create(
                    registry.Host,
                    Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.User}:{login.Password.Reveal()}"))
                ),
            ]
            : [];

    private async Task TellAsync(
        IServiceProvider services,
        Build build,
        BuildFolder folder,
        Result<ImmutableArray<BuiltImage>> made,
        CancellationToken cancellationToken
    )
    {
        var records = services.GetRequiredService<PlatformContext>();
        var telling = services.GetRequiredService<BuildTelling>();
        var key = await services.GetRequiredService<BuildLogs>().KeepAsync(build, folder.Told, cancellationToken);
        await telling.TryAsync(
            async () =>
            {
                var there = await records.Set<Build>().FirstOrDefaultAsync(b => b.Id == build.Id, cancellationToken);
                if (there is null || there.Epoch != build.Epoch || there.Status is not BuildStatus.Building)
                {
                    return;
                }

                var moved = made.Succeeded(out var images, out var problem)
                    ? there.Finish(images, key, time.GetUtcNow())
                    : there.Fail(problem, key, time.GetUtcNow());
                await telling.MoveAsync(there, moved, null, cancellationToken);
            },
            cancellationToken
        );
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Build} could not be carried out")]
        public static partial void NotDone(ILogger log, Exception fault, string build);
    }
}
