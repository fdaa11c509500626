using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Infrar.Platform.Parts.Net;

namespace Infrar.Platform.Runs.Isolation;

/// <summary>Carries an engine's requests for its own state to the platform, and no others.</summary>
internal sealed class StateRelay : IAsyncDisposable
{
    // One for all: engines of a node talk to the same platform.
    private static readonly HttpMessageInvoker Platform = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
        }
    );

    private static readonly string[] OwnFields =
    [
        "Host",
        "Connection",
        "Keep-Alive",
        "Proxy-Connection",
        "Transfer-Encoding",
        "TE",
        "Upgrade",
        "Content-Length",
        "Accept-Encoding",
        "Expect",
    ];

    private readonly Uri _state;
    private readonly SocketServer _server;

    private StateRelay(Socket listener, Uri state)
    {
        _state = state;
        _server = SocketServer.Start(listener, ServeAsync);
    }

    /// <summary>Starts one; the listener is its own then.</summary>
    /// <param name="listener">A socket that listens.</param>
    /// <param name="state">The state's address at the platform.</param>
    public static StateRelay Start(Socket listener, Uri state) => new(listener, state);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Serves one request: the connection ends with it, so nothing can hide behind it.</summary>
    private async Task ServeAsync(NetworkStream client, CancellationToken end)
    {
        if (await RequestHead.ReadAsync(client, end) is not { } head)
        {
            return;
        }

        if (!IsState(head.Target))
        {
            await AnswerAsync(client, "403 Forbidden", end);
            return;
        }

        if (head["Transfer-Encoding"] is not null)
        {
            await AnswerAsync(client, "411 Length Required", end);
            return;
        }

        var length = 0L;
        if (
            head["Content-Length"] is { } text
            && !(long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length))
        )
        {
            await AnswerAsync(client, "400 Bad Request", end);
            return;
        }

        using var request = Request(head, client, length);
        HttpResponseMessage answer;
        try
        {
            answer = await Platform.SendAsync(request, end);
        }
        catch (HttpRequestException)
        {
            // The engine tries again, and keeps its state when that does not help.
            await AnswerAsync(client, "502 Bad Gateway", end);
            return;
        }

        using (answer)
        {
            await PassOnAsync(answer, client, end);
        }
    }

    private bool IsState(string target)
    {
        var path = target.Split('?', 2)[0];
        return path == _state.AbsolutePath || path == $"{_state.AbsolutePath}/lock";
    }

    private HttpRequestMessage Request(RequestHead head, NetworkStream client, long length)
    {
        var request = new HttpRequestMessage(
            new HttpMethod(head.Method),
            new Uri(_state.GetLeftPart(UriPartial.Authority) + head.Target)
        );
        if (head["Content-Length"] is not null)
        {
            request.Content = new Body(client, length);
        }

        foreach (
            var (name, value) in head.Fields.Where(f => !OwnFields.Contains(f.Key, StringComparer.OrdinalIgnoreCase))
        )
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                _ = request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    private static async Task PassOnAsync(HttpResponseMessage answer, NetworkStream client, CancellationToken end)
    {
        var head = new StringBuilder($"HTTP/1.1 {(int)answer.StatusCode} {answer.ReasonPhrase}\r\n");
        foreach (
            var (name, values) in answer
                .Headers.Concat(answer.Content.Headers)
                .Where(f => !OwnFields.Contains(f.Key, StringComparer.OrdinalIgnoreCase))
        )
        {
            foreach (var value in values)
            {
                head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            }
        }

        if (answer.StatusCode is not HttpStatusCode.NoContent && answer.Content.Headers.ContentLength is { } length)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n");
        }

        head.Append("Connection: close\r\n\r\n");
        await client.WriteAsync(Encoding.Latin1.GetBytes(head.ToString()), end);
        await answer.Content.CopyToAsync(client, end);
    }

    private static Task AnswerAsync(NetworkStream client, string status, CancellationToken end) =>
        client
            .WriteAsync(
                Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
                end
            )
            .AsTask();

    /// <summary>So many bytes of what a client sends.</summary>
    private sealed class Body(NetworkStream client, long length) : HttpContent
    {
        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(
            Stream stream,
            TransportContext? context,
            CancellationToken cancellationToken
        )
        {
            var buffer = new byte[64 * 1024];
            for (var left = length; left > 0; )
            {
                var read = await client.ReadAsync(
                    buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)),
                    cancellationToken
                );
                if (read is 0)
                {
                    throw new IOException("The engine broke off.");
                }

                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                left -= read;
            }
        }
    }
}
