using System.Collections.Immutable;
using Infrar.Core;

namespace Infrar.Cli.Problems;

/// <summary>What the command line itself refuses; each code stands in <c>docs/problems.md</c>.</summary>
internal static class CliProblems
{
    internal static Problem Arguments(string detail) =>
        new("CLI001", ProblemKind.Invalid, "The command line is not right", detail);

    internal static Problem Unreadable(string path, string why) =>
        new("CLI002", ProblemKind.NotFound, "The file cannot be read", $"{path}: {why}");

    internal static Problem EnvironmentNotNamed(IEnumerable<string> known) =>
        new(
            "CLI003",
            ProblemKind.Invalid,
            "The environment is not named",
            $"The manifest has {Words.List(known)}. Say which with -e, for example -e {known.Last()}."
        );

    internal static Problem UnknownName(string what, string name, ImmutableArray<string> known) =>
        new(
            "CLI004",
            ProblemKind.NotFound,
            $"Unknown {what}",
            $"There is no {what} '{name}'.{DidYouMean.Sentence(name, known)} Name one of: {string.Join(", ", known)}."
        );

    internal static Problem ManifestFaults(string file, int errors) =>
        new(
            "CLI005",
            ProblemKind.Invalid,
            "The manifest has errors",
            $"{Words.Count(errors, "error")} in {file}. Mend {(errors == 1 ? "it" : "them")}, then run the command again."
        );

    internal static Problem Unwritable(string path, string why) =>
        new("CLI006", ProblemKind.Unavailable, "The output cannot be written", $"{path}: {why}");

    internal static Problem NotFeasible(string environment, string strategy, ImmutableArray<string> reasons) =>
        new(
            "CLI007",
            ProblemKind.Conflict,
            "The strategy is not feasible",
            $"'{strategy}' cannot run {environment}. {string.Join(" ", reasons)} Choose another with -s, or mend the manifest; "
                + "compare shows all options."
        );

    internal static Problem UnknownLine(string name, ImmutableArray<string> near) =>
        new(
            "CLI008",
            ProblemKind.NotFound,
            "Unknown line item",
            $"The estimate has no line or component '{name}'."
                + (near.IsEmpty ? "" : $" Did you mean {Words.Either(near)}?")
                + " infrar explain total lists every name."
        );

    internal static Problem UnclearLine(string name, ImmutableArray<string> fitting, int count) =>
        new(
            "CLI008",
            ProblemKind.NotFound,
            "Unclear line item",
            FormattableString.Invariant($"'{name}' fits {count} lines: {string.Join(", ", fitting)}")
                + (count > fitting.Length ? " and others" : "")
                + ". Name one of them. infrar explain total lists every name."
        );

    internal static Problem WouldOverwrite(string folder, ImmutableArray<string> files) =>
        new(
            "CLI009",
            ProblemKind.Conflict,
            "Files are in the way",
            $"{folder} holds {Words.Count(files.Length, "file")} that Infrar did not write or that changed since: "
                + $"{string.Join(", ", files)}. Nothing was written. Move {(files.Length == 1 ? "it" : "them")}, "
                + "choose another folder, or overwrite with --force."
        );

    internal static Problem NothingGenerated(string strategy, ImmutableArray<string> components) =>
        new(
            "CLI010",
            ProblemKind.Unavailable,
            "Nothing can be generated",
            $"Infrar writes no OpenTofu for {Words.List(components)} under '{strategy}', and nothing else is placed."
        );

    internal static Problem NoEngine(string tried) =>
        new(
            "CLI011",
            ProblemKind.Unavailable,
            "No engine",
            $"{tried} Install OpenTofu (https://opentofu.org/docs/intro/install) or Terraform, or name one with --engine PATH."
        );

    internal static Problem NoRehearsalProvider(string tried) =>
        new(
            "CLI012",
            ProblemKind.Unavailable,
            "The stand-in clouds are not there",
            $"{tried} Start Infrar through ./infrar, which builds them, or name the program in INFRAR_REHEARSAL."
        );

    internal static Problem NoPlatform(string tried) =>
        new(
            "CLI024",
            ProblemKind.Unavailable,
            "The platform is not there",
            $"{tried} cannot be started. Start Infrar through ./infrar, which builds it, or name the program in INFRAR_PLATFORM."
        );

    internal static Problem RehearsalFailed(ImmutableArray<string> placements) =>
        new(
            "CLI013",
            ProblemKind.Conflict,
            "The rehearsal failed",
            $"{Words.List(placements)} did not pass. The failing phase's output stands above."
        );

    internal static Problem UsageFile(string faults) =>
        new("CLI014", ProblemKind.Invalid, "The usage file is not right", faults);

    internal static Problem ComposeFile(string file, int errors) =>
        new(
            "CLI015",
            ProblemKind.Invalid,
            "The Compose file is not right",
            $"{Words.Count(errors, "error")} in {file}, listed above. Nothing was written."
        );

    internal static Problem ManifestExists(string path) =>
        new(
            "CLI016",
            ProblemKind.Conflict,
            "A manifest is there already",
            $"{path} exists, and nothing was written. Name another with -o, or overwrite it with --force."
        );

    internal static Problem NothingDetected(string folder) =>
        new(
            "DET001",
            ProblemKind.Invalid,
            "Nothing was found that runs or is served",
            $"{folder} holds no program or site that detection knows. Run infrar init without --from, and describe the system by hand."
        );

    internal static Problem PlanFile(string faults) =>
        new("CLI017", ProblemKind.Invalid, "The plan cannot be used", faults);

    internal static Problem FindingsExceed(string severity, int count) =>
        new(
            "CLI018",
            ProblemKind.Conflict,
            "Findings stand against it",
            $"{Words.Count(count, "finding")} of severity {severity} or graver {(count == 1 ? "stands" : "stand")} above."
        );

    internal static Problem OverBudget(string detail) =>
        new("CLI019", ProblemKind.Conflict, "The budget is not kept", detail);

    internal static Problem UnknownSide(string side, ImmutableArray<string> known) =>
        new(
            "CLI020",
            ProblemKind.NotFound,
            "Unknown side of a difference",
            $"'{side}' is no file, no Git revision (@main), no environment and no strategy.{DidYouMean.Sentence(side, known)}"
                + $" Name one of: {string.Join(", ", known)}, ENVIRONMENT/STRATEGY, a manifest, or a plan."
        );

    internal static Problem NoRevision(string revision, string why) =>
        new("CLI021", ProblemKind.NotFound, "The revision cannot be read", $"{revision}: {why}");

    internal static Problem UnknownFinding(string name, ImmutableArray<string> near) =>
        new(
            "CLI022",
            ProblemKind.NotFound,
            "Unknown figure or finding",
            $"There is no line, component, score or finding '{name}'."
                + (near.IsEmpty ? "" : $" Did you mean {Words.Either(near)}?")
                + " infrar explain total lists the figures, infrar check the findings, infrar compare the scores."
        );

    internal static Problem ClaimFile(string file, int errors) =>
        new(
            "CLI023",
            ProblemKind.Invalid,
            "The file of claims is not right",
            $"{Words.Count(errors, "error")} in {file}. Mend {(errors == 1 ? "it" : "them")}, then run the command again."
        );

    internal static Problem Unexpected(Exception bug) =>
        new(
            "CLI999",
            ProblemKind.Unavailable,
            "A fault of Infrar itself",
            $"{bug.GetType().Name}: {bug.Message} This is a bug. Run again with INFRAR_DEBUG=1 and report what it prints, "
                + $"with the command and {ProductVersion.Line}."
        );
}
