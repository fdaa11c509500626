using Infrar.Core;

namespace Infrar.Platform.Runs;

/// <summary>What runs are refused for, and what they end with.</summary>
internal static class RunProblems
{
    internal static Problem NoSuch() =>
        new(
            "RUN001",
            ProblemKind.NotFound,
            "No such run",
            "The project has no run of this id. GET …/runs lists those that it has."
        );

    internal static Problem NotNow(Id<Run> id, RunStatus status, string done) =>
        new(
            "RUN002",
            ProblemKind.Conflict,
            "The run's status does not allow that",
            $"Run {id} is {status.Word()}, so it cannot be {done}."
        );

    internal static Problem EngineFailed(string phase, string said) =>
        new("RUN003", ProblemKind.Invalid, "The engine refused", $"{phase} ended with an error. {said}".TrimEnd());

    internal static Problem PinsDiffer(string what) =>
        new(
            "RUN004",
            ProblemKind.Conflict,
            "It is not what was approved",
            $"Since the plan was made, {what}. Nothing was changed. Make another plan and approve that."
        );

    internal static Problem NothingGenerated(string environment, string strategy) =>
        new(
            "RUN005",
            ProblemKind.Invalid,
            "There is nothing to run",
            $"{environment} under {strategy} places nothing that OpenTofu makes; it runs on the user's own machine. GET …/configuration has its files."
        );

    internal static Problem VariablesMissing(IEnumerable<string> names) =>
        new(
            "RUN006",
            ProblemKind.Invalid,
            "Variables have no value",
            $"The configuration asks for {string.Join(", ", names)}. Set them with infrar workspace variables set, then run again."
        );

    internal static Problem PlansNeverEnd(int most) =>
        new(
            "RUN007",
            ProblemKind.Invalid,
            "The plan never comes to an end",
            $"Executors began it {most} times and were gone each time. Look whether it needs more memory than the executor gives (Executor:MemoryMebibytes)."
        );

    internal static Problem AskFirst(Id<Run> id) =>
        new(
            "RUN008",
            ProblemKind.Conflict,
            "The engine was not asked to stop yet",
            $"Cancel run {id} first: the engine then finishes what it is about and saves the state. Force it only when that takes too long."
        );

    internal static Problem Canceled() =>
        new("RUN009", ProblemKind.Conflict, "Somebody stopped it", "What was made until then is in the state.");

    internal static Problem TookTooLong(string phase, TimeSpan most) =>
        new(
            "RUN010",
            ProblemKind.Invalid,
            "It took too long",
            $"{phase} had not ended after {most.TotalMinutes:0} minutes and was stopped. Raise Executor:{phase}Minutes if that is what it needs."
        );

    internal static Problem NoEngine() =>
        new(
            "RUN011",
            ProblemKind.Unavailable,
            "There is no engine",
            "Neither tofu nor terraform is on the executor's PATH. Install one, or name it with Executor:Engine."
        );

    internal static Problem NotAnInterruptedRun(Id<Run> id, RunStatus status) =>
        new(
            "RUN012",
            ProblemKind.Conflict,
            "There is nothing to recover",
            $"Run {id} is {status.Word()}. Only an interrupted run is recovered."
        );

    internal static Problem NotRight() =>
        new("RUN013", ProblemKind.Invalid, "The run is not right", "The errors say which fields, and what would be.");

    internal static Problem NoFile(RunFileKind kind) =>
        new(
            "RUN014",
            ProblemKind.NotFound,
            "The run has no such file",
            $"It has no {JsonNames.Of(kind)} yet, or it is kept no longer."
        );

    internal static Problem NoSandbox(string why) =>
        new(
            "RUN015",
            ProblemKind.Unavailable,
            "There is no sandbox to run in",
            $"{why} Nothing was run. Install bubblewrap and allow user namespaces, or, where everybody who writes configurations is trusted, set Executor:Isolation to none."
        );

    internal static Problem NotBegun() =>
        new(
            "RUN017",
            ProblemKind.Unavailable,
            "The apply could not be begun",
            "The executor could not lay out what the engine needs; its log says why. Nothing was changed. Run it again."
        );

    internal static Problem OtherEnvironment(Id<Run> from, string environment) =>
        new(
            "RUN019",
            ProblemKind.Invalid,
            "The earlier run is of another environment",
            $"Run {from} is of {environment}, and its configuration is for that alone. Name {environment}, or leave the environment out."
        );

    internal static Problem NothingLent(string credential, string why) =>
        new(
            "RUN020",
            ProblemKind.Unavailable,
            "A credential could not be used",
            $"The provider lends no keys for the credential '{credential}'. {why} Nothing was changed."
        );

    internal static Problem ExecutorStopped() =>
        new(
            "RUN018",
            ProblemKind.Unavailable,
            "The executor was told to stop",
            "The engine finished what it was about and saved the state. Run it again to go on."
        );
}

/// <summary>Names as JSON has them.</summary>
internal static class JsonNames
{
    public static string Of<T>(T value)
        where T : struct, Enum =>
        string.Concat(
            value
                .ToString()
                .Select(
                    (c, i) => i > 0 && char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"
                )
        );
}
