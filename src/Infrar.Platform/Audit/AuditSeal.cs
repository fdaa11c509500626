using Infrar.Platform.Parts.Database;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Audit;

/// <summary>Brings rows of an earlier version, which hashed the texts themselves, up to salted digests, so that people can be erased.</summary>
/// <remarks>
/// A chain is brought up whole or not at all, and only while it verifies; one that does not is left as it is, to be looked into.
/// As its hashes change, a row at its end says what the last hash was before, for whoever keeps that elsewhere.
/// </remarks>
internal sealed partial class AuditSeal(PlatformContext records, AuditLog audit, ILogger<AuditSeal> log)
{
    private const int Batch = 500;

    /// <summary>Brings all chains up.</summary>
    /// <returns>How many rows were brought up.</returns>
    public async Task<long> BringUpAsync(CancellationToken cancellationToken)
    {
        var chains = await records
            .Set<AuditEvent>()
            .Where(e => e.WhoDigest == "")
            .Select(e => e.Chain)
            .Distinct()
            .ToListAsync(cancellationToken);
        var rows = 0L;
        foreach (var chain in chains)
        {
            rows += await BringUpAsync(chain, cancellationToken);
        }

        return rows;
    }

    private async Task<long> BringUpAsync(string chain, CancellationToken cancellationToken)
    {
        await using var transaction = await records.Database.BeginTransactionAsync(cancellationToken);
        await audit.LockAsync(chain, cancellationToken);
        var before = await AuditVerification.OfAsync(records, chain, cancellationToken);
        if (!before.IsWhole)
        {
            Log.Broken(log, chain, before.Fault ?? "");
            return 0;
        }

        var (last, changed, read) = ("", 0L, 0L);
        while (read < before.Rows)
        {
            var after = read;
            var rows = await records
                .Set<AuditEvent>()
                .AsNoTracking()
                .Where(e => e.Chain == chain && e.Sequence > after)
                .OrderBy(e => e.Sequence)
                .Take(Batch)
                .ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                var brought = row.Sealed(last);
                if (brought.Hash != row.Hash)
                {
                    await WriteAsync(brought, cancellationToken);
                    changed++;
                }

                (last, read) = (brought.Hash, row.Sequence);
            }
        }

        if (changed > 0)
        {
            var entry = new AuditEntry("audit.reseal", chain) { Detail = $"last hash before: {before.LastHash}" };
            await audit.SaveToAsync(chain, AuditOrigin.System, entry, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return changed;
    }

    private Task<int> WriteAsync(AuditEvent row, CancellationToken cancellationToken) =>
        records
            .Set<AuditEvent>()
            .Where(e => e.Chain == row.Chain && e.Sequence == row.Sequence)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(e => e.WhoSalt, row.WhoSalt)
                        .SetProperty(e => e.WhoDigest, row.WhoDigest)
                        .SetProperty(e => e.WhatSalt, row.WhatSalt)
                        .SetProperty(e => e.WhatDigest, row.WhatDigest)
                        .SetProperty(e => e.PreviousHash, row.PreviousHash)
                        .SetProperty(e => e.Hash, row.Hash),
                cancellationToken
            );

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The audit log {Chain} is left as it is: {Fault}")]
        public static partial void Broken(ILogger log, string chain, string fault);
    }
}
