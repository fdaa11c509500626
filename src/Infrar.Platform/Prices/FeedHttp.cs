using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Infrar.Providers.Feeds;

namespace Infrar.Platform.Prices;

/// <summary>Fetches a feed's files over HTTP and takes the measure of what comes; for one sync, not thread-safe.</summary>
internal sealed class FeedHttp(HttpClient client, TimeProvider time, string key) : FeedWeb, IDisposable
{
    /// <summary>The client's name; it asks again where a server refuses for the moment.</summary>
    internal const string Client = "prices";

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <inheritdoc/>
    public override DateTimeOffset Now => time.GetUtcNow();

    /// <inheritdoc/>
    public override string Key => key;

    /// <summary>Bytes of all files.</summary>
    public long Bytes { get; private set; }

    /// <inheritdoc/>
    public override async Task<FeedAnswer> OpenAsync(
        Uri address,
        FeedEdition? known,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (known is { ETag.Length: > 0 } && EntityTagHeaderValue.TryParse(known.ETag, out var tag))
        {
            request.Headers.IfNoneMatch.Add(tag);
        }
        else if (known is { LastModified.Length: > 0 })
        {
            _ = request.Headers.TryAddWithoutValidation("If-Modified-Since", known.LastModified);
        }

        var response = await SendAsync(request, address, cancellationToken);
        var (etag, modified) = (
            response.Headers.ETag?.ToString() ?? "",
            response.Content.Headers.LastModified?.ToString("r", System.Globalization.CultureInfo.InvariantCulture)
                ?? ""
        );
        if (response.StatusCode is HttpStatusCode.NotModified)
        {
            response.Dispose();
            return new(null, etag, modified);
        }

        return new(
            new ResumingStream(
                response,
                await response.Content.ReadAsStreamAsync(cancellationToken),
                (from, end) => ResumeAsync(address, from, response, end),
                Took
            ),
            etag,
            modified
        );
    }

    /// <summary>SHA-256 of what was read since this was asked last.</summary>
    public string TakeChecksum() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private void Took(ReadOnlySpan<byte> bytes)
    {
        Bytes += bytes.Length;
        _hash.AppendData(bytes);
    }

    // The rest of a file, if it is still the same one; null when the server does not say that it is.
    private async Task<HttpResponseMessage?> ResumeAsync(
        Uri address,
        long from,
        HttpResponseMessage first,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = new(from, null);
        if (first.Headers.ETag is { IsWeak: false } tag)
        {
            request.Headers.IfRange = new(tag);
        }
        else if (first.Content.Headers.LastModified is { } modified)
        {
            request.Headers.IfRange = new(modified);
        }
        else
        {
            return null;
        }

        var response = await SendAsync(request, address, cancellationToken);
        if (response.StatusCode is HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == from)
        {
            return response;
        }

        response.Dispose();
        return null;
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        Uri address,
        CancellationToken cancellationToken
    )
    {
        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (Exception fault)
            when (fault is HttpRequestException or Polly.Timeout.TimeoutRejectedException
                && !cancellationToken.IsCancellationRequested
            )
        {
            throw new IOException($"{Named(address)} cannot be reached: {fault.Message}", fault);
        }

        if (response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.NotModified)
        {
            return response;
        }

        using (response)
        {
            throw new IOException($"{Named(address)} answered {(int)response.StatusCode} each time.");
        }
    }

    // Without its query, where a key may stand.
    private static string Named(Uri address) => address.GetLeftPart(UriPartial.Path);
}
