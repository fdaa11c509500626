using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.State;

/// <summary>Seals the keys of states anew. The states themselves stay as they are: each is under a key of its own.</summary>
internal sealed class StateKeys(PlatformContext records, Sealing sealing)
{
    private const int AtOnce = 200;

    /// <summary>Wraps the data keys under the newest master key.</summary>
    /// <returns>How many keys were sealed anew.</returns>
    public Task<int> RenewAsync(CancellationToken cancellationToken) =>
        ReplaceAsync(
            records.Set<StateVersion>(),
            version => sealing.RewrapAsync(StateFiles.Owner(version.ProjectId), version.SealedKey, cancellationToken),
            cancellationToken
        );

    /// <summary>Seals a project's keys under a new data key; call after keys were forgotten.</summary>
    /// <returns>How many keys were sealed anew.</returns>
    public Task<int> ResealAsync(Id<Project> project, CancellationToken cancellationToken) =>
        ReplaceAsync(
            records.Set<StateVersion>().Where(v => v.ProjectId == project),
            async version =>
            {
                var (owner, name) = (StateFiles.Owner(project), StateFiles.Name(version.Id));
                var key = await sealing.OpenAsync(owner, name, version.SealedKey, cancellationToken);
                return await sealing.SealAsync(owner, name, key, cancellationToken);
            },
            cancellationToken
        );

    private async Task<int> ReplaceAsync(
        IQueryable<StateVersion> versions,
        Func<StateVersion, Task<byte[]>> anew,
        CancellationToken cancellationToken
    )
    {
        var (replaced, after) = (0, new Id<StateVersion>(""));
        while (true)
        {
            var from = after;
            var some = await versions
                .AsNoTracking()
                .Where(v => v.Id > from && !v.IsRemoval)
                .OrderBy(v => v.Id)
                .Take(AtOnce)
                .ToListAsync(cancellationToken);
            foreach (var version in some)
            {
                // Only where it is still what was read: what is written meanwhile has a new data key already.
                var made = await anew(version);
                replaced += await records
                    .Set<StateVersion>()
                    .Where(v => v.Id == version.Id && v.SealedKey == version.SealedKey)
                    .ExecuteUpdateAsync(set => set.SetProperty(v => v.SealedKey, made), cancellationToken);
            }

            if (some is [])
            {
                return replaced;
            }

            after = some[^1].Id;
        }
    }
}
