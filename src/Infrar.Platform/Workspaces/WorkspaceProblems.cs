using Infrar.Core;

namespace Infrar.Platform.Workspaces;

/// <summary>What workspaces are refused for.</summary>
internal static class WorkspaceProblems
{
    internal static Problem NoSuch(string environment) =>
        new(
            "WSP001",
            ProblemKind.NotFound,
            "No such workspace",
            $"The project has no workspace '{Shown(environment)}'. A workspace is made by the first run, lock or state of its environment; GET …/workspaces lists those that there are."
        );

    internal static Problem NotAName() =>
        new(
            "WSP002",
            ProblemKind.Invalid,
            "Not the name of an environment",
            "Use 1 to 40 lower-case letters, digits and dashes, beginning with a letter, as in a manifest: 'production'."
        );

    internal static Problem Locked(string environment, WorkspaceLock by) =>
        new(
            "WSP003",
            ProblemKind.Conflict,
            "The workspace is locked by a person",
            $"{by.Name} locked '{environment}' at {by.LockedAt:yyyy-MM-dd HH:mm} UTC: '{by.Reason}'. Ask them, or unlock it with DELETE …/workspaces/{environment}/lock."
        );

    internal static Problem Held(string environment, string run, string? why) =>
        new(
            "WSP004",
            ProblemKind.Conflict,
            "The workspace is held by a run",
            $"Run {run} holds '{environment}': {why ?? "it has not ended."} Wait for its end, or end it."
        );

    internal static Problem NotAReason(int most) =>
        new(
            "WSP005",
            ProblemKind.Invalid,
            "The reason is not right",
            $"Say in 1 to {most} visible characters why, for whoever finds it locked."
        );

    internal static Problem NotLocked(string environment) =>
        new(
            "WSP006",
            ProblemKind.Conflict,
            "The workspace is not locked",
            $"No person's lock is on '{environment}'. A lock that OpenTofu left is freed with DELETE …/workspaces/{environment}/state/lock."
        );

    internal static Problem NotAVariable(int most) =>
        new(
            "WSP007",
            ProblemKind.Invalid,
            "Not the name of a variable",
            $"Use 1 to {most} letters, digits, underscores and dashes, beginning with a letter or an underscore, as the configuration does: 'log_level'."
        );

    internal static Problem NotAValue(int most) =>
        new(
            "WSP008",
            ProblemKind.Invalid,
            "The value is not right",
            $"A value has at most {most} characters, none of them NUL. Keep what is larger in a file store or a vault, and give its address."
        );

    internal static Problem NoSuchVariable(string environment) =>
        new(
            "WSP009",
            ProblemKind.NotFound,
            "No such variable",
            $"The workspace has no variable of this name. GET …/workspaces/{Shown(environment)}/variables lists those that it has."
        );

    internal static Problem TooManyVariables(int most) =>
        new(
            "WSP010",
            ProblemKind.Conflict,
            "The workspace has too many variables",
            $"A workspace has at most {most}. Take one away first, or bring several together in a map."
        );

    // What was asked for may be anything; only what could be a name is said back.
    private static string Shown(string environment) => Workspaces.IsName(environment) ? environment : "…";
}
