using Infrar.Core;

namespace Infrar.Platform.Uploads.Git;

/// <summary>Why a repository is not fetched. Nothing that a server says is repeated.</summary>
internal static class GitProblems
{
    internal static Problem NotAnAddress(string why) =>
        new(
            "UPL050",
            ProblemKind.Invalid,
            "The repository's address is not right",
            $"{why} Name it like https://github.com/owner/name.git."
        );

    internal static Problem Forbidden() =>
        new(
            "UPL051",
            ProblemKind.Invalid,
            "The address leads into a private network",
            "It, or what it redirects to, is not on the public internet. Whoever runs this installation can allow the host in Uploads:Git:PrivateHosts."
        );

    internal static Problem NotOpened() =>
        new(
            "UPL052",
            ProblemKind.Invalid,
            "The repository cannot be opened",
            "There is none at this address, or it is private and the token does not open it."
        );

    internal static Problem NoSuchRef(string reference) =>
        new(
            "UPL053",
            ProblemKind.Invalid,
            "The repository has no such branch, tag or commit",
            $"It has nothing named '{reference}'. A commit is named in full."
        );

    internal static Problem NotReached() =>
        new(
            "UPL054",
            ProblemKind.Invalid,
            "The repository cannot be fetched",
            "Its server does not answer as one of Git, its certificate does not hold, or the connection broke. Try it again later."
        );

    internal static Problem TooMuch(long most, int seconds) =>
        new(
            "UPL055",
            ProblemKind.Invalid,
            "The repository is too large",
            $"A fetch takes at most {most} bytes and {seconds} seconds. Upload an archive of what is needed."
        );

    internal static Problem Interrupted() =>
        new(
            "UPL056",
            ProblemKind.Invalid,
            "The fetch was interrupted",
            "The node that fetched stopped, and keeps no token to go on with. Import the repository again."
        );

    internal static Problem Missing() =>
        new(
            "UPL057",
            ProblemKind.Unavailable,
            "Git is not installed",
            "The platform fetches with the git program and found none. Whoever runs this installation can install it or set Uploads:Git:Program."
        );

    internal static Problem Busy() =>
        new("UPL058", ProblemKind.TooMany, "Too many repositories are waiting", "Try again in a minute.");
}
