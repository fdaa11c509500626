using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Infrar.Core;

namespace Infrar.Cli.Remote;

/// <summary>Reads a stream of server-sent events; a connection that is lost is made again where the stream stood.</summary>
/// <param name="transport">The way to the server.</param>
/// <param name="bearer">Who asks.</param>
/// <param name="path">The stream.</param>
/// <param name="lastId">The last event that was seen already; null for all.</param>
internal sealed class ServerEvents(Transport transport, Bearer bearer, string path, string? lastId)
{
    private const int MostLosses = 8;

    /// <summary>Why the stream ended before the server ended it; null when it did not.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>The last event that was seen.</summary>
    public string? LastId { get; private set; } = lastId;

    /// <summary>The events as they come, until the server ends the stream or refuses to go on.</summary>
    public async IAsyncEnumerable<SseItem<string>> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var losses = 0;
        string? refused = null;
        while (true)
        {
            var (response, problem) = await OpenAsync(refused, cancellationToken);
            if (response is null)
            {
                if (problem is not null || ++losses > MostLosses)
                {
                    Problem = problem ?? RemoteProblems.NoAnswer(transport.Server, "The stream broke off again and again.");
                    yield break;
                }

                await Task.Delay(Retry.BackOff(Math.Min(losses, 6), Random.Shared.NextDouble()), cancellationToken);
                continue;
            }

            using var opened = response;
            if (response.StatusCode is HttpStatusCode.Unauthorized && refused is null)
            {
                refused = response.RequestMessage?.Headers.Authorization?.Parameter;
                continue;
            }

            if (!response.IsSuccessStatusCode)
            {
                Problem = await Refusals.ReadAsync(ApiRequest.Get(path), response, cancellationToken);
                yield break;
            }

            refused = null;
            var parser = SseParser.Create(await response.Content.ReadAsStreamAsync(cancellationToken));
            await using var events = parser.EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await NextAsync(events) is { } more)
            {
                if (!more)
                {
                    yield break;
                }

                losses = 0;
                LastId = parser.LastEventId is "" ? LastId : parser.LastEventId;
                yield return events.Current;
            }

            // 3 s where the server says nothing, as browsers do, but no more of it than the losses deserve.
            var told = parser.ReconnectionInterval;
            await Task.Delay(
                told > TimeSpan.Zero ? told : Retry.BackOff(++losses, Random.Shared.NextDouble()),
                cancellationToken
            );
        }
    }

    // True: an event came. False: the server ended the stream. Null: the connection was lost.
    private static async Task<bool?> NextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception lost) when (lost is IOException or HttpRequestException)
        {
            return null;
        }
    }

    private async Task<(HttpResponseMessage? Response, Problem? Problem)> OpenAsync(
        string? refused,
        CancellationToken cancellationToken
    )
    {
        var known = await bearer.TokenAsync(refused, cancellationToken);
        if (!known.Succeeded(out var token, out var problem))
        {
            return (null, problem);
        }

        var request = ApiRequest.Get(path) with
        {
            Headers = LastId is null
                ? [new("Accept", "text/event-stream")]
                : [new("Accept", "text/event-stream"), new("Last-Event-ID", LastId)],
        };
        try
        {
            return (await transport.OpenAsync(request, token, cancellationToken), null);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or TimeoutException)
        {
            return (null, null);
        }
    }
}
