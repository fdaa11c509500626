using System.Globalization;
using Infrar.Platform.Access;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Administration;

/// <summary>That changes are refused.</summary>
/// <param name="Since">When it began.</param>
/// <param name="Until">When it will likely end; null where nobody knows.</param>
/// <param name="Reason">Why, for people.</param>
[ApiExample(
    """
        {"since": "2026-11-27T09:30:00+00:00", "until": "2026-12-27T09:30:00+00:00", "reason": "The database moves."}
        """
)]
internal sealed record Maintenance(DateTimeOffset Since, DateTimeOffset? Until, string Reason);

/// <summary>Whether there is maintenance, as every node learns within <see cref="Believed"/>.</summary>
internal sealed class MaintenanceState(IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>How long a node goes by what it read; 2 seconds.</summary>
    public static readonly TimeSpan Believed = TimeSpan.FromSeconds(2);

    private Known? _known;

    /// <summary>The maintenance there is; null when there is none.</summary>
    public async ValueTask<Maintenance?> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (Volatile.Read(ref _known) is { } known && known.Until > now)
        {
            return known.Maintenance;
        }

        await using var scope = scopes.CreateAsyncScope();
        var read = await scope
            .ServiceProvider.GetRequiredService<PlatformContext>()
            .Set<Installation>()
            .AsNoTracking()
            .SingleAsync(cancellationToken);
        var maintenance = read.MaintenanceSince is { } since
            ? new Maintenance(since, read.MaintenanceUntil, read.MaintenanceReason)
            : null;
        Volatile.Write(ref _known, new(maintenance, now + Believed));
        return maintenance;
    }

    /// <summary>Reads anew at the next request, as after a change on this node.</summary>
    public void Forget() => Volatile.Write(ref _known, null);

    private sealed record Known(Maintenance? Maintenance, DateTimeOffset Until);
}

/// <summary>Refuses changes during maintenance; reading goes on, and administrators may do everything.</summary>
internal sealed class MaintenanceGate(RequestDelegate next, MaintenanceState state, TimeProvider time)
{
    // What is told to callers where nobody has said until when.
    private static readonly TimeSpan Unknown = TimeSpan.FromMinutes(1);

    public async Task InvokeAsync(HttpContext http)
    {
        if (
            HttpMethods.IsGet(http.Request.Method)
            || HttpMethods.IsHead(http.Request.Method)
            || http.GetEndpoint()?.Metadata.GetMetadata<DuringMaintenance>() is not null
            || await state.ReadAsync(http.RequestAborted) is not { } maintenance
            || await IsAdministratorAsync(http)
        )
        {
            await next(http);
            return;
        }

        var left = maintenance.Until - time.GetUtcNow() ?? Unknown;
        var seconds = (long)Math.Ceiling(Math.Max(left.TotalSeconds, 1));
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await ProblemResult.WriteAsync(http, AdministrationProblems.Maintenance(maintenance));
    }

    private static async Task<bool> IsAdministratorAsync(HttpContext http) =>
        http.Features.Get<Caller>() is { } caller
        && await http
            .RequestServices.GetRequiredService<PlatformContext>()
            .Users.AnyAsync(u => u.Id == caller.UserId && u.IsAdministrator, http.RequestAborted);
}

/// <summary>Marks an endpoint that changes nothing of a team's, or that reading needs, though its method says otherwise.</summary>
internal sealed class DuringMaintenance;

/// <summary>Marks endpoints.</summary>
internal static class DuringMaintenanceExtensions
{
    /// <summary>Lets an endpoint answer during maintenance.</summary>
    public static RouteHandlerBuilder AlsoDuringMaintenance(this RouteHandlerBuilder builder) =>
        builder.WithMetadata(new DuringMaintenance());
}
