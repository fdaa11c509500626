using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Runs;

/// <summary>Seals the keys of runs' files anew. The files themselves stay as they are: each is under a key of its own.</summary>
internal sealed class RunKeys(PlatformContext records, Sealing sealing)
{
    private const int RunsAtOnce = 50;

    /// <summary>Wraps the data keys under the newest master key.</summary>
    /// <returns>How many keys were sealed anew.</returns>
    public Task<int> RenewAsync(CancellationToken cancellationToken) =>
        ReplaceAsync(
            records.Set<RunFile>(),
            file => sealing.RewrapAsync(file.ProjectId.Value, file.SealedKey, cancellationToken),
            cancellationToken
        );

    /// <summary>Seals a project's keys under a new data key; call after keys were forgotten.</summary>
    /// <returns>How many keys were sealed anew.</returns>
    public Task<int> ResealAsync(Id<Project> project, CancellationToken cancellationToken) =>
        ReplaceAsync(
            records.Set<RunFile>().Where(f => f.ProjectId == project),
            async file =>
            {
                var key = await sealing.OpenAsync(project.Value, file.Name, file.SealedKey, cancellationToken);
                return await sealing.SealAsync(project.Value, file.Name, key, cancellationToken);
            },
            cancellationToken
        );

    private async Task<int> ReplaceAsync(
        IQueryable<RunFile> files,
        Func<RunFile, Task<byte[]>> anew,
        CancellationToken cancellationToken
    )
    {
        var (replaced, after) = (0, new Id<Run>(""));
        while (true)
        {
            var from = after;
            var runs = await files
                .Where(f => f.RunId > from)
                .Select(f => f.RunId)
                .Distinct()
                .OrderBy(r => r)
                .Take(RunsAtOnce)
                .ToListAsync(cancellationToken);
            if (runs is [])
            {
                return replaced;
            }

            after = runs[^1];
            var last = after;
            var some = await files
                .AsNoTracking()
                .Where(f => f.RunId > from && !(f.RunId > last))
                .ToListAsync(cancellationToken);
            foreach (var file in some)
            {
                // Only where it is still what was read: what is written meanwhile has a new data key already.
                var made = await anew(file);
                replaced += await records
                    .Set<RunFile>()
                    .Where(f => f.RunId == file.RunId && f.Kind == file.Kind && f.SealedKey == file.SealedKey)
                    .ExecuteUpdateAsync(set => set.SetProperty(f => f.SealedKey, made), cancellationToken);
            }
        }
    }
}
