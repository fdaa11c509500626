using Infrar.Core;

namespace Infrar.Platform.Http;

/// <summary>Refusals that any endpoint may answer.</summary>
internal static class ApiProblems
{
    public static Problem NotReadable(string detail) =>
        new("API001", ProblemKind.Invalid, "The request cannot be read", detail);

    public static Problem NoSuchPath(string path) =>
        new(
            "API002",
            ProblemKind.NotFound,
            "There is nothing at this address",
            $"Nothing answers at {path}. The addresses that do are listed in /openapi/v1.json."
        );

    public static Problem Unexpected() =>
        new(
            "API003",
            ProblemKind.Unavailable,
            "A fault of Infrar itself",
            "Nothing was changed that was not acknowledged. Report it with the trace id that stands here."
        );

    public static Problem TooLarge(string detail) =>
        new("API004", ProblemKind.TooLarge, "The request is too large", detail);

    public static Problem Stale(string current) =>
        new(
            "API005",
            ProblemKind.Stale,
            "It changed since it was read",
            $"Somebody changed it; it is now {current}. Read it again, apply your change to what it says, and send that with the new ETag."
        );

    public static Problem VersionNeeded() =>
        new(
            "API006",
            ProblemKind.PreconditionRequired,
            "The version is not named",
            "Send If-Match with the ETag of the version that the change was made from, so that nobody's change is lost."
        );

    public static Problem KeyReused() =>
        new(
            "API007",
            ProblemKind.Conflict,
            "The idempotency key was used for something else",
            "This Idempotency-Key came with another request before. Use a new key for every new request."
        );

    public static Problem KeyInUse() =>
        new(
            "API008",
            ProblemKind.Conflict,
            "The first request with this key is still running",
            "Wait for it, then send the request again with the same Idempotency-Key."
        );

    public static Problem Method(string method, string path) =>
        new(
            "API010",
            ProblemKind.NotFound,
            "The method is not known here",
            $"{path} does not take {method}. /openapi/v1.json lists what it takes."
        );
}
