using Infrar.Core;

namespace Infrar.Platform.Privacy;

/// <summary>Refusals around the erasure of people and teams.</summary>
internal static class PrivacyProblems
{
    public static Problem TeamsLeft(IEnumerable<OwnedTeam> teams) =>
        new(
            "PRV001",
            ProblemKind.Conflict,
            "Teams would be left without an owner",
            $"You alone own {string.Join(", ", teams.Select(t => $"'{t.Name}' ({t.Id})"))}, and others belong there. Make somebody else an owner, or send \"teams\": \"delete\" to have them erased with you."
        );

    public static Problem NotLeaving() =>
        new(
            "PRV002",
            ProblemKind.NotFound,
            "No erasure was asked for",
            "Nothing of yours is going to be erased. POST /api/v1/account/erasure asks for it."
        );

    public static Problem NameNotTyped(string name) =>
        new(
            "PRV003",
            ProblemKind.Invalid,
            "The team's name was not confirmed",
            $"Deleting cannot be undone. Send '?confirm=' with the team's name, {name}, to show that this is the team you mean."
        );
}
