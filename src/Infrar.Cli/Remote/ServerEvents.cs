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

    /// <summary>Why the stream was given up; null when the server ended it.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>The last event that was seen.</summary>
    public string? LastId { get; private set; } = lastId;

    /// <summary>The events as they come, until the server says by 204 that there are no more, or refuses to go on.</summary>
    public async IAsyncEnumerable<SseItem<string>> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var losses = 0;
        string? refused = null;
        while (true)
        {
            var (response, problem) = await OpenAsync(refused, cancellationToken);
            if (problem is not null)
            {
                Problem = problem;
                yield break;
            }

            var wait = TimeSpan.Zero;
            if (response is not null)
            {
                using var opened = response;
                if (response.StatusCode is HttpStatusCode.Unauthorized && refused is null)
                {
                    refused = response.RequestMessage?.Headers.Authorization?.Parameter;
                    continue;
                }

                if (response.StatusCode is HttpStatusCode.NoContent)
                {
                    yield break;
                }

                if (!response.IsSuccessStatusCode)
                {
                    Problem = await Refusals.ReadAsync(ApiRequest.Get(path), response, cancellationToken);
                    yield break;
                }

                refused = null;
                var parser = SseParser.Create(await response.Content.ReadAsStreamAsync(cancellationToken));
                await using var events = parser.EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
                while (await IsThereMoreAsync(events))
                {
                    losses = 0;
                    LastId = parser.LastEventId is "" ? LastId : parser.LastEventId;
                    yield return events.Current;
                }

                wait = parser.ReconnectionInterval;
            }

            // A server ends a stream now and then so that access is asked anew; whoever comes again gets what follows.
            if (++losses > MostLosses)
            {
                Problem = RemoteProblems.NoAnswer(transport.Server, "The stream of events broke off again and again.");
                yield break;
            }

            await Task.Delay(
                wait > TimeSpan.Zero ? wait : Retry.BackOff(losses, Random.Shared.NextDouble()),
                cancellationToken
            );
        }
    }

    private static async Task<bool> IsThereMoreAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception lost) when (lost is IOException or HttpRequestException)
        {
            return false;
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
