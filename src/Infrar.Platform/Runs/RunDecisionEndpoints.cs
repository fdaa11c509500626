using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Runs.Policies;
using Infrar.Platform.Teams;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Infrar.Platform.Runs;

/// <summary>What people decide about runs: approving, discarding, canceling, recovering.</summary>
internal static class RunDecisionEndpoints
{
    public static void MapRunDecisions(this RouteGroupBuilder runs)
    {
        runs.MapPost("/{run}/approval", ApproveAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.RunsWrite))
            .WithName("ApproveRun")
            .WithSummary("Has a run's plan applied, once as many approved as the environment's policy asks for.");
        runs.MapPost("/{run}/discard", DiscardAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.RunsWrite))
            .WithName("DiscardRun")
            .WithSummary("Decides against a run's plan.");
        runs.MapPost("/{run}/cancel", CancelAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.RunsWrite))
            .WithName("CancelRun")
            .WithSummary("Stops a run. An engine at work finishes what it is about, saves, and ends; force kills it.");
        runs.MapGet("/{run}/recovery", UnrecordedAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.RunsRead))
            .WithName("ReadRecovery")
            .WithSummary("What an interrupted run made that the state does not have, and what is uncertain.");
        runs.MapPost("/{run}/recovery", RecoverAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.RunsWrite))
            .Idempotent()
            .WithName("RecoverRun")
            .WithSummary("Plans to bring an interrupted run's state and reality together.")
            .WithDescription(
                "What the engine had completed and could not record is imported; then the run goes on with what was left. The plan waits for approval as any other."
            );
    }

    private static async Task<Results<Ok<RunResponse>, ProblemHttpResult>> ApproveAsync(
        string run,
        ApproveRunRequest request,
        Caller caller,
        ProjectAccess access,
        RunChanges changes,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!Id<Run>.TryParse(run, null, out var id))
        {
            return RunProblems.NoSuch().ToHttp();
        }

        var approver = new Approver(
            caller.UserId,
            new RunDecision(request.Comment).Text,
            request.Override ?? false,
            access.Role is Role.Owner
        );
        return await AnswerAsync(
            await changes.ApproveAsync(id, approver, access, caller.Origin(http), cancellationToken),
            records,
            cancellationToken
        );
    }

    private static async Task<Results<Ok<RunResponse>, ProblemHttpResult>> DiscardAsync(
        string run,
        RunDecision decision,
        Caller caller,
        ProjectAccess access,
        RunChanges changes,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        Id<Run>.TryParse(run, null, out var id)
            ? await AnswerAsync(
                await changes.MoveAsync(
                    id,
                    "discard",
                    decision.Text,
                    (there, now) => new(there.Discard(new(caller.UserId), decision.Text, now)),
                    access,
                    caller.Origin(http),
                    cancellationToken
                ),
                records,
                cancellationToken
            )
            : RunProblems.NoSuch().ToHttp();

    private static async Task<Results<Ok<RunResponse>, ProblemHttpResult>> CancelAsync(
        string run,
        CancelRunRequest request,
        Caller caller,
        ProjectAccess access,
        RunChanges changes,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!Id<Run>.TryParse(run, null, out var id))
        {
            return RunProblems.NoSuch().ToHttp();
        }

        var (isForced, comment) = (request.Force ?? false, new RunDecision(request.Comment).Text);
        var moved = await changes.MoveAsync(
            id,
            isForced ? "force-cancel" : "cancel",
            comment,
            (there, now) => new(there.Cancel(new(caller.UserId), isForced, comment, now)),
            access,
            caller.Origin(http),
            cancellationToken
        );
        return await AnswerAsync(moved, records, cancellationToken);
    }

    private static async Task<Results<Ok<RecoveryResponse>, ProblemHttpResult>> UnrecordedAsync(
        string run,
        ProjectAccess access,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await RunEndpoints.FindAsync(records, access, run, cancellationToken) is not { } found)
        {
            return RunProblems.NoSuch().ToHttp();
        }

        if (found.Status is not RunStatus.Interrupted)
        {
            return RunProblems.NotAnInterruptedRun(found.Id, found.Status).ToHttp();
        }

        var plan = await Recovery.ImportsAsync(http.RequestServices, found.Id, cancellationToken);
        return TypedResults.Ok(
            new RecoveryResponse(
                [
                    .. plan.Completed.Select(c => new LostResourceResponse(
                        c.Address,
                        c.IdKey,
                        c.IdValue,
                        c.IsImportable
                    )),
                ],
                [.. plan.Uncertain.Select(u => new UncertainResourceResponse(u.Address, u.Action))],
                plan.Recorded
            )
        );
    }

    private static async Task<Results<Accepted<RunResponse>, ProblemHttpResult>> RecoverAsync(
        string run,
        RecoverRunRequest? request,
        Caller caller,
        ProjectAccess access,
        RunChanges changes,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await RunEndpoints.FindAsync(records, access, run, cancellationToken) is not { } found)
        {
            return RunProblems.NoSuch().ToHttp();
        }

        var wanted = request ?? new();
        if (wanted.Faults() is { IsEmpty: false } faults)
        {
            return RunProblems.NotRight().ToHttp(faults);
        }

        var made = await changes.RecoverAsync(
            found,
            wanted.Imports ?? [],
            access,
            caller,
            caller.Origin(http),
            cancellationToken
        );
        return made.Succeeded(out var recovering, out var problem)
            ? TypedResults.Accepted(
                $"/api/v1/projects/{access.Id}/runs/{recovering.Id}",
                await RunEndpoints.ResponseAsync(recovering, records, cancellationToken)
            )
            : problem.ToHttp();
    }

    private static async Task<Results<Ok<RunResponse>, ProblemHttpResult>> AnswerAsync(
        Result<Run> moved,
        PlatformContext records,
        CancellationToken cancellationToken
    ) =>
        moved.Succeeded(out var run, out var problem)
            ? TypedResults.Ok(await RunEndpoints.ResponseAsync(run, records, cancellationToken))
            : problem.ToHttp();
}
