using Infrar.Core;

namespace Infrar.Platform.Credentials;

/// <summary>Refusals around credentials; none says a value.</summary>
internal static class CredentialProblems
{
    public static Problem UnknownKind(IEnumerable<string> known) =>
        new(
            "CRD001",
            ProblemKind.Invalid,
            "The kind of credential is not known",
            $"State one of {string.Join(", ", known)}. GET /api/v1/credential-kinds says what belongs to each."
        );

    public static Problem NotOfItsForm(int faults) =>
        new(
            "CRD002",
            ProblemKind.Invalid,
            "The credential is not of its form",
            $"Nothing was stored. Mend what 'errors' lists ({faults}); values are said nowhere."
        );

    public static Problem NameNotRight() =>
        new(
            "CRD003",
            ProblemKind.Invalid,
            "The credential's name is not right",
            $"Take 1 to {CredentialName.Longest} lower-case letters, digits and hyphens between them, such as 'aws'."
        );

    public static Problem NoSuch(string project) =>
        new(
            "CRD004",
            ProblemKind.NotFound,
            "No such credential",
            $"The project has no credential of this name. GET /api/v1/projects/{project}/credentials lists what it has."
        );

    public static Problem ChangedMeanwhile() =>
        new(
            "CRD005",
            ProblemKind.Conflict,
            "Somebody stored or deleted it at the same moment",
            "What they did stands. List the credentials, and send yours again if it should take the place of theirs."
        );

    public static Problem TooMany(int most) =>
        new(
            "CRD006",
            ProblemKind.Conflict,
            "The project has as many credentials as it may",
            $"It may have {most}. Delete one that is no longer used."
        );

    public static Problem ValuesMissing() =>
        new(
            "CRD007",
            ProblemKind.Conflict,
            "The vault does not have the credential's values",
            "The vault was restored from an older state, or emptied. Store the credential again."
        );
}
