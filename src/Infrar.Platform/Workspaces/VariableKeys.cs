using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Workspaces;

/// <summary>Seals the values of variables anew.</summary>
internal sealed class VariableKeys(PlatformContext records, Sealing sealing)
{
    /// <summary>Wraps the data keys under the newest master key.</summary>
    /// <returns>How many values were sealed anew.</returns>
    public async Task<int> RenewAsync(CancellationToken cancellationToken)
    {
        var renewed = 0;
        var workspaces = await records
            .Set<WorkspaceVariable>()
            .Select(v => v.WorkspaceId)
            .Distinct()
            .ToListAsync(cancellationToken);
        foreach (var workspace in workspaces)
        {
            renewed += await ReplaceAsync(
                records.Set<WorkspaceVariable>().Where(v => v.WorkspaceId == workspace),
                v => sealing.RewrapAsync(v.ProjectId.Value, v.SealedValue, cancellationToken),
                cancellationToken
            );
        }

        return renewed;
    }

    /// <summary>Seals a project's values under a new data key; call after keys were forgotten.</summary>
    /// <returns>How many values were sealed anew.</returns>
    public Task<int> ResealAsync(Id<Project> project, CancellationToken cancellationToken) =>
        ReplaceAsync(
            records.Set<WorkspaceVariable>().Where(v => v.ProjectId == project),
            async variable =>
            {
                var (owner, name) = (project.Value, WorkspaceVariables.SealedName(variable.WorkspaceId, variable.Name));
                var value = await sealing.OpenAsync(owner, name, variable.SealedValue, cancellationToken);
                return await sealing.SealAsync(owner, name, value, cancellationToken);
            },
            cancellationToken
        );

    private async Task<int> ReplaceAsync(
        IQueryable<WorkspaceVariable> variables,
        Func<WorkspaceVariable, Task<byte[]>> anew,
        CancellationToken cancellationToken
    )
    {
        var replaced = 0;
        foreach (var variable in await variables.AsNoTracking().ToListAsync(cancellationToken))
        {
            // Only where it is still what was read: what is set meanwhile has a new data key already.
            var made = await anew(variable);
            replaced += await records
                .Set<WorkspaceVariable>()
                .Where(v =>
                    v.WorkspaceId == variable.WorkspaceId
                    && v.Name == variable.Name
                    && v.SealedValue == variable.SealedValue
                )
                .ExecuteUpdateAsync(set => set.SetProperty(v => v.SealedValue, made), cancellationToken);
        }

        return replaced;
    }
}
