using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Teams;
using Infrar.Platform.Workspaces;

namespace Infrar.Platform.State;

/// <summary>What a run's token opens.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Workspace">The workspace.</param>
/// <param name="TokenHash">Which of the run's tokens.</param>
/// <param name="MayWrite">Whether it may lock and write.</param>
internal sealed record RunAccess(string RunId, Id<Workspace> Workspace, string TokenHash, bool MayWrite);

/// <summary>Who is about to read or change a state.</summary>
/// <param name="By">A person's id, or a run's.</param>
/// <param name="Run">The run, when its token asks.</param>
/// <param name="Team">Whose audit log tells of it.</param>
/// <param name="Origin">Where the request came from.</param>
internal sealed record StateActor(string By, RunAccess? Run, Id<Team> Team, AuditOrigin Origin)
{
    public static StateActor Of(HttpContext http, Caller caller, ProjectAccess access) =>
        new(caller.UserId, http.Features.Get<RunAccess>(), access.TeamId, caller.Origin(http));
}
