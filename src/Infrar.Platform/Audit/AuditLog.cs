using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Audit;

/// <summary>Saves changes together with the rows of the audit log that tell of them: both are there, or neither.</summary>
internal sealed class AuditLog(PlatformContext records, TimeProvider time)
{
    /// <summary>The chain of what belongs to no team.</summary>
    public const string Installation = "installation";

    /// <summary>Saves what the context holds and appends to a team's chain.</summary>
    public Task SaveAsync(Id<Team> team, AuditOrigin origin, AuditEntry entry, CancellationToken cancellationToken) =>
        SaveToAsync(team.Value, origin, entry, cancellationToken);

    /// <summary>Saves what the context holds and appends to the chain of the installation.</summary>
    public Task SaveAsync(AuditOrigin origin, AuditEntry entry, CancellationToken cancellationToken) =>
        SaveToAsync(Installation, origin, entry, cancellationToken);

    /// <summary>Saves what the context holds and appends to a chain by its name.</summary>
    internal async Task SaveToAsync(
        string chain,
        AuditOrigin origin,
        AuditEntry entry,
        CancellationToken cancellationToken
    )
    {
        // A caller that needs more in one transaction has begun it; whoever begins it ends it.
        var own = records.Database.CurrentTransaction is null
            ? await records.Database.BeginTransactionAsync(cancellationToken)
            : null;
        try
        {
            await records.SaveChangesAsync(cancellationToken);
            await AppendAsync(chain, origin, entry, cancellationToken);
            if (own is not null)
            {
                await own.CommitAsync(cancellationToken);
            }
        }
        finally
        {
            if (own is not null)
            {
                await own.DisposeAsync();
            }
        }
    }

    /// <summary>Keeps every other writer from a chain until the transaction ends.</summary>
    internal async Task LockAsync(string chain, CancellationToken cancellationToken)
    {
        if (records.Database.IsNpgsql())
        {
            // SQLite lets one transaction write at a time; PostgreSQL is told to, for each chain, until the transaction ends.
            await records.Database.ExecuteSqlAsync(
                $"select pg_advisory_xact_lock(hashtextextended({chain}, 7))",
                cancellationToken
            );
        }
    }

    private async Task AppendAsync(
        string chain,
        AuditOrigin origin,
        AuditEntry entry,
        CancellationToken cancellationToken
    )
    {
        await LockAsync(chain, cancellationToken);
        var last = await records
            .Set<AuditEvent>()
            .AsNoTracking()
            .Where(e => e.Chain == chain)
            .OrderByDescending(e => e.Sequence)
            .FirstOrDefaultAsync(cancellationToken);
        var row = AuditEvent.Follow(last, chain, entry, origin, time.GetUtcNow());
        records.Add(row);
        await records.SaveChangesAsync(cancellationToken);
        records.Entry(row).State = EntityState.Detached;
    }
}
