using Infrar.Platform.Credentials;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.Teams;
using Infrar.Platform.Uploads;
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
    }
}
