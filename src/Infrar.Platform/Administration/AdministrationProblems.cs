using System.Globalization;
using Infrar.Core;

namespace Infrar.Platform.Administration;

/// <summary>Refusals around the installation and its quotas.</summary>
internal static class AdministrationProblems
{
    public static Problem NoSuchUser() =>
        new(
            "ADM001",
            ProblemKind.NotFound,
            "No such user",
            "Nobody has an account of this id. GET /api/v1/administration/users lists who has one."
        );

    public static Problem LastAdministrator() =>
        new(
            "ADM002",
            ProblemKind.Conflict,
            "The installation needs an administrator",
            "This person is the only one who can sign in. Make somebody else an administrator first."
        );

    public static Problem Maintenance(Maintenance maintenance) =>
        new(
            "ADM003",
            ProblemKind.Unavailable,
            "Nothing can be changed at the moment",
            maintenance.Until is { } until
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{maintenance.Reason} Expected to end at {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Reading goes on."
                )
                : $"{maintenance.Reason} Reading goes on."
        );

    /// <param name="what">What the quota counts, such as <c>members</c>.</param>
    /// <param name="quota">How many there may be.</param>
    /// <param name="use">How many there are.</param>
    public static Problem QuotaReached(string what, long quota, long use) =>
        new(
            "ADM004",
            ProblemKind.Conflict,
            "The team's quota does not allow it",
            string.Create(
                CultureInfo.InvariantCulture,
                $"The team may have {quota} {what} and has {use}. Free some, or ask an administrator of this installation for more."
            )
        );

    public static Problem NotRight(string detail) => new("ADM005", ProblemKind.Invalid, "It cannot be set so", detail);

    public static Problem NoSuchTeam() =>
        new(
            "ADM006",
            ProblemKind.NotFound,
            "The installation has no such team",
            "GET /api/v1/administration/teams lists them."
        );
}
