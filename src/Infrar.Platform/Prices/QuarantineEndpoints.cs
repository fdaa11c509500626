using System.Globalization;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Prices;
using Infrar.Providers.Feeds;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Infrar.Platform.Prices;

/// <summary>Rows of feeds that were not believed, and what administrators decide of them.</summary>
internal static class QuarantineEndpoints
{
    /// <summary>Who it was: everybody may read prices, and which of the administrators it was, the audit log says.</summary>
    internal const string Administrator = "administrator";

    public static void MapQuarantine(this IEndpointRouteBuilder routes)
    {
        var quarantine = routes.MapGroup("/api/v1/prices/quarantine").WithTags("Prices");
        quarantine
            .MapGet("", ListAsync)
            .Allow(AccessRule.Account(Scope.ProjectsRead))
            .WithName("ListQuarantinedPrices")
            .WithSummary("Rows of the feeds that are not used, newest first, each with the reason.");
        quarantine
            .MapPut("/{row:long}/release", ReleaseAsync)
            .Allow(AccessRule.Installation)
            .WithName("ReleaseQuarantinedPrice")
            .WithSummary("Lets a price that was not believed be used by the next sync.");
        quarantine
            .MapPut("/{row:long}/keep-out", KeepOutAsync)
            .Allow(AccessRule.Installation)
            .WithName("KeepOutQuarantinedPrice")
            .WithSummary("Keeps a row out for good: the same in later editions of its file asks nobody any more.");
    }

    private static async Task<Results<Ok<Page<QuarantineResponse>>, ProblemHttpResult>> ListAsync(
        string? provider,
        string? decision,
        [AsParameters] PageRequest page,
        PriceStore store,
        CancellationToken cancellationToken
    )
    {
        if (PriceEndpoints.Unknown(provider) is { } unknown)
        {
            return unknown.ToHttp();
        }

        QuarantineState? state = null;
        if (decision is { Length: > 0 })
        {
            if (!Enum.TryParse<QuarantineState>(decision, ignoreCase: true, out var named) || !Enum.IsDefined(named))
            {
                return PriceProblems.NoSuchDecision(decision).ToHttp();
            }

            state = named;
        }

        var before = long.TryParse(page.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : long.MaxValue;
        var rows = await store.QuarantineAsync(provider ?? "", state, page.Size + 1, before, cancellationToken);
        return TypedResults.Ok(
            Page<QuarantineResponse>.Of(
                [.. rows.Select(QuarantineResponse.Of)],
                page.Size,
                r => r.Id.ToString(CultureInfo.InvariantCulture)
            )
        );
    }

    private static async Task<Results<Ok<QuarantineResponse>, ProblemHttpResult>> ReleaseAsync(
        long row,
        Caller caller,
        PriceStore store,
        AuditLog audit,
        TimeProvider time,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await store.QuarantinedAsync(row, cancellationToken) is not { } found)
        {
            return PriceProblems.NoSuchRow(row).ToHttp();
        }

        if (found.Reason is not (RowFault.Jump or RowFault.FreeNow))
        {
            return PriceProblems.NotReleasable("The row itself is at fault.").ToHttp();
        }

        await store.ReleaseAsync(found, Administrator, time.GetUtcNow(), cancellationToken);
        await audit.SaveAsync(caller.Origin(http), Decision("prices.release", found), cancellationToken);
        return TypedResults.Ok(QuarantineResponse.Of((await store.QuarantinedAsync(row, cancellationToken))!));
    }

    private static async Task<Results<Ok<QuarantineResponse>, ProblemHttpResult>> KeepOutAsync(
        long row,
        Caller caller,
        PriceStore store,
        AuditLog audit,
        TimeProvider time,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await store.QuarantinedAsync(row, cancellationToken) is not { } found)
        {
            return PriceProblems.NoSuchRow(row).ToHttp();
        }

        if (found.State is QuarantineState.Released)
        {
            return PriceProblems.ReleasedAlready(row).ToHttp();
        }

        await store.KeepOutAsync(found, Administrator, time.GetUtcNow(), cancellationToken);
        await audit.SaveAsync(caller.Origin(http), Decision("prices.keep_out", found), cancellationToken);
        return TypedResults.Ok(QuarantineResponse.Of((await store.QuarantinedAsync(row, cancellationToken))!));
    }

    private static AuditEntry Decision(string action, QuarantinedRow row) =>
        new(action, AuditLog.Installation)
        {
            Detail = string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Provider} {row.Key} {row.RateId}: {row.OldPrice} to {row.NewPrice}"
            ),
        };
}
