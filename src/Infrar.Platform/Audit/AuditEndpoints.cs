using System.Globalization;
using System.Text.Json;
using Infrar.Platform.Access;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Audit;

/// <summary>Reading, checking and taking away the audit log.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        var audit = routes.MapGroup("/api/v1/teams/{team}/audit").WithTags("Audit log");
        audit
            .MapGet("", ListAsync)
            .Allow(AccessRule.Team(Role.Viewer, Scope.AuditRead))
            .MayBeLate()
            .WithName("ListAuditEvents")
            .WithSummary("Lists who did what, newest first; by actor, action, project or time.");
        audit
            .MapGet("/export", ExportAsync)
            .Allow(AccessRule.Team(Role.Owner, Scope.AuditRead))
            .WithName("ExportAuditEvents")
            .WithSummary("The whole log, oldest first, as one JSON object on each line.");
        audit
            .MapGet("/verification", VerifyAsync)
            .Allow(AccessRule.Team(Role.Viewer, Scope.AuditRead))
            .MayBeLate()
            .WithName("VerifyAuditLog")
            .WithSummary("Checks the chain of hashes from its first row to its last.");
    }

    private static async Task<Ok<Page<AuditEventResponse>>> ListAsync(
        TeamAccess access,
        [AsParameters] PageRequest page,
        [AsParameters] AuditFilter filter,
        PlatformContext records,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await AuditPages.ReadAsync(records, access.Id.Value, page, filter, cancellationToken));

    private static PushStreamHttpResult ExportAsync(
        TeamAccess access,
        [AsParameters] AuditFilter filter,
        IServiceScopeFactory scopes
    ) =>
        TypedResults.Stream(
            async stream =>
            {
                // The request's own scope may have ended by the time the last row is written.
                await using var scope = scopes.CreateAsyncScope();
                var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
                await foreach (
                    var row in AuditPages
                        .Of(records, access.Id.Value, filter)
                        .OrderBy(e => e.Sequence)
                        .AsAsyncEnumerable()
                )
                {
                    await JsonSerializer.SerializeAsync(stream, AuditEventResponse.Of(row), JsonShape.Options);
                    await stream.WriteAsync("\n"u8.ToArray());
                }
            },
            "application/x-ndjson",
            "audit-log.ndjson"
        );

    private static async Task<Ok<AuditVerification>> VerifyAsync(
        TeamAccess access,
        PlatformContext records,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await AuditVerification.OfAsync(records, access.Id.Value, cancellationToken));
}

/// <summary>Which rows of an audit log.</summary>
internal sealed record AuditFilter
{
    /// <summary>Who, by the user's id.</summary>
    public string? Actor { get; init; }

    /// <summary>What, such as <c>project.create</c>.</summary>
    public string? Action { get; init; }

    /// <summary>The project's id.</summary>
    public string? Project { get; init; }

    /// <summary>From this time on.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>Reads rows of a chain.</summary>
internal static class AuditPages
{
    /// <summary>A page, newest first.</summary>
    public static async Task<Page<AuditEventResponse>> ReadAsync(
        PlatformContext records,
        string chain,
        PageRequest page,
        AuditFilter filter,
        CancellationToken cancellationToken
    )
    {
        var before = long.TryParse(page.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : long.MaxValue;
        var rows = await Of(records, chain, filter)
            .Where(e => e.Sequence < before)
            .OrderByDescending(e => e.Sequence)
            .Take(page.Size + 1)
            .ToListAsync(cancellationToken);
        return Page<AuditEventResponse>.Of(
            [.. rows.Select(AuditEventResponse.Of)],
            page.Size,
            e => e.Sequence.ToString(CultureInfo.InvariantCulture)
        );
    }

    /// <summary>The rows of a chain that a filter lets through.</summary>
    public static IQueryable<AuditEvent> Of(PlatformContext records, string chain, AuditFilter filter)
    {
        var rows = records.Set<AuditEvent>().AsNoTracking().Where(e => e.Chain == chain);
        rows = filter.Actor is { } actor ? rows.Where(e => e.Actor == actor) : rows;
        rows = filter.Action is { } action ? rows.Where(e => e.Action == action) : rows;
        rows = filter.Project is { } project ? rows.Where(e => e.ProjectId == project) : rows;
        rows = filter.Since is { } since ? rows.Where(e => e.At >= since.ToUniversalTime()) : rows;
        return filter.Until is { } until ? rows.Where(e => e.At < until.ToUniversalTime()) : rows;
    }
}

/// <summary>One row of the audit log.</summary>
[ApiExample(
    """
        {"sequence": 12, "at": "2026-11-27T09:30:00+00:00", "actor": "usr-01kb2m9x7q3v8c5d1e6f", "via": "ses-01kb2m9x7q3v8c5d1e6f", "address": "203.0.113.7", "action": "project.create", "subject": "prj-01kb2m9x7q3v8c5d1e6f", "projectId": "prj-01kb2m9x7q3v8c5d1e6f", "outcome": "done", "detail": "shop", "traceId": "0af7651916cd43dd8448eb211c80319c", "whoDigest": "4c94485e0c21ae6c41ce1dfe7b6bfaceea5ab68e40a2476f50208e526f506080", "whatDigest": "8d969eef6ecad3c29a3a629280e686cf0c3f5d5a86aff3ca12020c923adc6c92", "previousHash": "", "hash": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"}
        """
)]
internal sealed record AuditEventResponse(
    long Sequence,
    DateTimeOffset At,
    string Actor,
    string Via,
    string Address,
    string Action,
    string Subject,
    string? ProjectId,
    string Outcome,
    string Detail,
    string TraceId,
    string WhoDigest,
    string WhatDigest,
    string PreviousHash,
    string Hash
)
{
    public static AuditEventResponse Of(AuditEvent row) =>
        new(
            row.Sequence,
            row.At,
            row.Actor,
            row.Via,
            row.Address,
            row.Action,
            row.Subject,
            row.ProjectId,
            row.Outcome,
            row.Detail,
            row.TraceId,
            row.WhoDigest,
            row.WhatDigest,
            row.PreviousHash,
            row.Hash
        );
}

/// <summary>Whether a chain is whole.</summary>
/// <param name="IsWhole">Whether every row is there and unchanged.</param>
/// <param name="Rows">How many rows were checked.</param>
/// <param name="Erased">Rows among them that tell of a person no more, because that person was erased.</param>
/// <param name="LastHash">The newest row's hash; kept elsewhere, it also shows when rows are cut off at the end.</param>
/// <param name="Fault">The first thing that is wrong; null when nothing is.</param>
[ApiExample(
    """
        {"isWhole": true, "rows": 12, "erased": 0, "lastHash": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae", "fault": null}
        """
)]
internal sealed record AuditVerification(bool IsWhole, long Rows, long Erased, string LastHash, string? Fault)
{
    /// <summary>Walks a chain.</summary>
    public static async Task<AuditVerification> OfAsync(
        PlatformContext records,
        string chain,
        CancellationToken cancellationToken
    )
    {
        var (rows, erased, last) = (0L, 0L, "");
        await foreach (
            var row in records
                .Set<AuditEvent>()
                .AsNoTracking()
                .Where(e => e.Chain == chain)
                .OrderBy(e => e.Sequence)
                .AsAsyncEnumerable()
                .WithCancellation(cancellationToken)
        )
        {
            rows++;
            var fault =
                row.Sequence != rows ? $"Row {rows} is missing."
                : row.PreviousHash != last ? $"Row {rows} does not follow the row before it."
                : row.IsChanged() ? $"Row {rows} was changed."
                : null;
            if (fault is not null)
            {
                return new(false, rows, erased, last, fault);
            }

            last = row.Hash;
            erased += row.IsErased ? 1 : 0;
        }

        return new(true, rows, erased, last, null);
    }
}
