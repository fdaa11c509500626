using System.Data.Common;
using Infrar.Platform.Access;
using Infrar.Platform.Parts.Database;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Http;

/// <summary>Lets a replica answer what may be late, and the primary everything else.</summary>
/// <remarks>
/// It stands behind the access rules, which always ask the primary. 1. A change is noted before the first byte of its answer leaves.
/// 2. What is read and may be late asks the replica, if it may answer this person. 3. Whatever goes wrong there, be it that the replica
/// is gone or does not hold yet what the access rule has seen, is asked again of the primary; nothing was answered and nothing changed.
/// </remarks>
internal static class ReplicaReads
{
    public static async Task InvokeAsync(HttpContext http, RequestDelegate next, Replica replica)
    {
        if (http.Features.Get<Caller>() is not { } caller)
        {
            await next(http);
            return;
        }

        // 1.
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            // Whoever hangs up has changed it all the same.
            http.Response.OnStarting(() => replica.NoteWriteAsync(caller.UserId, CancellationToken.None));
            await next(http);
            return;
        }

        if (
            http.GetEndpoint()?.Metadata.GetMetadata<ReplicaMay>() is null
            || !await replica.MayAnswerAsync(caller.UserId, http.RequestAborted)
        )
        {
            await next(http);
            return;
        }

        // 2.
        var records = http.RequestServices.GetRequiredService<PlatformContext>();
        Use(records, replica.Connection());
        try
        {
            await next(http);
        }
        catch (Exception fault)
            when (fault is not BadHttpRequestException
                && !http.Response.HasStarted
                && !http.RequestAborted.IsCancellationRequested
            )
        {
            // 3.
            replica.Failed(fault);
            records.ChangeTracker.Clear();
            Use(records, replica.Primary());
            await next(http);
        }
        finally
        {
            // The context goes on to another request, which must find it at the primary.
            Use(records, replica.Primary());
        }
    }

    private static void Use(PlatformContext records, DbConnection connection) =>
        records.Database.SetDbConnection(connection, contextOwnsConnection: true);
}
