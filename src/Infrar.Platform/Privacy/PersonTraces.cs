using Infrar.Platform.Builds;
using Infrar.Platform.Builds.Hooks;
using Infrar.Platform.Builds.Registries;
using Infrar.Platform.Credentials;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Prices;
using Infrar.Platform.Projects;
using Infrar.Platform.Releases;
using Infrar.Platform.State;
using Infrar.Platform.Teams;
using Infrar.Platform.Uploads;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Privacy;

/// <summary>Where rows of a team say which person did something. They stay when the person goes, under a pseudonym.</summary>
internal static class PersonTraces
{
    /// <summary>Puts a pseudonym in the place of a person.</summary>
    public static async Task ReplaceAsync(
        PlatformContext records,
        string user,
        string pseudonym,
        CancellationToken cancellationToken
    )
    {
        await records
            .Set<ManifestVersion>()
            .Where(m => m.AuthorId == user)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.AuthorId, pseudonym), cancellationToken);
        await records
            .Set<StrategyChoice>()
            .Where(c => c.ChosenBy == user)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.ChosenBy, pseudonym), cancellationToken);
        await records
            .Set<Invitation>()
            .Where(i => i.InvitedBy == user)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.InvitedBy, pseudonym), cancellationToken);
        var credentials = records.Set<Credential>();
        await credentials
            .Where(c => c.CreatedBy == user)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.CreatedBy, pseudonym), cancellationToken);
        await credentials
            .Where(c => c.ChangedBy == user)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.ChangedBy, pseudonym), cancellationToken);
        await credentials
            .Where(c => c.LastUsedBy == user)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.LastUsedBy, pseudonym), cancellationToken);
        await records
            .Set<Upload>()
            .Where(u => u.CreatedBy == user)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.CreatedBy, pseudonym), cancellationToken);
        await records
            .Set<ProjectPrices>()
            .Where(p => p.ChangedBy == user)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.ChangedBy, pseudonym), cancellationToken);
        await ReplaceInBuildsAsync(records, user, pseudonym, cancellationToken);
        await ReplaceInStatesAsync(records, user, pseudonym, cancellationToken);
    }

    private static async Task ReplaceInBuildsAsync(
        PlatformContext records,
        string user,
        string pseudonym,
        CancellationToken cancellationToken
    )
    {
        await records
            .Set<Build>()
            .Where(b => b.CreatedBy == user)
            .ExecuteUpdateAsync(set => set.SetProperty(b => b.CreatedBy, pseudonym), cancellationToken);
        await records
            .Set<BuildTransition>()
            .Where(t => t.Actor == user)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.Actor, pseudonym), cancellationToken);
        await records
            .Set<Release>()
            .Where(r => r.CreatedBy == user)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.CreatedBy, pseudonym), cancellationToken);
        await records
            .Set<PushHook>()
            .Where(h => h.CreatedBy == user)
            .ExecuteUpdateAsync(set => set.SetProperty(h => h.CreatedBy, pseudonym), cancellationToken);
        await records
            .Set<ProjectRegistry>()
            .Where(r => r.ChangedBy == user)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.ChangedBy, pseudonym), cancellationToken);
    }

    private static async Task ReplaceInStatesAsync(
        PlatformContext records,
        string user,
        string pseudonym,
        CancellationToken cancellationToken
    )
    {
        await records
            .Set<StateVersion>()
            .Where(v => v.CreatedBy == user)
            .ExecuteUpdateAsync(set => set.SetProperty(v => v.CreatedBy, pseudonym), cancellationToken);
        await records
            .Set<Workspace>()
            .Where(w => w.LockedBy == user)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(w => w.LockedBy, pseudonym)
                        .SetProperty(w => w.LockedByName, pseudonym)
                        .SetProperty(w => w.Version, w => w.Version + 1),
                cancellationToken
            );
        var locks = await records
            .Set<StateLock>()
            .AsNoTracking()
            .Where(l => l.TakenBy == user)
            .ToListAsync(cancellationToken);
        foreach (var one in locks)
        {
            // What the client said of who holds it may be a name; the lock itself stays until somebody breaks it.
            one.Forget();
            await records
                .Set<StateLock>()
                .Where(l => l.WorkspaceId == one.WorkspaceId && l.TakenBy == user)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(l => l.TakenBy, pseudonym).SetProperty(l => l.Client, one.Client),
                    cancellationToken
                );
        }
    }
}
