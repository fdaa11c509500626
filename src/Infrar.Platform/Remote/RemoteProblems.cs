using Infrar.Core;

namespace Infrar.Platform.Remote;

/// <summary>What remote operations are refused for, besides what the REST API refuses.</summary>
internal static class RemoteProblems
{
    internal static Problem NotReadable() =>
        new(
            "RMT001",
            ProblemKind.Invalid,
            "The request cannot be read",
            "The body is no JSON:API document of at most 1 MiB. Terraform's own client sends what is read here."
        );

    internal static Problem NotSupported(string what, string instead) =>
        new("RMT002", ProblemKind.Invalid, "Infrar does not do that", $"{what} {instead}".TrimEnd());

    internal static Problem NoSuchPath() =>
        new(
            "RMT003",
            ProblemKind.NotFound,
            "No such thing",
            "There is nothing here, or it is not yours to see. docs/remote-operations.md lists what there is."
        );

    internal static Problem StateComesWithIt() =>
        new(
            "RMT004",
            ProblemKind.Invalid,
            // These very words have Terraform's client send the state in the request itself.
            "param is missing or the value is empty: state",
            "A state comes in the request that announces it."
        );

    internal static Problem NotAVariable(string name) =>
        new(
            "RMT005",
            ProblemKind.Invalid,
            "A variable is not right",
            $"'{(Workspaces.WorkspaceVariables.IsName(name) ? name : "…")}' has no name of a variable, or a value of more than 16,384 characters."
        );

    internal static Problem NotForThisClient(string why) =>
        new("RMT006", ProblemKind.Invalid, "The sign-in was not begun rightly", why);

    internal static Problem NotSigned() =>
        new(
            "RMT007",
            ProblemKind.NotFound,
            "The address does not hold",
            "It was not given out here, or not for this. Ask for the thing itself again, which names its addresses."
        );
}
