using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Infrar.Platform.Tests.Audit;

/// <summary>Rows of before there were salted digests.</summary>
public abstract class AuditSealTests(bool postgres, SharedPlatforms shared) : BothDatabases(postgres, shared)
{
    public sealed class OnSqlite(SharedPlatforms shared) : AuditSealTests(false, shared);

    public sealed class OnPostgres(SharedPlatforms shared) : AuditSealTests(true, shared);

    [Fact]
    public async Task Old_rows_verify_are_brought_up_and_say_what_the_last_hash_was()
    {
        await using var scope = Platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var chain = Id<Teams.Team>.New(TimeProvider.System).Value;
        var last = await WriteOldAsync(records, chain, rows: 3);
        Assert.True((await AuditVerification.OfAsync(records, chain, Cancel)).IsWhole);

        await SealOf(scope).BringUpAsync(Cancel);

        var verified = await AuditVerification.OfAsync(records, chain, Cancel);
        Assert.Equal((true, 4L), (verified.IsWhole, verified.Rows));
        var rows = await records.Set<AuditEvent>().AsNoTracking().Where(e => e.Chain == chain).ToListAsync(Cancel);
        Assert.All(rows, row => Assert.NotEqual("", row.WhoDigest));
        Assert.Contains(last, Assert.Single(rows, row => row.Action is "audit.reseal").Detail);
    }

    [Fact]
    public async Task A_chain_that_does_not_hold_is_left_as_it_is()
    {
        await using var scope = Platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var chain = Id<Teams.Team>.New(TimeProvider.System).Value;
        await WriteOldAsync(records, chain, rows: 3);
        await records
            .Set<AuditEvent>()
            .Where(e => e.Chain == chain && e.Sequence == 2)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.Actor, "usr-forger"), Cancel);

        await SealOf(scope).BringUpAsync(Cancel);

        var verified = await AuditVerification.OfAsync(records, chain, Cancel);
        Assert.Equal("Row 2 was changed.", verified.Fault);
        // Later starts would look at it again; the tests that share this platform need not.
        await records.Set<AuditEvent>().Where(e => e.Chain == chain).ExecuteDeleteAsync(Cancel);
    }

    private static AuditSeal SealOf(AsyncServiceScope scope) =>
        new(
            scope.ServiceProvider.GetRequiredService<PlatformContext>(),
            scope.ServiceProvider.GetRequiredService<AuditLog>(),
            NullLogger<AuditSeal>.Instance
        );

    // As the version before this one wrote and hashed rows.
    private static async Task<string> WriteOldAsync(PlatformContext records, string chain, int rows)
    {
        var (previous, at) = ("", new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));
        for (var sequence = 1L; sequence <= rows; sequence++)
        {
            string?[] fields =
            [
                chain,
                sequence.ToString(CultureInfo.InvariantCulture),
                at.UtcTicks.ToString(CultureInfo.InvariantCulture),
                "usr-1",
                "ses-1",
                "127.0.0.1",
                "project.create",
                "prj-1",
                null,
                "done",
                "shop",
                "",
                previous,
            ];
            var text = string.Concat(fields.Select(f => $"{f?.Length ?? -1}:{f};"));
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
            var row = AuditEvent.Follow(null, chain, new("project.create", "prj-1") { Detail = "shop" }, Origin, at);
            var entry = records.Add(row);
            entry.Property(e => e.Sequence).CurrentValue = sequence;
            entry.Property(e => e.WhoSalt).CurrentValue = null;
            entry.Property(e => e.WhatSalt).CurrentValue = null;
            entry.Property(e => e.WhoDigest).CurrentValue = "";
            entry.Property(e => e.WhatDigest).CurrentValue = "";
            entry.Property(e => e.PreviousHash).CurrentValue = previous;
            entry.Property(e => e.Hash).CurrentValue = hash;
            await records.SaveChangesAsync(Cancel);
            entry.State = EntityState.Detached;
            previous = hash;
        }

        return previous;
    }

    private static AuditOrigin Origin { get; } = new("usr-1", "ses-1", "127.0.0.1", "");
}
