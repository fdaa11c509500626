using Infrar.Core;
using Infrar.Platform.Account;
using Infrar.Platform.Administration;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Teams;

/// <summary>How much a team may have, and has.</summary>
internal sealed class TeamQuotas(PlatformContext records, FileStores files, IOptions<AccountOptions> options)
{
    private const long MiB = 1024 * 1024;

    /// <summary>Why a team may have no further project; null when it may. Within a transaction, of two at once one waits.</summary>
    public async Task<Problem?> ProjectRefusalAsync(Id<Team> team, CancellationToken cancellationToken)
    {
        var may = await OfAsync(team, cancellationToken);
        var has = await records.Set<Project>().CountAsync(p => p.TeamId == team, cancellationToken);
        return has >= may.Projects ? ProjectProblems.QuotaReached(may.Projects, has) : null;
    }

    /// <summary>Why nobody further may join a team; null when somebody may.</summary>
    public async Task<Problem?> MemberRefusalAsync(Id<Team> team, CancellationToken cancellationToken)
    {
        var may = await OfAsync(team, cancellationToken);
        var has = await records.Set<Member>().CountAsync(m => m.TeamId == team, cancellationToken);
        return has >= may.Members ? AdministrationProblems.QuotaReached("members", may.Members, has) : null;
    }

    /// <summary>Why a team may not store <paramref name="more"/> bytes of uploads; null when it may.</summary>
    public async Task<Problem?> StorageRefusalAsync(Id<Team> team, long more, CancellationToken cancellationToken)
    {
        var may = await OfAsync(team, cancellationToken);
        var has = await StoredAsync(team, cancellationToken);
        return has + more > may.Storage
            ? AdministrationProblems.QuotaReached("bytes of uploads", may.Storage, has)
            : null;
    }

    /// <summary>Bytes of the uploads of a team's projects, counted in the store itself.</summary>
    public async Task<long> StoredAsync(Id<Team> team, CancellationToken cancellationToken)
    {
        var projects = await records
            .Set<Project>()
            .Where(p => p.TeamId == team)
            .Select(p => p.Id)
            .ToListAsync(cancellationToken);
        var bytes = 0L;
        foreach (var project in projects)
        {
            string? after = null;
            do
            {
                var page = await files.Uploads.ListAsync($"{project}/", after, 1000, cancellationToken);
                bytes += page.Files.Sum(f => f.Size);
                after = page.Next;
            } while (after is not null);
        }

        return bytes;
    }

    /// <summary>What a team may have when nothing is said for it.</summary>
    public Quota Defaults =>
        new(options.Value.ProjectsPerTeam, options.Value.MembersPerTeam, options.Value.StorageMiBPerTeam * MiB);

    private async Task<Quota> OfAsync(Id<Team> team, CancellationToken cancellationToken)
    {
        if (records.Database.IsNpgsql() && records.Database.CurrentTransaction is not null)
        {
            // SQLite lets one transaction write at a time; PostgreSQL is told to, for each team, until the transaction ends.
            await records.Database.ExecuteSqlAsync(
                $"select 1 from teams where id = {team.Value} for update",
                cancellationToken
            );
        }

        var own = await records
            .Set<Team>()
            .Where(t => t.Id == team)
            .Select(t => new
            {
                t.ProjectQuota,
                t.MemberQuota,
                t.StorageQuota,
            })
            .FirstAsync(cancellationToken);
        return new(
            own.ProjectQuota ?? Defaults.Projects,
            own.MemberQuota ?? Defaults.Members,
            own.StorageQuota ?? Defaults.Storage
        );
    }

    /// <summary>What a team may have: projects, members, bytes of uploads.</summary>
    internal sealed record Quota(int Projects, int Members, long Storage);
}
