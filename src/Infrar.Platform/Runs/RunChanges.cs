using System.Collections.Immutable;
using System.Security.Cryptography;
using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Evaluations;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.Releases;
using Infrar.Platform.Runs.Executor;
using Infrar.Platform.Runs.Policies;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Runs;

/// <summary>What people do with runs: ask for one, approve, discard, cancel, recover.</summary>
internal sealed class RunChanges(
    PlatformContext records,
    Workspaces.Workspaces workspaces,
    WorkspaceVariables variables,
    RunFiles files,
    RunTelling telling,
    RunQueue queue,
    RunPolicies policies,
    ReleasedImages released,
    IOptions<ExecutorOptions> executor,
    TimeProvider time
)
{
    /// <summary>Asks for a run of what the project's manifest says, with the images that its environment runs.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="access">Where.</param>
    /// <param name="by">Who.</param>
    /// <param name="origin">Who, and from where.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="images">The images in the place of those that the environment runs; null for those.</param>
    /// <param name="with">Adds to what is saved with the run.</param>
    /// <returns>The run; a problem of the manifest or the choice, <c>RUN005</c>, <c>RUN006</c>, or <c>RUN014</c> when it is to take a configuration that is kept no longer.</returns>
    public async Task<Result<Run>> CreateAsync(
        CreateRunRequest request,
        ProjectAccess access,
        RunActor by,
        AuditOrigin origin,
        CancellationToken cancellationToken,
        ImmutableArray<ReleasedImage>? images = null,
        Action<Run>? with = null
    )
    {
        if (request.From is { } again)
        {
            return await AgainAsync(request, again, access, by, origin, cancellationToken);
        }

        var project = await records
            .Set<Project>()
            .Where(p => p.Id == access.Id)
            .Select(p => new { p.Manifest, p.Residency })
            .FirstAsync(cancellationToken);
        var choices = await records
            .Set<StrategyChoice>()
            .AsNoTracking()
            .Where(c => c.ProjectId == access.Id)
            .ToListAsync(cancellationToken);
        var chosen = Selected.Of(
            new() { Environment = request.Environment, Strategy = request.Strategy },
            project.Manifest,
            project.Residency,
            choices
        );
        if (!chosen.Succeeded(out var selected, out var problem))
        {
            return problem;
        }

        var workspace = await workspaces.EnsureAsync(access.Id, selected.Environment.Name, cancellationToken);
        var set = (await variables.ReadAsync(workspace.Id, cancellationToken))
            .Select(v => v.Name)
            .ToHashSet(StringComparer.Ordinal);
        var run = images ?? await released.OfAsync(workspace.Id, cancellationToken);
        var written = RunConfigurationFiles.Write(ReleasedImages.Put(selected, run), set, executor.Value.IsStandIn);
        if (!written.Succeeded(out var configuration, out problem))
        {
            return problem;
        }

        var made = new NewRun(
            request.Operation,
            request.Message ?? "",
            request.AutoApply ?? false,
            configuration.Strategy,
            Convert.ToHexStringLower(SHA256.HashData(configuration.Archive))
        )
        {
            Supersedes = request.Supersede ?? false,
            Images = [.. run.Select(i => i.Reference)],
        };
        return await AddAsync(
            workspace,
            made,
            new MemoryStream(configuration.Archive),
            access,
            by,
            origin,
            cancellationToken,
            with
        );
    }

    // What an earlier run was made of: to try again what failed, or to go back to what was.
    private async Task<Result<Run>> AgainAsync(
        CreateRunRequest request,
        Id<Run> id,
        ProjectAccess access,
        RunActor by,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        var earlier = await (
            from run in records.Set<Run>().AsNoTracking()
            join of in records.Set<Workspace>() on run.WorkspaceId equals of.Id
            where run.Id == id && run.ProjectId == access.Id
            select new { Run = run, Workspace = of }
        ).FirstOrDefaultAsync(cancellationToken);
        if (earlier is null)
        {
            return RunProblems.NoSuch();
        }

        if (request.Environment is { } wanted && wanted != earlier.Workspace.Environment)
        {
            return RunProblems.OtherEnvironment(id, earlier.Workspace.Environment);
        }

        await using var configuration = await files.OpenAsync(id, RunFileKind.Configuration, cancellationToken);
        if (configuration is null)
        {
            return RunProblems.NoFile(RunFileKind.Configuration);
        }

        var made = new NewRun(
            request.Operation,
            request.Message ?? $"With the configuration of {id}.",
            request.AutoApply ?? false,
            earlier.Run.Strategy,
            earlier.Run.ConfigurationSha256
        )
        {
            // What narrowed the earlier plan narrows none of another kind.
            PlanArguments = earlier.Run.Operation == request.Operation ? earlier.Run.PlanArguments : "",
            Images = earlier.Run.Images,
            Supersedes = request.Supersede ?? false,
        };
        return await AddAsync(earlier.Workspace, made, configuration, access, by, origin, cancellationToken);
    }

    /// <summary>Asks for a run that brings an interrupted one's state and reality together.</summary>
    /// <returns>The run; <c>RUN012</c> unless it is interrupted, <c>RUN014</c> when its configuration is kept no longer.</returns>
    public async Task<Result<Run>> RecoverAsync(
        Run interrupted,
        ImmutableArray<FoundResource> imports,
        ProjectAccess access,
        Caller caller,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        if (interrupted.Status is not RunStatus.Interrupted)
        {
            return RunProblems.NotAnInterruptedRun(interrupted.Id, interrupted.Status);
        }

        var begun = await records
            .Set<Run>()
            .AsNoTracking()
            .Where(r => r.Recovers == interrupted.Id.Value)
            .OrderByDescending(r => r.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (begun is not null && !begun.Status.IsEnded())
        {
            // Asked twice, as by two people: the one that is under way is what both want.
            return begun;
        }

        await using var stored = await files.OpenAsync(interrupted.Id, RunFileKind.Configuration, cancellationToken);
        if (stored is null)
        {
            return RunProblems.NoFile(RunFileKind.Configuration);
        }

        using var configuration = new MemoryStream();
        await stored.CopyToAsync(configuration, cancellationToken);
        if (!imports.IsEmpty)
        {
            RecoveryPlan.AddImports(configuration, imports);
        }

        configuration.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(configuration, cancellationToken));
        configuration.Position = 0;
        var workspace = await records
            .Set<Workspace>()
            .AsNoTracking()
            .FirstAsync(w => w.Id == interrupted.WorkspaceId, cancellationToken);
        var made = new NewRun(RunOperation.Recover, $"Recovers {interrupted.Id}.", false, interrupted.Strategy, hash)
        {
            Recovers = interrupted.Id.Value,
            Images = interrupted.Images,
        };
        return await AddAsync(workspace, made, configuration, access, new(caller.UserId), origin, cancellationToken);
    }

    /// <summary>Approves a run's plan.</summary>
    /// <returns>The run; <c>RUN001</c>, <c>RUN002</c>, or a problem of the environment's policy.</returns>
    public Task<Result<Run>> ApproveAsync(
        Id<Run> id,
        Approver approver,
        ProjectAccess access,
        AuditOrigin origin,
        CancellationToken cancellationToken
    ) =>
        MoveAsync(
            id,
            approver.IsOverride ? "override" : "approve",
            approver.Comment,
            async (run, now) => run.Approve(approver, await policies.GateAsync(run, cancellationToken), now),
            access,
            origin,
            cancellationToken
        );

    /// <summary>Moves a run as somebody wants.</summary>
    /// <param name="id">The run.</param>
    /// <param name="verb">What the audit log calls it.</param>
    /// <param name="comment">Why.</param>
    /// <param name="move">The move.</param>
    /// <param name="access">Where.</param>
    /// <param name="origin">Who.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Result<Run>> MoveAsync(
        Id<Run> id,
        string verb,
        string comment,
        Func<Run, DateTimeOffset, ValueTask<Result<Run>>> move,
        ProjectAccess access,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        Result<Run> moved = RunProblems.NoSuch();
        Id<Workspace>? workspace = null;
        await telling.TryAsync(
            async () =>
            {
                var run = await records
                    .Set<Run>()
                    .FirstOrDefaultAsync(r => r.Id == id && r.ProjectId == access.Id, cancellationToken);
                if (run is null)
                {
                    return;
                }

                workspace = run.WorkspaceId;
                moved = await move(run, time.GetUtcNow());
                await telling.MoveAsync(run, moved, new(access.TeamId, origin, verb, comment), cancellationToken);
            },
            cancellationToken
        );
        if (workspace is { } of)
        {
            await queue.AdvanceAsync(of, cancellationToken);
        }

        return moved;
    }

    /// <summary>Adds a run of a configuration that is there, and lets it have its turn.</summary>
    public async Task<Result<Run>> AddAsync(
        Workspace workspace,
        NewRun made,
        Stream configuration,
        ProjectAccess access,
        RunActor by,
        AuditOrigin origin,
        CancellationToken cancellationToken,
        Action<Run>? with = null
    )
    {
        records.ChangeTracker.Clear();
        var run = Run.Create(Id<Run>.New(time), workspace, made, by, time.GetUtcNow());
        records.Add(await files.StoreAsync(run, RunFileKind.Configuration, configuration, cancellationToken));
        records.Add(run);
        with?.Invoke(run);
        if (run.IsSpeculative)
        {
            // It waits for nobody.
            _ = run.QueuePlan(time.GetUtcNow());
        }

        await telling.MoveAsync(
            run,
            run,
            new(access.TeamId, origin, "create", $"{JsonNames.Of(run.Operation)} of {workspace.Environment}"),
            cancellationToken
        );
        if (
            !run.IsSpeculative
            && run.Recovers is null
            && (made.Supersedes || (await policies.ReadAsync(workspace.Id, cancellationToken)).Supersede)
        )
        {
            await queue.SupersedeAsync(run, cancellationToken);
        }

        await queue.AdvanceAsync(workspace.Id, cancellationToken);
        return await records.Set<Run>().AsNoTracking().FirstAsync(r => r.Id == run.Id, cancellationToken);
    }
}
