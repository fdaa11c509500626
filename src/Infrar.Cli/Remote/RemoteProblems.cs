using Infrar.Core;

namespace Infrar.Cli.Remote;

/// <summary>What keeps a command from speaking to a platform; each code stands in <c>docs/problems.md</c>.</summary>
internal static class RemoteProblems
{
    internal static Problem NoServer() =>
        new(
            "SRV001",
            ProblemKind.Invalid,
            "No server is named",
            "Sign in once with infrar login SERVER, or name one with --server or INFRAR_SERVER."
        );

    internal static Problem NoAddress(string text) =>
        new(
            "SRV002",
            ProblemKind.Invalid,
            "The server's address is not right",
            $"'{text}' is no address of a server. State one such as https://infrar.example.com or http://127.0.0.1:8080."
        );

    internal static Problem NotSignedIn(ServerAddress server) =>
        new(
            "SRV003",
            ProblemKind.Unauthenticated,
            "Nobody is signed in",
            $"Nobody is signed in at {server}. Run infrar login {server}, or set INFRAR_SERVER and INFRAR_TOKEN."
        );

    internal static Problem NoAnswer(ServerAddress server, string why) =>
        new(
            "SRV004",
            ProblemKind.Unavailable,
            "The server does not answer",
            $"{server}: {why.TrimEnd('.')}. Look whether it runs there (infrar status --server {server}), then try again."
        );

    internal static Problem NotInfrar(string request, int status, string why) =>
        new(
            "SRV005",
            ProblemKind.Unavailable,
            "The answer is not Infrar's",
            $"{request} was answered with {status}{why}. Something else listens at this address, or stands between."
        );

    internal static Problem TokenWithoutServer() =>
        new(
            "SRV006",
            ProblemKind.Invalid,
            "The token's server is not named",
            "INFRAR_TOKEN is set and the server that it is for is not. Name it with INFRAR_SERVER or --server; "
                + "a token is never sent to a server that a file names."
        );

    internal static Problem NotConfirmed(string what) =>
        new("SRV007", ProblemKind.Invalid, "It is not confirmed", $"{what} Nothing was done. Confirm it with --yes.");

    internal static Problem NoProject() =>
        new(
            "SRV008",
            ProblemKind.Invalid,
            "No project is named",
            $"Name one with --project, or link this folder to one with infrar link PROJECT ({ProjectLink.FileName})."
        );

    internal static Problem NothingGiven(string what, string how) =>
        new(
            "SRV009",
            ProblemKind.Invalid,
            "A value is missing",
            $"{what} is not given, and nobody is there to ask. {how}"
        );

    internal static Problem Unprotected(ServerAddress server) =>
        new(
            "SRV010",
            ProblemKind.Invalid,
            "The way to the server is not protected",
            $"{server} is http on another machine: whoever is on the way reads password and tokens. "
                + "Use https, or take that upon you with --plain-http."
        );

    internal static Problem StoreFault(string why) =>
        new("SRV011", ProblemKind.Unavailable, "The sign-ins cannot be kept or read", why);

    internal static Problem BadLink(string file) =>
        new(
            "SRV012",
            ProblemKind.Invalid,
            "The link to a project is not right",
            $"{file} does not say a project as {{\"server\": \"https://…\", \"project\": \"…\"}}. Write it anew with infrar link PROJECT."
        );

    internal static Problem NotAnApiToken() =>
        new(
            "SRV013",
            ProblemKind.Invalid,
            "It is no session",
            "This sign-in is an API token, which a person makes and withdraws: infrar tokens delete."
        );

    internal static Problem NoSuchNotification(string named) =>
        new(
            "SRV014",
            ProblemKind.NotFound,
            "The project tells nobody of that name",
            $"'{named}' is neither the name nor the id of one; infrar notifications list shows them."
        );
}
