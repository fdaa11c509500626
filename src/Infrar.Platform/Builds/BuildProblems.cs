using Infrar.Core;
using Infrar.Platform.Uploads;

namespace Infrar.Platform.Builds;

/// <summary>What builds are refused for, and what they end with.</summary>
internal static class BuildProblems
{
    internal static Problem NoSuch() =>
        new("BLD001", ProblemKind.NotFound, "There is no such build", "The project has no build of that id.");

    internal static Problem NotNow(Id<Build> id, BuildStatus status, string what) =>
        new(
            "BLD002",
            ProblemKind.Conflict,
            "The build is not where that is possible",
            $"Build {id} is {status.Word()} and is not {what} now."
        );

    internal static Problem NotRight() =>
        new("BLD003", ProblemKind.Invalid, "The build is not right", "The errors say which fields, and what would be.");

    internal static Problem NoRegistry() =>
        new(
            "BLD004",
            ProblemKind.Conflict,
            "There is no registry for images",
            "The project names none, and the installation has none of its own. Name one with infrar registry set, or have whoever runs Infrar state Builder:Registry."
        );

    internal static Problem BadSource(UploadStatus status) =>
        new(
            "BLD005",
            ProblemKind.Conflict,
            "The source cannot be built",
            $"The upload is {Runs.JsonNames.Of(status)}. Send another one, or wait until it is detected."
        );

    internal static Problem NeverEnds(int most) =>
        new(
            "BLD006",
            ProblemKind.Unavailable,
            "The build never came to an end",
            $"It was begun {most} times and its builder was heard no more each time. The builder's log says why; memory that is too small for it is the usual reason."
        );

    internal static Problem NothingToBuild(string found) =>
        new(
            "BLD007",
            ProblemKind.Invalid,
            "Nothing in the source says how an image is made",
            $"{found} Add a Dockerfile, or name the component and its folder: infrar build --component api=services/api."
        );

    internal static Problem UnknownComponent(string component, IEnumerable<string> known) =>
        new(
            "BLD008",
            ProblemKind.Invalid,
            "The source has no such component",
            $"Nothing in it is called '{component}'. It has {(known.Any() ? string.Join(", ", known) : "no component with an image")}; or name the folder: --component {component}=services/{component}."
        );

    internal static Problem Failed(string component, string step, string said) =>
        new(
            "BLD009",
            ProblemKind.Invalid,
            "The image could not be built",
            $"{component}: {(step is "" ? "the build" : step)} ended without success.{(said is "" ? " Its log says why." : $" It said: {said}")}"
        );

    internal static Problem BadImage(string component, int line, string stated, string why) =>
        new(
            "BLD010",
            ProblemKind.Invalid,
            "An image that it is made of is not taken",
            string.Create(null, $"{component}, line {line} of the Dockerfile: {stated} {why}")
        );

    internal static Problem NoBase(string component, string image, string why) =>
        new(
            "BLD011",
            ProblemKind.Unavailable,
            "An image that it is made of could not be had",
            $"{component}: {image} {why}"
        );

    internal static Problem OverLimit(string component, string what, string setting) =>
        new(
            "BLD012",
            ProblemKind.Invalid,
            "The build used more than it may",
            $"{component}: {what} ({setting}). Use less, or have whoever runs Infrar raise the setting."
        );

    internal static Problem TookTooLong(int minutes) =>
        new(
            "BLD013",
            ProblemKind.Invalid,
            "The build took too long",
            string.Create(
                null,
                $"It had not ended after {minutes} minutes and was stopped. Have whoever runs Infrar raise Builder:Minutes if that is what it needs."
            )
        );

    internal static Problem NotPushed(string component, string repository, string said) =>
        new(
            "BLD014",
            ProblemKind.Unavailable,
            "The image could not be pushed",
            $"{component}: {repository} did not take it. {said} Look whether the repository is there, and the credential may push to it."
        );

    internal static Problem NoBuilder(string why) =>
        new(
            "BLD015",
            ProblemKind.Unavailable,
            "There is nothing to build with",
            $"{why} Nothing was built. docs/builds.md says what a builder needs; infrar doctor looks whether it is there."
        );

    internal static Problem Canceled() =>
        new(
            "BLD016",
            ProblemKind.Conflict,
            "The build was canceled",
            "Somebody stopped it. What was pushed until then stays."
        );

    internal static Problem NoSuchImage(string component) =>
        new(
            "BLD017",
            ProblemKind.NotFound,
            "The build has no such image",
            $"It made none of '{component}', or not yet."
        );

    internal static Problem NoLog() =>
        new("BLD018", ProblemKind.NotFound, "The build has no log", "It has none yet, or it is kept no longer.");

    internal static Problem NotBegun() =>
        new(
            "BLD019",
            ProblemKind.Unavailable,
            "The build could not be carried out",
            "The builder met a fault of its own; its log says which. Build it again."
        );

    internal static Problem RegistryAway(string what) =>
        new("BLD020", ProblemKind.Unavailable, "The registry does not answer", what);

    internal static Problem NoDockerfile(string component, string file) =>
        new(
            "BLD021",
            ProblemKind.Invalid,
            "There is no such Dockerfile",
            $"{component}: the source has no {file}, or it is empty or larger than 512 KiB."
        );
}
