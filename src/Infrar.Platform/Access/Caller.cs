using System.Collections.Immutable;
using System.Diagnostics;
using Infrar.Core;
using Infrar.Platform.Account;
using Infrar.Platform.Audit;
using Infrar.Platform.Projects;
using Infrar.Platform.Teams;
using Microsoft.AspNetCore.Http.Features;

namespace Infrar.Platform.Access;

/// <summary>Who asks, as the request's token says. Bound by handlers as a parameter.</summary>
/// <param name="UserId">The person.</param>
/// <param name="SessionId">The session, when a person asks; null for an API token.</param>
/// <param name="TokenId">The API token, when a program asks.</param>
/// <param name="Scopes">What the API token may be used for; default for a person, who may everything their roles allow.</param>
/// <param name="Tier">How much may be asked, as <see cref="Limits.LimitsOptions.Tiers"/> names it; null for the usual.</param>
internal sealed record Caller(
    string UserId,
    Id<Session>? SessionId,
    Id<ApiToken>? TokenId,
    ImmutableArray<string> Scopes,
    string? Tier = null
)
{
    /// <summary>Whether the token, if it is one, reaches as far as <paramref name="scope"/>.</summary>
    public bool Has(string? scope) =>
        TokenId is null || (scope is not null && Scopes.Contains(scope, StringComparer.Ordinal));

    /// <summary>Who asked, for the audit log.</summary>
    public AuditOrigin Origin(HttpContext http) =>
        new(
            UserId,
            SessionId?.Value ?? TokenId?.Value ?? "",
            http.Connection.RemoteIpAddress?.ToString() ?? "",
            Activity.Current?.TraceId.ToString() ?? ""
        );

    public static ValueTask<Caller> BindAsync(HttpContext http) =>
        ValueTask.FromResult(
            http.Features.Get<Caller>()
                ?? throw new InvalidOperationException("An endpoint that binds a caller is open to everyone.")
        );
}

/// <summary>The team that a request is about, and the caller's role there.</summary>
internal sealed record TeamAccess(Id<Team> Id, Role Role)
{
    public static ValueTask<TeamAccess> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.Features.GetRequiredFeature<TeamAccess>());
}

/// <summary>The project that a request is about, its team, and the caller's role there.</summary>
internal sealed record ProjectAccess(Id<Project> Id, Id<Team> TeamId, string Slug, Role Role)
{
    public static ValueTask<ProjectAccess> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.Features.GetRequiredFeature<ProjectAccess>());
}

/// <summary>Refusals of access.</summary>
internal static class AccessProblems
{
    public static Problem NotSignedIn() =>
        new(
            "ACC001",
            ProblemKind.Unauthenticated,
            "Not signed in",
            "Send 'Authorization: Bearer' with an access token of POST /api/v1/sessions, or with an API token."
        );

    public static Problem TokenEnded() =>
        new(
            "ACC002",
            ProblemKind.Unauthenticated,
            "The token does not hold",
            "It is not one of this installation, has run out, or was withdrawn. Renew the session, or sign in again."
        );

    public static Problem RoleTooLow(Role has, Role needs) =>
        new(
            "ACC003",
            ProblemKind.Forbidden,
            "The role does not suffice",
            $"You are {Word(has)} here; this needs {Word(needs)}. An owner of the team can change your role."
        );

    public static Problem ScopeMissing(string? scope) =>
        new(
            "ACC004",
            ProblemKind.Forbidden,
            "The token may not do this",
            scope is null
                ? "This is for people who are signed in; no API token reaches it."
                : $"The API token lacks the scope '{scope}'. Make one that has it."
        );

    public static Problem NotAdministrator() =>
        new(
            "ACC005",
            ProblemKind.Forbidden,
            "Only administrators may do this",
            "It concerns the whole installation. Ask one of its administrators."
        );

    public static Problem NoSuchTeam() =>
        new(
            "ACC006",
            ProblemKind.NotFound,
            "No such team",
            "You belong to no team of this id. GET /api/v1/teams lists yours."
        );

    public static Problem NoSuchProject(string named) =>
        new(
            "PRJ001",
            ProblemKind.NotFound,
            "No such project",
            $"You can see no project '{named}'. GET /api/v1/projects lists those that you can."
        );

    public static Problem Ambiguous(string slug, IEnumerable<string> ids) =>
        new(
            "PRJ002",
            ProblemKind.Conflict,
            "Several projects have this name",
            $"More than one of your teams has a project '{slug}'. Name it by its id: {string.Join(", ", ids)}."
        );

    private static string Word(Role role) => role.ToString().ToLowerInvariant();
}
