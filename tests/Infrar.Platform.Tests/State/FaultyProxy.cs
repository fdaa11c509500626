using System.Collections.Concurrent;
using Infrar.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Infrar.Platform.Tests.State;

/// <summary>What a proxy does wrong.</summary>
public enum ProxyFault
{
    /// <summary>It passes the request on, and answers 500.</summary>
    Answers500,

    /// <summary>It passes the request on, and drops the connection.</summary>
    Drops,

    /// <summary>It passes the request on twice.</summary>
    Repeats,
}

/// <summary>Stands between a client and the platform, and does every other time that something is changed what a bad network does.</summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false });
    private readonly ConcurrentDictionary<string, int> _seen = new(StringComparer.Ordinal);
    private readonly ProxyFault _fault;
    private readonly string _target;

    private FaultyProxy(WebApplication app, ProxyFault fault, string target, string address) =>
        (_app, _fault, _target, Address) = (app, fault, target, address);

    public string Address { get; }

    /// <summary>How often it did wrong.</summary>
    public int Faults { get; private set; }

    public static async Task<FaultyProxy> StartAsync(
        ProxyFault fault,
        string target,
        CancellationToken cancellationToken
    )
    {
        var address = $"http://127.0.0.1:{Programs.FreePort()}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        var app = builder.Build();
        var proxy = new FaultyProxy(app, fault, target, address);
        app.Run(proxy.PassAsync);
        await app.StartAsync(cancellationToken);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task PassAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var bytes = body.ToArray();
        var times = _seen.AddOrUpdate(http.Request.Method, 1, (_, before) => before + 1);
        using var answer = await SendAsync(http, bytes);
        if (!HttpMethods.IsGet(http.Request.Method) && times % 2 is 1)
        {
            Faults++;
            switch (_fault)
            {
                case ProxyFault.Answers500:
                    http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                    return;
                case ProxyFault.Drops:
                    http.Abort();
                    return;
                default:
                    using (var again = await SendAsync(http, bytes))
                    {
                        await AnswerAsync(http, again);
                    }

                    return;
            }
        }

        await AnswerAsync(http, answer);
    }

    private Task<HttpResponseMessage> SendAsync(HttpContext http, byte[] body)
    {
        var request = new HttpRequestMessage(
            new HttpMethod(http.Request.Method),
            $"{_target}{http.Request.Path}{http.Request.QueryString}"
        );
        if (!HttpMethods.IsGet(http.Request.Method))
        {
            request.Content = new ByteArrayContent(body);
        }

        foreach (var name in (string[])["Authorization", "Content-Type", "Content-MD5"])
        {
            if (http.Request.Headers.TryGetValue(name, out var value))
            {
                _ =
                    request.Headers.TryAddWithoutValidation(name, value.ToString())
                    || request.Content?.Headers.TryAddWithoutValidation(name, value.ToString()) is true;
            }
        }

        return _client.SendAsync(request, http.RequestAborted);
    }

    private static async Task AnswerAsync(HttpContext http, HttpResponseMessage answer)
    {
        http.Response.StatusCode = (int)answer.StatusCode;
        http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        if (answer.StatusCode is not System.Net.HttpStatusCode.NoContent)
        {
            await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
        }
    }
}
