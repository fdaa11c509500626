using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Infrar.Platform.Runs.Configurations;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Runs;

/// <summary>Seals the keys of runs' files, and of configurations that runs may be made of, anew. The files themselves stay as they are: each is under a key of its own.</summary>
internal sealed class RunKeys(PlatformContext records, Sealing sealing)
{
    private const int RunsAtOnce = 50;

    /// <summary>Wraps the data keys under the newest master key.</summary>
    /// <returns>How many keys were sealed anew.</returns>
    public async Task<int> RenewAsync(CancellationToken cancellationToken) =>
        await ReplaceAsync(
            records.Set<RunFile>(),
            file => sealing.RewrapAsync(file.ProjectId.Value, file.SealedKey, cancellationToken),
            cancellationToken
        )
        + await ReplaceAsync(
            records.Set<UploadedConfiguration>(),
            one => sealing.RewrapAsync(one.ProjectId.Value, one.SealedKey, cancellationToken),
            cancellationToken
        );

    /// <summary>Seals a project's keys under a new data key; call after keys were forgotten.</summary>
    /// <returns>How many keys were sealed anew.</returns>
    public async Task<int> ResealAsync(Id<Project> project, CancellationToken cancellationToken)
    {
        return await ReplaceAsync(
                records.Set<RunFile>().Where(f => f.ProjectId == project),
                file => AnewAsync(file.Name, file.SealedKey),
                cancellationToken
            )
            + await ReplaceAsync(
                records.Set<UploadedConfiguration>().Where(c => c.ProjectId == project),
                one => AnewAsync(one.Name, one.SealedKey),
                cancellationToken
            );

        async Task<byte[]> AnewAsync(string name, byte[] sealedKey)
        {
            var key = await sealing.OpenAsync(project.Value, name, sealedKey, cancellationToken);
            return await sealing.SealAsync(project.Value, name, key, cancellationToken);
        }
    }

    // There are few: each is kept for some days alone.
    private async Task<int> ReplaceAsync(
        IQueryable<UploadedConfiguration> configurations,
        Func<UploadedConfiguration, Task<byte[]>> anew,
        CancellationToken cancellationToken
    )
    {
        var replaced = 0;
        foreach (
            var one in await configurations.AsNoTracking().Where(c => c.FileKey != null).ToListAsync(cancellationToken)
        )
        {
            var made = await anew(one);
            replaced += await records
                .Set<UploadedConfiguration>()
                .Where(c => c.Id == one.Id && c.SealedKey == one.SealedKey)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.SealedKey, made), cancellationToken);
        }

        return replaced;
    }

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
