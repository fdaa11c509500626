using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Projects;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.State;

/// <summary>Removes files of states that no row names: what a process left that died between the two. Versions themselves are kept for good.</summary>
internal sealed class StateSweep(PlatformContext records, StateFiles files, TimeProvider time)
{
    /// <summary>For how long a file may lie there without a row: longer than any request runs.</summary>
    private static readonly TimeSpan Leftover = TimeSpan.FromDays(1);

    /// <summary>Sweeps, and forgets tokens of runs that ran out long ago.</summary>
    /// <returns>How many files and tokens went.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - RunTokens.Remembered;
        var swept = await records
            .Set<RunToken>()
            .Where(t => t.ExpiresAt < before)
            .ExecuteDeleteAsync(cancellationToken);
        var projects = await records
            .Set<Workspace>()
            .Select(w => w.ProjectId)
            .Distinct()
            .ToListAsync(cancellationToken);
        foreach (var project in projects)
        {
            swept += await SweepAsync(project, cancellationToken);
        }

        return swept;
    }

    private async Task<int> SweepAsync(Id<Project> project, CancellationToken cancellationToken)
    {
        var (swept, before) = (0, time.GetUtcNow() - Leftover);
        string? after = null;
        do
        {
            var page = await files.Store.ListAsync(StateFiles.Folder(project), after, 500, cancellationToken);
            var old = page.Files.Where(f => f.WrittenAt < before).Select(f => f.Key.Value).ToList();
            var named = await records
                .Set<StateVersion>()
                .Where(v => v.ProjectId == project && old.Contains(v.FileKey))
                .Select(v => v.FileKey)
                .ToListAsync(cancellationToken);
            foreach (var left in old.Except(named, StringComparer.Ordinal))
            {
                await files.RemoveAsync(FileKey.Of(left), cancellationToken);
                swept++;
            }

            after = page.Next;
        } while (after is not null);

        return swept;
    }
}
