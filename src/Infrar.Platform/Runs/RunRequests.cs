using System.Collections.Immutable;
using System.Globalization;
using Infrar.Platform.Http;
using Infrar.Platform.Projects;
using Infrar.Platform.Runs.Policies;

namespace Infrar.Platform.Runs;

/// <summary>What a new run is to do.</summary>
/// <param name="Operation">What to do; <c>recover</c> is asked for at the interrupted run.</param>
/// <param name="Environment">The environment; may be left out where there is one alone.</param>
/// <param name="Strategy">The hosting option; the one that was chosen for the environment when left out, else its first.</param>
/// <param name="Message">Why, at most 1,000 characters.</param>
/// <param name="AutoApply">Whether a plan with changes is applied without anybody's approval, where the environment's policy lets it; no when left out.</param>
/// <param name="From">The earlier run whose configuration is taken instead of what the manifest says now: to try again, or to go back.</param>
/// <param name="Supersede">Whether it takes the place of older runs that nobody has approved; as the environment's policy says when left out.</param>
/// <param name="Configuration">The id of a configuration of your own, to be run in the place of the manifest's.</param>
[ApiExample(
    """
        {"environment": "production", "operation": "apply", "strategy": "pages-aws", "message": "Two more tasks before the sale", "autoApply": false}
        """
)]
internal sealed record CreateRunRequest(
    RunOperation Operation,
    string? Environment = null,
    string? Strategy = null,
    string? Message = null,
    bool? AutoApply = null,
    Id<Run>? From = null,
    bool? Supersede = null,
    string? Configuration = null
)
{
    /// <summary>What is wrong with it.</summary>
    public ImmutableArray<ProblemError> Faults()
    {
        var errors = ImmutableArray.CreateBuilder<ProblemError>();
        if (Configuration is not null && Strategy is not null)
        {
            errors.Add(
                new("A configuration of your own is under no hosting option; leave one of the two out.", "/strategy")
            );
        }

        if (Operation is RunOperation.Recover)
        {
            errors.Add(new("Ask for it at the interrupted run: POST …/runs/{run}/recovery.", "/operation"));
        }

        if (Message is { Length: > RunConfiguration.LongestComment })
        {
            errors.Add(new($"A message has at most {RunConfiguration.LongestComment} characters.", "/message"));
        }

        if (From is not null && (Strategy ?? Configuration) is not null)
        {
            errors.Add(
                new(
                    "A run from an earlier one takes that one's configuration; leave strategy and configuration out.",
                    "/from"
                )
            );
        }

        return errors.ToImmutable();
    }
}

/// <summary>That a run's plan is to be applied.</summary>
/// <param name="Comment">Why, at most 1,000 characters; needed with override.</param>
/// <param name="Override">Whether also where the plan breaks the environment's policy; for owners of the team alone.</param>
[ApiExample("""{"comment": "Agreed in today's call", "override": false}""")]
internal sealed record ApproveRunRequest(string? Comment = null, bool? Override = null);

/// <summary>A decision about a run.</summary>
/// <param name="Comment">Why, at most 1,000 characters.</param>
[ApiExample("""{"comment": "Agreed in today's call"}""")]
internal sealed record RunDecision(string? Comment = null)
{
    /// <summary>The comment as it is kept.</summary>
    public string Text => RunText.Fit(Comment ?? "", RunConfiguration.LongestComment);
}

/// <summary>How an interrupted run is to be recovered.</summary>
/// <param name="Imports">What somebody found at the provider of the resources that are uncertain, at most 1,000; left out, they are planned anew.</param>
[ApiExample("""{"imports": [{"address": "aws_s3_bucket_versioning.uploads", "id": "infrar-prod-uploads"}]}""")]
internal sealed record RecoverRunRequest(ImmutableArray<FoundResource>? Imports = null)
{
    private const int Most = 1000;

    /// <summary>What is wrong with it.</summary>
    public ImmutableArray<ProblemError> Faults()
    {
        var imports = Imports ?? [];
        return
        [
            .. imports
                .Select((found, i) => (found, i))
                .Where(f =>
                    f.found.Address.Length is 0 or > RunConfiguration.LongestAddress
                    || f.found.Id.Length is 0 or > RunConfiguration.LongestAddress
                    || f.found.Address.Any(c => char.IsControl(c) || c is '{' or '}' or '#')
                )
                .Select(f => new ProblemError(
                    "State the address of one resource and its id at the provider.",
                    $"/imports/{f.i}"
                )),
            .. imports.Length > Most ? [new ProblemError($"State at most {Most}.", "/imports")] : (ProblemError[])[],
        ];
    }
}

/// <summary>A resource that was found at its provider.</summary>
/// <param name="Address">Its address in the configuration.</param>
/// <param name="Id">What its provider knows it by.</param>
internal sealed record FoundResource(string Address, string Id);

/// <summary>How a run is to be stopped.</summary>
/// <param name="Force">Whether the engine is killed, at the price of an interrupted run; only after it was asked to stop.</param>
/// <param name="Comment">Why.</param>
[ApiExample("""{"force": false, "comment": "Wrong environment"}""")]
internal sealed record CancelRunRequest(bool? Force = null, string? Comment = null);

/// <summary>A run.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ProjectId">Its project.</param>
/// <param name="Environment">Its workspace's environment.</param>
/// <param name="Operation">What it is to do.</param>
/// <param name="Status">How far it is: <c>pending</c>, <c>plan_queued</c>, <c>planning</c>, <c>planned</c>, <c>planned_and_finished</c>, <c>apply_queued</c>, <c>applying</c>, <c>applied</c>, <c>discarded</c>, <c>errored</c>, <c>canceled</c>, <c>interrupted</c> or <c>recovered</c>.</param>
/// <param name="Strategy">The hosting option that its configuration was made of; null for a configuration of somebody's own.</param>
/// <param name="Message">Why it was asked for.</param>
/// <param name="AutoApply">Whether it needs no approval.</param>
/// <param name="Changes">What its plan would do; null until there is a plan.</param>
/// <param name="Policies">How the plan stands to the environment's policy.</param>
/// <param name="Approvals">Who has approved it so far.</param>
/// <param name="Engine">Which engine planned.</param>
/// <param name="Worker">The executor that is, or last was, at work on it.</param>
/// <param name="QueuePosition">How many runs of its workspace come before it; null once it has had its turn.</param>
/// <param name="Recovers">The interrupted run that it recovers.</param>
/// <param name="CancelAt">When somebody asked to stop it.</param>
/// <param name="Problem">Why it ended otherwise than was wanted.</param>
/// <param name="CreatedBy">Who asked for it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ChangedAt">When its status last changed.</param>
[ApiExample(
    """
        {"id": "run-06f3k7z9m1b8qd2v5x4c", "projectId": "prj-06f3k7z9m1b8qd2v5x4c", "environment": "production", "operation": "apply", "status": "planned", "strategy": "pages-aws", "message": "Two more tasks before the sale", "autoApply": false, "changes": {"creates": 0, "updates": 1, "replaces": 0, "deletes": 0, "imports": 0, "drifted": 0, "hasChanges": true, "costBefore": "661.33", "costAfter": "702.10", "currency": "USD", "unpriced": 0, "findingsAdded": 0, "findingsMended": 1}, "policies": [{"check": "monthlyCost", "outcome": "passed", "blocks": false, "detail": "A month would cost 702.10 USD; at most 900.00 is allowed."}], "approvals": [], "engine": "Terraform 1.11.4", "worker": "runner-1-4711-a1b2c3", "queuePosition": null, "recovers": null, "cancelAt": null, "problem": null, "createdBy": "usr-06f3k7z9m1b8qd2v5x4c", "createdAt": "2026-11-27T09:30:00+00:00", "changedAt": "2026-11-27T09:30:12+00:00"}
        """
)]
internal sealed record RunResponse(
    Id<Run> Id,
    Id<Project> ProjectId,
    string Environment,
    RunOperation Operation,
    string Status,
    string? Strategy,
    string Message,
    bool AutoApply,
    RunChangesResponse? Changes,
    ImmutableArray<PolicyResult> Policies,
    ImmutableArray<RunApproval> Approvals,
    string? Engine,
    string? Worker,
    int? QueuePosition,
    string? Recovers,
    DateTimeOffset? CancelAt,
    RunProblemResponse? Problem,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt
)
{
    public static RunResponse Of(Run run, string environment, int? position) =>
        new(
            run.Id,
            run.ProjectId,
            environment,
            run.Operation,
            run.Status.Word(),
            run.Strategy,
            run.Message,
            run.IsAutoApplied,
            run.Changes is { } changes ? RunChangesResponse.Of(changes) : null,
            run.Policies,
            run.Approvals,
            run.Engine,
            run.Worker,
            run.Status is RunStatus.Pending or RunStatus.PlanQueued ? position : null,
            run.Recovers,
            run.CancelAt,
            run.ProblemCode is { } code ? new(code, run.ProblemTitle ?? "", run.ProblemDetail ?? "") : null,
            run.CreatedBy,
            run.CreatedAt,
            run.ChangedAt
        );
}

/// <summary>What a plan would do. Money is a text, of which nothing is rounded away.</summary>
/// <param name="Creates">Resources to be created.</param>
/// <param name="Updates">Resources to be changed in place.</param>
/// <param name="Replaces">Resources to be destroyed and created anew.</param>
/// <param name="Deletes">Resources to be destroyed.</param>
/// <param name="Imports">Resources to be taken into the state.</param>
/// <param name="Drifted">Resources that are not as the state has them.</param>
/// <param name="HasChanges">Whether applying does anything.</param>
/// <param name="CostBefore">What a month costs before; null where it could not be computed.</param>
/// <param name="CostAfter">What a month costs after.</param>
/// <param name="Currency">Three letters.</param>
/// <param name="Unpriced">Resources without a price; what they cost is in neither figure.</param>
/// <param name="FindingsAdded">Findings that it would add.</param>
/// <param name="FindingsMended">Findings that it would mend.</param>
internal sealed record RunChangesResponse(
    int Creates,
    int Updates,
    int Replaces,
    int Deletes,
    int Imports,
    int Drifted,
    bool HasChanges,
    string? CostBefore,
    string? CostAfter,
    string? Currency,
    int Unpriced,
    int FindingsAdded,
    int FindingsMended
)
{
    public static RunChangesResponse Of(RunChangesSummary of) =>
        new(
            of.Creates,
            of.Updates,
            of.Replaces,
            of.Deletes,
            of.Imports,
            of.Drifted,
            of.HasChanges,
            Money(of.CostBefore),
            Money(of.CostAfter),
            of.Currency,
            of.Unpriced,
            of.FindingsAdded,
            of.FindingsMended
        );

    private static string? Money(decimal? amount) => amount?.ToString("0.############", CultureInfo.InvariantCulture);
}

/// <summary>Why a run ended otherwise than was wanted.</summary>
/// <param name="Code">The problem's code.</param>
/// <param name="Title">What kind it is.</param>
/// <param name="Detail">What was wrong here, and what to do.</param>
internal sealed record RunProblemResponse(string Code, string Title, string Detail);

/// <summary>That a run came into a status.</summary>
/// <param name="Status">The status.</param>
/// <param name="Actor">A person's id, <c>platform</c>, or an executor.</param>
/// <param name="Comment">Why.</param>
/// <param name="At">When.</param>
internal sealed record RunTransitionResponse(string Status, string Actor, string Comment, DateTimeOffset At);

/// <summary>A run with its life so far.</summary>
/// <param name="Run">The run.</param>
/// <param name="Transitions">Every status it had, in order.</param>
/// <param name="Approval">What its approval takes; null unless its plan waits for that.</param>
[ApiExample(
    """
        {"run": {"id": "run-06f3k7z9m1b8qd2v5x4c", "projectId": "prj-06f3k7z9m1b8qd2v5x4c", "environment": "production", "operation": "plan", "status": "pending", "strategy": "pages-aws", "message": "", "autoApply": false, "changes": null, "policies": [], "approvals": [], "engine": null, "worker": null, "queuePosition": 1, "recovers": null, "cancelAt": null, "problem": null, "createdBy": "usr-06f3k7z9m1b8qd2v5x4c", "createdAt": "2026-11-27T09:30:00+00:00", "changedAt": "2026-11-27T09:30:00+00:00"}, "transitions": [{"status": "pending", "actor": "usr-06f3k7z9m1b8qd2v5x4c", "comment": "", "at": "2026-11-27T09:30:00+00:00"}], "approval": null}
        """
)]
internal sealed record RunDetailResponse(
    RunResponse Run,
    IReadOnlyList<RunTransitionResponse> Transitions,
    RunGateResponse? Approval
);

/// <summary>What a plan's approval takes.</summary>
/// <param name="Wanted">How many people have to approve it.</param>
/// <param name="SelfApproval">Whether whoever asked for the run may.</param>
/// <param name="IsOpen">Whether it is a time at which plans may be approved.</param>
/// <param name="IsCurrent">Whether the policy is still the one that the plan was held against; else another plan is needed.</param>
internal sealed record RunGateResponse(int Wanted, bool SelfApproval, bool IsOpen, bool IsCurrent);

/// <summary>What an interrupted run leaves to be brought together.</summary>
/// <param name="Completed">Resources that it made and the state does not have.</param>
/// <param name="Uncertain">Resources that it was at, with no word of how that ended.</param>
/// <param name="Recorded">Resources that it made and the state has.</param>
[ApiExample(
    """
        {"completed": [{"address": "aws_s3_bucket.uploads", "idKey": "id", "idValue": "infrar-uploads", "isImportable": true}], "uncertain": [{"address": "aws_db_instance.main", "action": "create"}], "recorded": 12}
        """
)]
internal sealed record RecoveryResponse(
    IReadOnlyList<LostResourceResponse> Completed,
    IReadOnlyList<UncertainResourceResponse> Uncertain,
    int Recorded
);

/// <summary>A resource that an interrupted run made and the state does not have.</summary>
/// <param name="Address">Its address.</param>
/// <param name="IdKey">The attribute that identifies it.</param>
/// <param name="IdValue">Its value.</param>
/// <param name="IsImportable">Whether the recovering run takes it into the state; else it has to be imported by hand.</param>
internal sealed record LostResourceResponse(string Address, string IdKey, string IdValue, bool IsImportable);

/// <summary>A resource that an interrupted run was at.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Action">What was being done to it.</param>
internal sealed record UncertainResourceResponse(string Address, string Action);
