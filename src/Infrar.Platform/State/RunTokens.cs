using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Account;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.Teams;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.State;

/// <summary>Tokens of runs: each opens the state of one workspace, and nothing else.</summary>
/// <remarks>
/// They are how a worker that lost its run is fenced off: whoever takes the run over revokes its tokens before anything else, and from
/// then on nothing that was begun with one of them is committed.
/// </remarks>
internal sealed class RunTokens(PlatformContext records, AuditLog audit, TimeProvider time)
{
    private const string Prefix = "infrun_";

    /// <summary>How long tokens that have run out are remembered, so that what still comes with one is told why it is refused.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    /// <summary>Whether a text has the form of one.</summary>
    public static bool Is(string text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Makes a token. It is shown this once; only its hash is kept.</summary>
    /// <param name="workspace">What it opens.</param>
    /// <param name="run">The run's id.</param>
    /// <param name="mayWrite">Whether it may lock and write; else it reads.</param>
    /// <param name="expiresAt">When it runs out.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<string> IssueAsync(
        Id<Workspace> workspace,
        string run,
        bool mayWrite,
        DateTimeOffset expiresAt,
        CancellationToken cancellationToken
    )
    {
        var secret = Prefix + OpaqueToken.New();
        var of = await records.Set<Workspace>().AsNoTracking().FirstAsync(w => w.Id == workspace, cancellationToken);
        records.Add(RunToken.Issue(OpaqueToken.Hash(secret), of, run, mayWrite, expiresAt));
        await records.SaveChangesAsync(cancellationToken);
        return secret;
    }

    /// <summary>Revokes every token of a run. Once this returns, nothing is written with any of them any more.</summary>
    /// <returns>How many were revoked.</returns>
    public async Task<int> RevokeAsync(string run, CancellationToken cancellationToken)
    {
        var own = records.Database.CurrentTransaction is null
            ? await records.Database.BeginTransactionAsync(cancellationToken)
            : null;
        try
        {
            var workspaces = await records
                .Set<RunToken>()
                .Where(t => t.RunId == run && t.RevokedAt == null)
                .Select(t => t.WorkspaceId)
                .Distinct()
                .ToListAsync(cancellationToken);
            foreach (var workspace in workspaces.OrderBy(w => w.Value, StringComparer.Ordinal))
            {
                // A write that has begun its turn comes to its end first, and whoever reads after this sees it.
                await StateTurn.LockAsync(records, workspace, cancellationToken);
            }

            var now = time.GetUtcNow();
            var revoked = await records
                .Set<RunToken>()
                .Where(t => t.RunId == run && t.RevokedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.RevokedAt, now), cancellationToken);
            if (own is not null)
            {
                await own.CommitAsync(cancellationToken);
            }

            return revoked;
        }
        finally
        {
            if (own is not null)
            {
                await own.DisposeAsync();
            }
        }
    }

    /// <summary>Lets a request in that brings a run's token, if it is about that run's own workspace.</summary>
    /// <returns>Null when it is in; <c>ACC002</c>, <c>PRJ001</c> or <c>STT012</c>.</returns>
    public async Task<Problem?> AdmitAsync(HttpContext http, string secret, CancellationToken cancellationToken)
    {
        var hash = OpaqueToken.Hash(secret);
        var found = await (
            from token in records.Set<RunToken>().AsNoTracking()
            join workspace in records.Set<Workspace>() on token.WorkspaceId equals workspace.Id
            join project in records.Set<Project>() on token.ProjectId equals project.Id
            where token.TokenHash == hash
            select new
            {
                token,
                workspace.Environment,
                project.Slug,
                project.TeamId,
            }
        ).FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return AccessProblems.TokenEnded();
        }

        var named = http.Request.RouteValues["project"] as string ?? "";
        if (
            (named != found.token.ProjectId.Value && named != found.Slug)
            || http.Request.RouteValues["workspace"] as string != found.Environment
        )
        {
            return AccessProblems.NoSuchProject(named);
        }

        var caller = new Caller(found.token.RunId, null, null, []);
        if (found.token.RevokedAt is not null)
        {
            await TellAsync(http, caller, found.token, found.TeamId, found.Environment, cancellationToken);
            return StateProblems.RunIsFenced(found.token.RunId);
        }

        if (found.token.ExpiresAt <= time.GetUtcNow())
        {
            return AccessProblems.TokenEnded();
        }

        http.Features.Set(caller);
        http.Features.Set(new RunAccess(caller.UserId, found.token.WorkspaceId, hash, found.token.MayWrite));
        http.Features.Set(new ProjectAccess(found.token.ProjectId, found.TeamId, found.Slug, Role.Operator));
        return null;
    }

    // That a worker still writes after it was fenced off is worth knowing; that it reads is not.
    private async Task TellAsync(
        HttpContext http,
        Caller caller,
        RunToken token,
        Id<Team> team,
        string environment,
        CancellationToken cancellationToken
    )
    {
        if (!HttpMethods.IsGet(http.Request.Method))
        {
            await audit.SaveAsync(
                team,
                caller.Origin(http),
                new("state.fenced", environment)
                {
                    ProjectId = token.ProjectId.Value,
                    Outcome = "refused",
                    Detail = $"{http.Request.Method} with a revoked token of run {token.RunId}",
                },
                cancellationToken
            );
        }
    }
}
