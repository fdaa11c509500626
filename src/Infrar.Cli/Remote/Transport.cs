using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Infrar.Cli.Terminal;
using Infrar.Core;

namespace Infrar.Cli.Remote;

/// <summary>Sends requests to one server: again where that is safe, and with every refusal as a problem.</summary>
internal sealed class Transport : IDisposable
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(100);
    private readonly HttpMessageInvoker _http;
    private readonly CliConsole _console;

    /// <summary>Opens nothing yet; the first request does.</summary>
    public Transport(ServerAddress server, CliConsole console)
    {
        Server = server;
        _console = console;
        // Redirects are not followed: where a token goes is the user's choice.
        _http = new HttpMessageInvoker(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.All,
                ConnectTimeout = TimeSpan.FromSeconds(15),
            }
        );
    }

    /// <summary>The server.</summary>
    public ServerAddress Server { get; }

    /// <summary>Sends a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="bearer">Who asks; null for nobody.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The answer; the server's own refusal, <c>SRV004</c> or <c>SRV005</c>.</returns>
    public async Task<Result<ApiAnswer>> SendAsync(
        ApiRequest request,
        string? bearer,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan wait;
            try
            {
                using var message = Message(request, bearer);
                using var response = await ExchangeAsync(message, cancellationToken);
                Trace($"{request.Method} {message.RequestUri!.PathAndQuery} {(int)response.StatusCode}");
                var asked = Retry.Asked(response.Headers.RetryAfter, _console.Time.GetUtcNow());
                var pause = request.TakesRefusals
                    ? null
                    : Retry.After(response.StatusCode, asked, request.IsRepeatable, attempt, Share());
                if (pause is not { } length)
                {
                    return await ReadAsync(request, response, cancellationToken);
                }

                wait = length;
            }
            catch (Exception fault) when (IsOfTheWay(fault))
            {
                Trace($"{request.Method} {request.Path} {fault.GetType().Name}");
                // A secure channel that cannot be made will not be made a second later either.
                var isLasting =
                    fault is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError };
                if (isLasting || !request.IsRepeatable || attempt >= Retry.Attempts - 1 || HasBegun(request))
                {
                    return RemoteProblems.NoAnswer(Server, Why(fault));
                }

                wait = Retry.BackOff(attempt, Share());
            }

            if (wait > TimeSpan.FromSeconds(2))
            {
                _console.Error.WriteLine($"The server asks to wait {Retry.Words(wait)} …");
            }

            await Task.Delay(wait, _console.Time, cancellationToken);
        }
    }

    /// <summary>Begins an answer that does not end by itself, such as a stream of events.</summary>
    /// <exception cref="HttpRequestException">There is no server, or it was lost.</exception>
    public async Task<HttpResponseMessage> OpenAsync(
        ApiRequest request,
        string? bearer,
        CancellationToken cancellationToken
    )
    {
        using var message = Message(request, bearer);
        var response = await ExchangeAsync(message, cancellationToken);
        Trace($"{request.Method} {message.RequestUri!.PathAndQuery} {(int)response.StatusCode}");
        return response;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> ExchangeAsync(
        HttpRequestMessage message,
        CancellationToken cancellationToken
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(AnswerPatience);
        try
        {
            return await _http.SendAsync(message, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {AnswerPatience.TotalSeconds:0} s");
        }
    }

    private HttpRequestMessage Message(ApiRequest request, string? bearer)
    {
        var message = new HttpRequestMessage(request.Method, Server.At(request.Path));
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("infrar", ProductVersion.Number));
        message.Headers.Accept.ParseAdd("application/json, application/problem+json, */*;q=0.5");
        if (bearer is not null)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.ContentType);
        }

        if (request.IfMatch is { } tag)
        {
            message.Headers.TryAddWithoutValidation("If-Match", tag);
        }

        if (request.IdempotencyKey is { } key)
        {
            message.Headers.Add("Idempotency-Key", key);
        }

        foreach (var (name, value) in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    private static async Task<Result<ApiAnswer>> ReadAsync(
        ApiRequest request,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        if (!response.IsSuccessStatusCode && !(request.TakesRefusals && Refusals.IsJson(response)))
        {
            return await Refusals.ReadAsync(request, response, cancellationToken);
        }

        byte[] content = [];
        if (request.Sink is { } sink)
        {
            await response.Content.CopyToAsync(sink, cancellationToken);
        }
        else
        {
            content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }

        return new ApiAnswer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType ?? "",
            response.Headers.ETag?.ToString(),
            content
        )
        {
            Headers =
            [
                .. response
                    .Headers.Concat(response.Content.Headers)
                    .Select(h => KeyValuePair.Create(h.Key, string.Join(", ", h.Value))),
            ],
        };
    }

    // A file that is full, or a reader that went away, is no fault of the way to the server.
    private static bool IsOfTheWay(Exception fault) =>
        fault
            is HttpRequestException
                or HttpIOException
                or TimeoutException
                or IOException { InnerException: System.Net.Sockets.SocketException };

    // What has been written to the user's file cannot be taken back.
    private static bool HasBegun(ApiRequest request) => request.Sink is { Position: > 0 };

    private static string Why(Exception fault) =>
        fault switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "There is no such host.",
            HttpRequestException
            {
                HttpRequestError: HttpRequestError.SecureConnectionError,
                InnerException: { } inner
            } => inner.Message,
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError, InnerException: { } inner } =>
                inner.Message,
            _ => fault.Message,
        };

    // Method, path and status alone: header fields and bodies hold secrets.
    private void Trace(string line)
    {
        if (_console.Variable("INFRAR_DEBUG") is "1")
        {
            _console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"http: {line}"));
        }
    }

    private static double Share() => Random.Shared.NextDouble();
}
