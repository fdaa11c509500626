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
            .WithName("VerifyAuditLog")
            .WithSummary("Checks the chain of hashes from its first row to its last.");
    }

    /// <summary>Which rows.</summary>
    internal sealed record Filter(
        string? Actor,
        string? Action,
        string? Project,
        DateTimeOffset? Since,
        DateTimeOffset? Until
    );

    private static async Task<Ok<Page<AuditEventResponse>>> ListAsync(
        TeamAccess access,
        [AsParameters] PageRequest page,
        [AsParameters] Filter filter,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var before = long.TryParse(page.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : long.MaxValue;
        var rows = await Filtered(records, access, filter)
            .Where(e => e.Sequence < before)
            .OrderByDescending(e => e.Sequence)
            .Take(page.Size + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            Page<AuditEventResponse>.Of(
                [.. rows.Select(AuditEventResponse.Of)],
                page.Size,
                e => e.Sequence.ToString(CultureInfo.InvariantCulture)
            )
        );
    }

    private static PushStreamHttpResult ExportAsync(
        TeamAccess access,
        [AsParameters] Filter filter,
        IServiceScopeFactory scopes
    ) =>
        TypedResults.Stream(
            async stream =>
            {
                // The request's own scope may have ended by the time the last row is written.
                await using var scope = scopes.CreateAsyncScope();
                var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
                await foreach (
                    var row in Filtered(records, access, filter).OrderBy(e => e.Sequence).AsAsyncEnumerable()
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

    private static IQueryable<AuditEvent> Filtered(PlatformContext records, TeamAccess access, Filter filter)
    {
        var chain = access.Id.Value;
        var rows = records.Set<AuditEvent>().AsNoTracking().Where(e => e.Chain == chain);
        rows = filter.Actor is { } actor ? rows.Where(e => e.Actor == actor) : rows;
        rows = filter.Action is { } action ? rows.Where(e => e.Action == action) : rows;
        rows = filter.Project is { } project ? rows.Where(e => e.ProjectId == project) : rows;
        rows = filter.Since is { } since ? rows.Where(e => e.At >= since.ToUniversalTime()) : rows;
        return filter.Until is { } until ? rows.Where(e => e.At < until.ToUniversalTime()) : rows;
    }
}

/// <summary>One row of the audit log.</summary>
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
            row.PreviousHash,
            row.Hash
        );
}

/// <summary>Whether a chain is whole.</summary>
/// <param name="IsWhole">Whether every row is there and unchanged.</param>
/// <param name="Rows">How many rows were checked.</param>
/// <param name="LastHash">The newest row's hash; kept elsewhere, it also shows when rows are cut off at the end.</param>
/// <param name="Fault">The first thing that is wrong; null when nothing is.</param>
internal sealed record AuditVerification(bool IsWhole, long Rows, string LastHash, string? Fault)
{
    /// <summary>Walks a chain.</summary>
    public static async Task<AuditVerification> OfAsync(
        PlatformContext records,
        string chain,
        CancellationToken cancellationToken
    )
    {
        var (rows, last) = (0L, "");
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
                : row.Hash != row.ExpectedHash() ? $"Row {rows} was changed."
                : null;
            if (fault is not null)
            {
                return new(false, rows, last, fault);
            }

            last = row.Hash;
        }

        return new(true, rows, last, null);
    }
}
