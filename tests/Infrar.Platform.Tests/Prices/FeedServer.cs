using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Infrar.Platform.Tests.Prices;

/// <summary>A server on loopback that has files at paths, with entity tags and ranges, and can be told to misbehave.</summary>
internal sealed class FeedServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private FeedServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    /// <summary>What was asked for, with what was answered.</summary>
    public ConcurrentQueue<(string Path, int Status)> Asked { get; } = new();

    /// <summary>How many of the next answers are 503.</summary>
    public int Refusals { get; set; }

    /// <summary>After how many bytes the next body breaks off; null for never.</summary>
    public int? BreaksAt { get; set; }

    /// <summary>Whether a part of a file can be asked for.</summary>
    public bool HasRanges { get; set; } = true;

    /// <summary>Is called before each answer.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    public static async Task<FeedServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FeedServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Puts a file at a path with its query, in place of what was there.</summary>
    public void Put(string path, string text) => _files[path] = Encoding.UTF8.GetBytes(text);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path + Uri.UnescapeDataString(http.Request.QueryString.Value ?? "");
        await Before(path);
        try
        {
            await WriteAsync(http, path);
        }
        finally
        {
            Asked.Enqueue((path, http.Response.StatusCode));
        }
    }

    private async Task WriteAsync(HttpContext http, string path)
    {
        if (Refusals > 0)
        {
            Refusals--;
            http.Response.StatusCode = 503;
            return;
        }

        if (!_files.TryGetValue(path, out var body))
        {
            http.Response.StatusCode = 404;
            return;
        }

        var tag = new EntityTagHeaderValue(
            $"\"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(body).AsSpan(0, 8))}\""
        );
        http.Response.GetTypedHeaders().ETag = tag;
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            http.Response.StatusCode = 304;
            return;
        }

        var from = 0;
        if (HasRanges && http.Request.GetTypedHeaders().Range?.Ranges.FirstOrDefault()?.From is { } start)
        {
            from = (int)start;
            http.Response.StatusCode = 206;
            http.Response.Headers.ContentRange = string.Create(
                CultureInfo.InvariantCulture,
                $"bytes {from}-{body.Length - 1}/{body.Length}"
            );
        }

        http.Response.ContentLength = body.Length - from;
        if (BreaksAt is { } end && body.Length - from > end)
        {
            BreaksAt = null;
            await http.Response.Body.WriteAsync(body.AsMemory(from, end));
            await http.Response.Body.FlushAsync();
            // What is aborted at once may never leave: the client would see no answer in the place of half a one.
            await Task.Delay(200);
            http.Abort();
            return;
        }

        await http.Response.Body.WriteAsync(body.AsMemory(from));
    }
}
