using System.Collections.Immutable;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Teams;

/// <summary>Takes a team away with its projects and its audit log.</summary>
internal sealed class TeamErasure(PlatformContext records, ProjectClearing clearing)
{
    /// <summary>Takes it out of the database, within the caller's transaction.</summary>
    /// <returns>Its projects, for <see cref="ClearAsync"/> once the transaction is through.</returns>
    public async Task<ImmutableArray<Id<Project>>> RemoveAsync(Id<Team> team, CancellationToken cancellationToken)
    {
        var projects = await records
            .Set<Project>()
            .Where(p => p.TeamId == team)
            .Select(p => p.Id)
            .ToListAsync(cancellationToken);
        projects.ForEach(clearing.Note);
        await records.SaveChangesAsync(cancellationToken);
        await records.Set<Project>().Where(p => p.TeamId == team).ExecuteDeleteAsync(cancellationToken);
        await records.Set<AuditEvent>().Where(e => e.Chain == team.Value).ExecuteDeleteAsync(cancellationToken);
        await records.Set<Team>().Where(t => t.Id == team).ExecuteDeleteAsync(cancellationToken);
        return [.. projects];
    }

    /// <summary>Clears files and secrets of projects that are gone.</summary>
    public async Task ClearAsync(IEnumerable<Id<Project>> projects, CancellationToken cancellationToken)
    {
        foreach (var project in projects)
        {
            await clearing.ClearAsync(project, cancellationToken);
        }
    }
}
