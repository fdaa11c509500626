using System.Buffers;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Infrar.Platform.Access;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Cache;
using Infrar.Platform.Parts.Database;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Events;

/// <summary>Answers with a stream as server-sent events, from where the client was.</summary>
/// <remarks>
/// 1. Everything after <c>Last-Event-ID</c> is read from the database, a page at a time and as fast as the client takes it. 2. Then a
/// signal of any node, or the next heartbeat, has it look again. 3. It ends after the last event, after <see cref="Longest"/> (so that
/// access is asked anew) and when the node stops; the client comes back with the id that it has. A client that had the last event is
/// told by 204 to stay away.
/// </remarks>
internal sealed class EventFeed(EventStream stream, Caller caller) : IResult
{
    private const int PageSize = 32;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (!TryReadPosition(httpContext.Request, out var after))
        {
            await ProblemResult.WriteAsync(
                httpContext,
                ApiProblems.NotReadable(
                    "Last-Event-ID is not the id of an event of this stream; leave it out to begin anew."
                )
            );
            return;
        }

        var services = httpContext.RequestServices;
        var readers = services.GetRequiredService<EventReaders>();
        if (!readers.TryEnter(caller.UserId))
        {
            await ProblemResult.WriteAsync(httpContext, EventReaders.TooMany());
            return;
        }

        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        end.CancelAfter(Longest);
        try
        {
            await SendAsync(httpContext, after, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client went, or is to come again.
        }
        finally
        {
            readers.Leave(caller.UserId);
        }
    }

    private async Task SendAsync(HttpContext http, long after, CancellationToken end)
    {
        var records = http.RequestServices.GetRequiredService<PlatformContext>();
        if (await IsOverAsync(records, after, end))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        // Signals that come while one is not yet looked after are one.
        var wakes = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
        );
        var shared = http.RequestServices.GetRequiredService<ISharedState>();
        await using var listening = await shared.ListenAsync(stream.Topic, () => wakes.Writer.TryWrite(true), end);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        await http.Response.WriteAsync("retry: 1000\n\n", end);
        while (true)
        {
            var page = await ReadAsync(records, after, end);
            foreach (var made in page)
            {
                Write(http.Response.BodyWriter, made);
                after = made.Sequence;
            }

            _ = await http.Response.BodyWriter.FlushAsync(end);
            if (page is [.., { IsLast: true }])
            {
                return;
            }

            if (page.Count < PageSize && !await WokenAsync(wakes.Reader, end))
            {
                await http.Response.WriteAsync(": still here\n\n", end);
            }
        }
    }

    private Task<List<StreamEvent>> ReadAsync(PlatformContext records, long after, CancellationToken end) =>
        records
            .Set<StreamEvent>()
            .AsNoTracking()
            .Where(e => e.Stream == stream.Name && e.ProjectId == stream.Project && e.Sequence > after)
            .OrderBy(e => e.Sequence)
            .Take(PageSize)
            .ToListAsync(end);

    private Task<bool> IsOverAsync(PlatformContext records, long after, CancellationToken end) =>
        after is 0
            ? Task.FromResult(false)
            : records
                .Set<StreamEvent>()
                .AnyAsync(
                    e => e.Stream == stream.Name && e.ProjectId == stream.Project && e.Sequence == after && e.IsLast,
                    end
                );

    /// <returns>False when it was time for a heartbeat.</returns>
    private static async Task<bool> WokenAsync(ChannelReader<bool> wakes, CancellationToken end)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(end);
        patience.CancelAfter(Heartbeat);
        try
        {
            return await wakes.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            return false;
        }
    }

    private static void Write(IBufferWriter<byte> to, StreamEvent made)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"id: {made.Sequence}\nevent: {made.Kind}\n");
        foreach (var line in made.Data.ReplaceLineEndings("\n").Split('\n'))
        {
            text.Append(CultureInfo.InvariantCulture, $"data: {line}\n");
        }

        _ = Encoding.UTF8.GetBytes(text.Append('\n').ToString(), to);
    }

    private static bool TryReadPosition(HttpRequest request, out long after)
    {
        var stated = request.Headers["Last-Event-ID"].ToString();
        after = 0;
        return stated is "" || long.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out after);
    }
}

/// <summary>Registers what streams of events need.</summary>
internal static class EventServices
{
    public static void AddEvents(this IServiceCollection services) =>
        services.AddSingleton<EventReaders>().AddScoped<EventLog>();
}
