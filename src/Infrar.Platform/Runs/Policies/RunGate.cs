using System.Collections.Immutable;
using Infrar.Core;

namespace Infrar.Platform.Runs.Policies;

/// <summary>That somebody wants a plan applied.</summary>
/// <param name="By">The person's id.</param>
/// <param name="Comment">Why.</param>
/// <param name="IsOverride">Whether also against what the policy says.</param>
/// <param name="At">When.</param>
internal sealed record RunApproval(string By, string Comment, bool IsOverride, DateTimeOffset At);

/// <summary>Whoever approves.</summary>
/// <param name="By">The person's id.</param>
/// <param name="Comment">Why.</param>
/// <param name="IsOverride">Whether also against what the policy says.</param>
/// <param name="IsOwner">Whether the person owns the team.</param>
internal sealed record Approver(string By, string Comment, bool IsOverride, bool IsOwner);

/// <summary>What stands between a run's plan and its apply at a moment.</summary>
/// <param name="Policy">The environment's policy.</param>
/// <param name="Version">Its version.</param>
/// <param name="MaySelfApprove">Whether whoever asked for the run may approve it.</param>
/// <param name="IsOpen">Whether plans may be approved now.</param>
internal sealed record RunGate(RunPolicy Policy, int Version, bool MaySelfApprove, bool IsOpen)
{
    /// <summary>Why somebody's approval is not taken; null when it is.</summary>
    public Problem? Refusal(Run run, Approver approver)
    {
        if (run.PolicyVersion != Version)
        {
            return PolicyProblems.Changed(run.Id);
        }

        if (approver.By == run.CreatedBy && !MaySelfApprove)
        {
            return PolicyProblems.OwnRun();
        }

        if (run.Approvals.Any(a => a.By == approver.By))
        {
            return PolicyProblems.ApprovedAlready(Policy.Approvals - run.Approvals.Length);
        }

        if (approver.IsOverride)
        {
            return approver.IsOwner && approver.Comment is not "" ? null : PolicyProblems.NoOverride();
        }

        if (run.Approvals.Any(a => a.IsOverride))
        {
            return null;
        }

        var broken = run.Policies.Where(p => p.Blocks).ToImmutableArray();
        return broken.IsEmpty
            ? IsOpen
                ? null
                : PolicyProblems.Closed(Policy.TimeZone)
            : PolicyProblems.Broken(broken);
    }

    /// <summary>Why a run that needs nobody's approval waits for one after all; null when it goes on.</summary>
    /// <remarks>Asking for a run that applies itself is the approval of whoever asked.</remarks>
    public string? Holds(Run run) =>
        Refusal(run, new(run.CreatedBy, "", false, false))?.Detail
        ?? (Policy.Approvals > 1 ? $"{Policy.Approvals} people have to approve it." : null);
}

/// <summary>Why plans are not applied.</summary>
internal static class PolicyProblems
{
    internal static Problem NotRight() =>
        new(
            "POL001",
            ProblemKind.Invalid,
            "The policy is not right",
            "The errors say which fields, and what would be. Nothing was changed."
        );

    internal static Problem OwnRun() =>
        new(
            "POL002",
            ProblemKind.Forbidden,
            "Somebody else has to approve it",
            "Whoever asks for a run here does not approve it. Another operator or owner of the team can."
        );

    internal static Problem Broken(ImmutableArray<PolicyResult> results) =>
        new(
            "POL003",
            ProblemKind.Conflict,
            "The plan breaks the environment's policy",
            $"{string.Join(" ", results.Select(r => r.Detail))} Change the plan, or have an owner of the team approve it with override and the reason as comment."
        );

    internal static Problem Changed(Id<Run> run) =>
        new(
            "POL004",
            ProblemKind.Conflict,
            "The policy changed since the plan was made",
            $"Run {run} was judged by an earlier version. Make another plan: infrar run apply --from {run}."
        );

    internal static Problem ApprovedAlready(int missing) =>
        new("POL005", ProblemKind.Conflict, "You have approved it already", $"Others have to as well: {missing} more.");

    internal static Problem Closed(string zone) =>
        new(
            "POL006",
            ProblemKind.Conflict,
            "Plans are not approved at this time",
            $"The environment's policy has windows for it ({zone}): GET …/policy lists them. An owner of the team may override that."
        );

    internal static Problem NoOverride() =>
        new(
            "POL007",
            ProblemKind.Forbidden,
            "The policy is not overridden so",
            "Only an owner of the team overrides it, and says why in the comment."
        );
}
