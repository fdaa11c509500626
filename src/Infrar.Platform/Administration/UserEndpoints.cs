using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Account;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Administration;

/// <summary>People with accounts, for administrators.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this RouteGroupBuilder administration)
    {
        var users = administration.MapGroup("/users");
        users
            .MapGet("", ListAsync)
            .Allow(AccessRule.Installation)
            .MayBeLate()
            .WithName("ListUsers")
            .WithSummary("Lists everybody who has an account, newest first; by a part of address or name.");
        users
            .MapPut("/{user}/suspension", SuspendAsync)
            .Allow(AccessRule.Installation)
            .WithName("SuspendUser")
            .WithSummary("Shuts an account: its sessions and API tokens end at once, nothing else is lost.");
        users
            .MapDelete("/{user}/suspension", ResumeAsync)
            .Allow(AccessRule.Installation)
            .WithName("ResumeUser")
            .WithSummary("Opens an account again.");
        users
            .MapDelete("/{user}/sessions", SignOutAsync)
            .Allow(AccessRule.Installation)
            .WithName("EndSessionsOfUser")
            .WithSummary("Ends every session of a person.");
        users
            .MapDelete("/{user}/second-factor", ResetAsync)
            .Allow(AccessRule.Installation)
            .WithName("ResetSecondFactor")
            .WithSummary("Takes away a second factor that its person has lost, and ends their sessions.");
        users
            .MapPut("/{user}/administrator", GrantAsync)
            .Allow(AccessRule.Installation)
            .WithName("GrantAdministrator")
            .WithSummary("Makes somebody an administrator of the installation.");
        users
            .MapDelete("/{user}/administrator", RevokeAsync)
            .Allow(AccessRule.Installation)
            .WithName("RevokeAdministrator")
            .WithSummary("Makes somebody an administrator no longer; never the last one.");
    }

    private static async Task<Results<Ok<Page<UserResponse>>, ProblemHttpResult>> ListAsync(
        [AsParameters] PageRequest page,
        [AsParameters] UserFilter filter,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var people = records.Users.AsNoTracking();
        if (filter.Search is { Length: > 0 } search)
        {
            var part = AdministrationTexts.Part(search);
            people = people.Where(u =>
                EF.Functions.Like(u.Email, part, "\\") || EF.Functions.Like(u.DisplayName.ToLower(), part, "\\")
            );
        }

        if (filter.Only is { } only)
        {
            if (!Enum.TryParse<UserSort>(only, ignoreCase: true, out var sort) || !Enum.IsDefined(sort))
            {
                return AdministrationProblems.NotRight("'only' can be suspended, administrators or leaving.").ToHttp();
            }

            people = Only(people, sort);
        }

        var before = page.Cursor is null or "" ? $"{User.Prefix}-~" : page.Cursor;
        var rows = await people
            .Where(u => string.Compare(u.Id, before) < 0)
            .OrderByDescending(u => u.Id)
            .Take(page.Size + 1)
            .Select(u => new UserResponse(
                u.Id,
                u.Email,
                u.DisplayName,
                u.IsAdministrator,
                u.TotpKey != null || u.PasskeyIsSecondFactor,
                u.CreatedAt,
                u.SuspendedAt,
                u.ErasureDueAt,
                records.Set<Member>().Count(m => m.UserId == u.Id),
                records.Set<Session>().Count(s => s.UserId == u.Id && s.EndedAt == null)
            ))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(Page<UserResponse>.Of(rows, page.Size, u => u.Id));
    }

    private static IQueryable<User> Only(IQueryable<User> people, UserSort sort) =>
        sort switch
        {
            UserSort.Suspended => people.Where(u => u.SuspendedAt != null),
            UserSort.Administrators => people.Where(u => u.IsAdministrator),
            UserSort.Leaving => people.Where(u => u.ErasureDueAt != null),
        };

    private static async Task<Results<NoContent, ProblemHttpResult>> SuspendAsync(
        string user,
        SuspendRequest request,
        Caller caller,
        UserAdministration users,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        AdministrationTexts.Fault("reason", request.Reason) is { } fault
            ? AdministrationProblems.NotRight(fault).ToHttp()
            : Done(await users.SuspendAsync(user, request.Reason.Trim(), caller.Origin(http), cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> ResumeAsync(
        string user,
        Caller caller,
        UserAdministration users,
        HttpContext http,
        CancellationToken cancellationToken
    ) => Done(await users.ResumeAsync(user, caller.Origin(http), cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> SignOutAsync(
        string user,
        Caller caller,
        UserAdministration users,
        HttpContext http,
        CancellationToken cancellationToken
    ) => Done(await users.SignOutAsync(user, caller.Origin(http), cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> ResetAsync(
        string user,
        Caller caller,
        UserAdministration users,
        HttpContext http,
        CancellationToken cancellationToken
    ) => Done(await users.ResetSecondFactorAsync(user, caller.Origin(http), cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> GrantAsync(
        string user,
        Caller caller,
        UserAdministration users,
        HttpContext http,
        CancellationToken cancellationToken
    ) => Done(await users.MakeAdministratorAsync(user, isOne: true, caller.Origin(http), cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        string user,
        Caller caller,
        UserAdministration users,
        HttpContext http,
        CancellationToken cancellationToken
    ) => Done(await users.MakeAdministratorAsync(user, isOne: false, caller.Origin(http), cancellationToken));

    private static Results<NoContent, ProblemHttpResult> Done(Problem? problem) =>
        problem is null ? TypedResults.NoContent() : problem.ToHttp();
}

/// <summary>Texts that administrators write: for people, for the audit log, to search by.</summary>
internal static class AdministrationTexts
{
    private const int Longest = 500;

    /// <summary>What a lower-case text that has <paramref name="search"/> in it is like, for the database, with <c>\</c> before what is meant as it stands.</summary>
    public static string Part(string search) =>
        $"%{search.Trim().ToLowerInvariant().Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%";

    /// <summary>What is wrong with a text; null when nothing is.</summary>
    public static string? Fault(string field, string text) =>
        text.Trim().Length is 0 or > Longest ? $"The {field} has {text.Trim().Length} characters; state 1 to {Longest}."
        : text.Any(char.IsControl) ? $"The {field} holds control characters. Write one line of plain text."
        : null;
}
