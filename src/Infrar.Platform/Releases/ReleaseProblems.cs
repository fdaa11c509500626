using Infrar.Core;
using Infrar.Platform.Runs;

namespace Infrar.Platform.Releases;

/// <summary>What releases are refused for, and what they fail with.</summary>
internal static class ReleaseProblems
{
    internal static Problem NoSuch() =>
        new("REL001", ProblemKind.NotFound, "There is no such release", "The project has no release of that id.");

    internal static Problem NotNow(Id<Release> id, ReleaseStatus status, string what) =>
        new(
            "REL002",
            ProblemKind.Conflict,
            "The release is not where that is possible",
            $"Release {id} is {JsonNames.Of(status)} and is not {what} now."
        );

    internal static Problem NotRight() =>
        new(
            "REL003",
            ProblemKind.Invalid,
            "The release is not right",
            "The errors say which fields, and what would be."
        );

    internal static Problem NotAdmitted(string image, string why) =>
        new(
            "REL004",
            ProblemKind.Conflict,
            "An image is not what was built",
            $"{image}: {why} Nothing is applied. Build it again, and release that."
        );

    internal static Problem NothingBuilt() =>
        new(
            "REL005",
            ProblemKind.Conflict,
            "There is nothing to release",
            "The project has no build that came to a good end, or the one named has not. Begin with infrar build."
        );

    internal static Problem NoneRuns(string environment, IEnumerable<string> built) =>
        new(
            "REL006",
            ProblemKind.Invalid,
            "Nothing that was built runs there",
            $"The environment '{environment}' runs none of {string.Join(", ", built)}. Components of a build go by their names in the manifest: infrar build --component NAME=FOLDER."
        );

    internal static Problem NothingToReturnTo(string environment) =>
        new(
            "REL007",
            ProblemKind.Conflict,
            "There is no earlier release to return to",
            $"No release of '{environment}' was live before the one that is."
        );

    internal static Problem RunEnded(Id<Run> run, string status, string? detail) =>
        new(
            "REL008",
            ProblemKind.Conflict,
            "The release was not applied",
            $"Run {run} is {status}.{(detail is null or "" ? "" : $" {detail}")}"
        );

    internal static Problem NotWell(string said) =>
        new("REL009", ProblemKind.Conflict, "What was released is not well", said);

    internal static Problem RegistryAway(string said) =>
        new(
            "REL010",
            ProblemKind.Unavailable,
            "The images could not be looked at",
            $"{said} Nothing is applied before that is possible."
        );
}
