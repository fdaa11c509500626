using Infrar.Core;

namespace Infrar.Platform.Projects;

/// <summary>Refusals around projects and their manifests.</summary>
internal static class ProjectProblems
{
    public static Problem NotRight(string detail) =>
        new("PRJ003", ProblemKind.Invalid, "The project cannot be made or changed so", detail);

    public static Problem SlugTaken(string slug) =>
        new(
            "PRJ004",
            ProblemKind.Conflict,
            "The team has a project of this name in addresses",
            $"'{slug}' is in use. Choose another slug, or rename the other project first."
        );

    public static Problem QuotaReached(int quota, int use) =>
        new(
            "PRJ005",
            ProblemKind.Conflict,
            "The team has as many projects as it may",
            $"The quota is {quota} and the team has {use}. Delete a project, or ask an administrator of this installation for more."
        );

    public static Problem NoManifest() =>
        new(
            "PRJ006",
            ProblemKind.Conflict,
            "The project has no manifest yet",
            "PUT one to /api/v1/projects/{project}/manifest."
        );

    public static Problem ManifestFaults(int errors) =>
        new(
            "PRJ007",
            ProblemKind.Invalid,
            "The manifest has errors",
            $"Nothing was changed. Mend what 'errors' lists ({errors}), or send '?draft=true' to keep it as it is."
        );

    public static Problem ManifestTooLong() =>
        new(
            "PRJ008",
            ProblemKind.TooLarge,
            "The manifest is too long",
            $"It may have {ProjectConfiguration.LongestManifest} characters."
        );

    public static Problem UnknownName(string what, string name, IEnumerable<string> known) =>
        new(
            "PRJ009",
            ProblemKind.NotFound,
            "Unknown environment, strategy or usage profile",
            $"The manifest has no {what} '{name}'. It has {string.Join(", ", known)}."
        );

    public static Problem NotFeasible(string environment, string strategy, IEnumerable<string> reasons) =>
        new(
            "PRJ010",
            ProblemKind.Conflict,
            "The strategy is not feasible",
            $"'{strategy}' cannot run {environment}. {string.Join(" ", reasons)}"
        );

    public static Problem NoSuchVersion(int version) =>
        new("PRJ011", ProblemKind.NotFound, "No such version", $"The manifest has no version {version}.");

    public static Problem OutsideResidency(string strategy, IEnumerable<string> reasons) =>
        new(
            "PRJ013",
            ProblemKind.Conflict,
            "The strategy leaves the residency",
            $"'{strategy}' was not chosen. {string.Join(" ", reasons)}"
        );

    public static Problem NameNotTyped(string slug) =>
        new(
            "PRJ012",
            ProblemKind.Invalid,
            "The name was not confirmed",
            $"Deleting cannot be undone. Send '?confirm={slug}' to show that this is the project you mean."
        );
}
