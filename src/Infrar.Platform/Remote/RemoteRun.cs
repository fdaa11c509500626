using System.Text.Json.Nodes;
using Infrar.Platform.Access;
using Infrar.Platform.Runs;
using Infrar.Platform.Teams;

namespace Infrar.Platform.Remote;

/// <summary>A run, its plan and its apply as Terraform's client reads them: the one run, told in another's words.</summary>
internal static class RemoteRun
{
    /// <summary>The run.</summary>
    public static JsonObject Of(Run run, ProjectAccess access, Caller caller)
    {
        var may = access.Role >= Role.Operator && caller.Has(Scope.RunsWrite);
        var isWaiting = run.Status is RunStatus.Planned;
        var isCancelable = !run.Status.IsEnded() && run.Status is not RunStatus.Interrupted;
        var relationships = new JsonObject
        {
            ["workspace"] = JsonApi.Link("workspaces", run.WorkspaceId.Value),
            ["plan"] = JsonApi.Link("plans", RemoteNames.Part(run, "plan")),
            ["apply"] = JsonApi.Link("applies", RemoteNames.Part(run, "apply")),
            ["task-stages"] = new JsonObject { ["data"] = new JsonArray() },
            ["policy-checks"] = new JsonObject { ["data"] = new JsonArray() },
        };
        if (run.Changes is { CostAfter: not null, Currency: "USD" })
        {
            relationships["cost-estimate"] = JsonApi.Link("cost-estimates", RemoteNames.Part(run, "ce"));
        }

        return JsonApi.Resource(
            "runs",
            run.Id.Value,
            new JsonObject
            {
                ["status"] = Status(run),
                ["message"] = run.Message,
                ["source"] = "tfe-api",
                ["created-at"] = RemoteWorkspace.Time(run.CreatedAt),
                ["auto-apply"] = run.IsAutoApplied,
                ["has-changes"] = run.Changes?.HasChanges ?? false,
                ["is-destroy"] = run.Operation is RunOperation.Destroy,
                ["refresh-only"] = run.Operation is RunOperation.Refresh,
                ["plan-only"] = run.IsSpeculative,
                ["refresh"] = true,
                ["position-in-queue"] = 0,
                ["terraform-version"] = run.Engine?.Split(' ').LastOrDefault() ?? "",
                ["actions"] = new JsonObject
                {
                    ["is-cancelable"] = isCancelable && may,
                    ["is-confirmable"] = isWaiting && may,
                    ["is-discardable"] = isWaiting && may,
                    ["is-force-cancelable"] = isCancelable && run.CancelAt is not null && may,
                },
                ["permissions"] = new JsonObject
                {
                    ["can-apply"] = may,
                    ["can-cancel"] = may,
                    ["can-discard"] = may,
                    ["can-force-cancel"] = may,
                    ["can-force-execute"] = false,
                },
            },
            relationships
        );
    }

    /// <summary>Its plan.</summary>
    public static JsonObject Plan(Run run, string logAddress) =>
        JsonApi.Resource(
            "plans",
            RemoteNames.Part(run, "plan"),
            new JsonObject
            {
                ["status"] = PlanStatus(run),
                ["has-changes"] = run.Changes?.HasChanges ?? false,
                ["generated-configuration"] = false,
                ["log-read-url"] = logAddress,
                ["resource-additions"] = (run.Changes?.Creates + run.Changes?.Replaces) ?? 0,
                ["resource-changes"] = run.Changes?.Updates ?? 0,
                ["resource-destructions"] = (run.Changes?.Deletes + run.Changes?.Replaces) ?? 0,
                ["resource-imports"] = run.Changes?.Imports ?? 0,
            }
        );

    /// <summary>Its apply.</summary>
    public static JsonObject Apply(Run run, string logAddress) =>
        JsonApi.Resource(
            "applies",
            RemoteNames.Part(run, "apply"),
            new JsonObject { ["status"] = ApplyStatus(run), ["log-read-url"] = logAddress }
        );

    /// <summary>Whether nothing more is said of its plan.</summary>
    public static bool IsPlanDone(Run run) =>
        run.Status is not (RunStatus.Pending or RunStatus.PlanQueued or RunStatus.Planning);

    /// <summary>Whether nothing more is said of its apply.</summary>
    public static bool IsApplyDone(Run run) => run.Status.IsEnded() || run.Status is RunStatus.Interrupted;

    private static string Status(Run run) =>
        run.Status switch
        {
            // The protocol does not know of it: somebody has to recover the run.
            RunStatus.Interrupted => "errored",
            RunStatus.Recovered => "errored",
            var status => status.Word(),
        };

    private static string PlanStatus(Run run) =>
        run.Status switch
        {
            RunStatus.Pending => "pending",
            RunStatus.PlanQueued => "queued",
            RunStatus.Planning => "running",
            RunStatus.Canceled when run.Changes is null => "canceled",
            RunStatus.Errored when run.Changes is null => "errored",
            _ => "finished",
        };

    private static string ApplyStatus(Run run) =>
        run.Status switch
        {
            RunStatus.ApplyQueued => "queued",
            RunStatus.Applying => "running",
            RunStatus.Applied => "finished",
            RunStatus.Canceled => "canceled",
            RunStatus.Errored or RunStatus.Interrupted or RunStatus.Recovered => "errored",
            RunStatus.Discarded or RunStatus.PlannedAndFinished => "unreachable",
            _ => "pending",
        };
}
