using Infrar.Core;

namespace Infrar.Platform.Builds.Hooks;

/// <summary>What hooks are refused for.</summary>
internal static class HookProblems
{
    internal static Problem NoSuch() =>
        new("BLD022", ProblemKind.NotFound, "There is no such hook", "The project has no hook of that id.");

    internal static Problem NotRight() =>
        new("BLD023", ProblemKind.Invalid, "The hook is not right", "The errors say which fields, and what would be.");

    internal static Problem TooMany(int most) =>
        new(
            "BLD024",
            ProblemKind.Conflict,
            "The project has too many hooks",
            $"It has {most}, the most there can be. Delete one that is no longer used."
        );

    internal static Problem NotSigned() =>
        new(
            "BLD025",
            ProblemKind.Unauthenticated,
            "The push is not signed by who may send it",
            "There is no hook at this address, or the signature does not fit its secret. Look that the repository's host has the address and the secret as they were shown when the hook was made."
        );

    internal static Problem MayNot() =>
        new(
            "BLD026",
            ProblemKind.Forbidden,
            "Who made the hook may no longer build",
            "A hook builds in the name of who made it, and that person is no longer an operator or owner here. Have somebody who is make it anew."
        );
}
