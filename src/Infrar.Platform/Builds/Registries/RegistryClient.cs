using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Infrar.Core.Images;

namespace Infrar.Platform.Builds.Registries;

/// <summary>A registry does not answer as registries do.</summary>
/// <param name="message">What was asked, and what came.</param>
/// <param name="inner">What the network said; null where it answered.</param>
internal sealed class RegistryException(string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>What the registry answered; null when nothing came.</summary>
    public HttpStatusCode? Status { get; init; }
}

/// <summary>A manifest as it lies in a registry.</summary>
/// <param name="MediaType">What it is.</param>
/// <param name="Digest">Of its bytes, computed here.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record RegistryManifest(string MediaType, string Digest, byte[] Content);

/// <summary>Speaks the OCI distribution protocol: manifests and small blobs both ways, large ones out of it.</summary>
/// <remarks>https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md. What comes is held against its digest.</remarks>
internal sealed class RegistryClient(HttpClient http, RegistryPlace place) : IDisposable
{
    /// <summary>Most bytes of a manifest.</summary>
    private const int LongestManifest = 4 << 20;

    /// <summary>Bytes of one piece of an upload.</summary>
    private const int Piece = 8 << 20;
    private const int MostTries = 4;

    private static readonly string[] ManifestTypes =
    [
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
    ];

    private readonly RegistryAuthorization _authorization = new(http, place);

    /// <summary>The registry.</summary>
    public RegistryPlace Place => place;

    /// <summary>A manifest by tag or digest; null when it is not there.</summary>
    /// <exception cref="RegistryException">The registry does not answer, refuses, or what comes is not what its digest says.</exception>
    public async Task<RegistryManifest?> FindManifestAsync(
        string repository,
        string reference,
        CancellationToken cancellationToken
    )
    {
        using var response = await SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, Address($"{repository}/manifests/{reference}"));
                foreach (var type in ManifestTypes)
                {
                    request.Headers.Accept.Add(new(type));
                }

                return request;
            },
            repository,
            "pull",
            cancellationToken
        );
        if (response.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }

        Expect(response, HttpStatusCode.OK);
        var content = await ReadAsync(response, LongestManifest, cancellationToken);
        var digest = DigestOf(content);
        return !ImageReference.IsDigest(reference) || reference == digest
            ? new(response.Content.Headers.ContentType?.MediaType ?? "", digest, content)
            : throw new RegistryException($"{place.Host} gave another manifest of {repository} than {reference}.");
    }

    /// <summary>Whether a blob is there.</summary>
    public async Task<bool> HasBlobAsync(string repository, string digest, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            () => new(HttpMethod.Head, Address($"{repository}/blobs/{digest}")),
            repository,
            "pull",
            cancellationToken
        );
        return response.StatusCode is HttpStatusCode.OK;
    }

    /// <summary>A small blob; null when it is not there.</summary>
    /// <exception cref="RegistryException">The registry does not answer, refuses, or what comes is not what its digest says.</exception>
    public async Task<byte[]?> FindBlobAsync(
        string repository,
        string digest,
        int most,
        CancellationToken cancellationToken
    )
    {
        using var response = await SendAsync(
            () => new(HttpMethod.Get, Address($"{repository}/blobs/{digest}")),
            repository,
            "pull",
            cancellationToken
        );
        if (response.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }

        Expect(response, HttpStatusCode.OK);
        var content = await ReadAsync(response, most, cancellationToken);
        return DigestOf(content) == digest
            ? content
            : throw new RegistryException($"{place.Host} gave another blob of {repository} than {digest}.");
    }

    /// <summary>A blob as it comes, unchecked; the caller disposes of it.</summary>
    public async Task<Stream> OpenBlobAsync(string repository, string digest, CancellationToken cancellationToken)
    {
        var response = await SendAsync(
            () => new(HttpMethod.Get, Address($"{repository}/blobs/{digest}")),
            repository,
            "pull",
            cancellationToken
        );
        Expect(response, HttpStatusCode.OK);
        return await response.Content.ReadAsStreamAsync(cancellationToken);
    }

    /// <summary>Stores a blob in pieces, unless it is there; a piece that is lost on the way is sent again from where the registry stands.</summary>
    /// <returns>Its digest.</returns>
    public async Task<string> PushBlobAsync(string repository, byte[] content, CancellationToken cancellationToken)
    {
        var digest = DigestOf(content);
        if (await HasBlobAsync(repository, digest, cancellationToken))
        {
            return digest;
        }

        using var begun = await SendAsync(
            () => new(HttpMethod.Post, Address($"{repository}/blobs/uploads/")),
            repository,
            "pull,push",
            cancellationToken
        );
        Expect(begun, HttpStatusCode.Accepted);
        var location = LocationOf(begun);
        var sent = 0;
        for (var tried = 0; sent < content.Length; )
        {
            var (from, length) = (sent, Math.Min(Piece, content.Length - sent));
            try
            {
                using var response = await SendAsync(
                    () => PieceOf(location, content, from, length),
                    repository,
                    "pull,push",
                    cancellationToken,
                    mostTries: 1
                );
                Expect(response, HttpStatusCode.Accepted);
                (sent, tried, location) = (from + length, 0, LocationOf(response));
            }
            catch (RegistryException) when (++tried < MostTries)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200 << tried), cancellationToken);
                (sent, location) = await StandAsync(repository, location, cancellationToken);
            }
        }

        using var ended = await SendAsync(
            () => new(HttpMethod.Put, With(location, "digest", digest)) { Content = new ByteArrayContent([]) },
            repository,
            "pull,push",
            cancellationToken
        );
        Expect(ended, HttpStatusCode.Created);
        return digest;
    }

    /// <summary>Stores a manifest under a tag, or under its digest.</summary>
    /// <returns>Its digest.</returns>
    public async Task<string> PushManifestAsync(
        string repository,
        string reference,
        string mediaType,
        byte[] content,
        CancellationToken cancellationToken
    )
    {
        using var response = await SendAsync(
            () =>
                new(HttpMethod.Put, Address($"{repository}/manifests/{reference}"))
                {
                    Content = new ByteArrayContent(content) { Headers = { ContentType = new(mediaType) } },
                },
            repository,
            "pull,push",
            cancellationToken
        );
        Expect(response, HttpStatusCode.Created);
        return DigestOf(content);
    }

    /// <summary>Removes a manifest, and with it every tag that leads there.</summary>
    /// <returns>False when there was none, or the registry lets nobody remove any.</returns>
    public async Task<bool> DeleteManifestAsync(string repository, string digest, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            () => new(HttpMethod.Delete, Address($"{repository}/manifests/{digest}")),
            repository,
            "delete",
            cancellationToken
        );
        return response.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.OK or HttpStatusCode.NoContent;
    }

    /// <summary>Every tag of a repository; none when there is no such repository.</summary>
    public async Task<List<string>> TagsAsync(string repository, CancellationToken cancellationToken)
    {
        var tags = new List<string>();
        string? after = null;
        do
        {
            var from = after;
            using var response = await SendAsync(
                () =>
                    new(
                        HttpMethod.Get,
                        Address(
                            $"{repository}/tags/list?n=500{(from is null ? "" : $"&last={Uri.EscapeDataString(from)}")}"
                        )
                    ),
                repository,
                "pull",
                cancellationToken
            );
            if (response.StatusCode is HttpStatusCode.NotFound)
            {
                return tags;
            }

            Expect(response, HttpStatusCode.OK);
            using var json = JsonDocument.Parse(await ReadAsync(response, LongestManifest, cancellationToken));
            var page =
                json.RootElement.TryGetProperty("tags", out var list) && list.ValueKind is JsonValueKind.Array
                    ? list.EnumerateArray().Select(t => t.GetString()!).ToList()
                    : [];
            tags.AddRange(page);
            after = response.Headers.Contains("Link") && page.Count > 0 ? page[^1] : null;
        } while (after is not null);

        return tags;
    }

    /// <summary>The digest of bytes.</summary>
    public static string DigestOf(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private Uri Address(string path) => new($"{(place.IsPlain ? "http" : "https")}://{place.Host}/v2/{path}");

    private static HttpRequestMessage PieceOf(Uri location, byte[] content, int from, int length)
    {
        var piece = new ByteArrayContent(content, from, length);
        piece.Headers.ContentType = new("application/octet-stream");
        piece.Headers.TryAddWithoutValidation(
            "Content-Range",
            string.Create(CultureInfo.InvariantCulture, $"{from}-{from + length - 1}")
        );
        return new(HttpMethod.Patch, location) { Content = piece };
    }

    // How far a registry has an upload, and where it goes on.
    private async Task<(int Sent, Uri Location)> StandAsync(
        string repository,
        Uri location,
        CancellationToken cancellationToken
    )
    {
        using var response = await SendAsync(
            () => new(HttpMethod.Get, location),
            repository,
            "pull,push",
            cancellationToken
        );
        Expect(response, HttpStatusCode.NoContent);
        var range = response.Headers.TryGetValues("Range", out var values) ? values.First() : "0-0";
        var last = int.Parse(range.Split('-')[^1], CultureInfo.InvariantCulture);
        return (last is 0 ? 0 : last + 1, LocationOf(response));
    }

    private async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage> make,
        string repository,
        string actions,
        CancellationToken cancellationToken,
        int mostTries = MostTries
    )
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                var response = await _authorization.SendAsync(make, repository, actions, cancellationToken);
                if ((int)response.StatusCode is not (429 or >= 500) || tried >= mostTries)
                {
                    return response;
                }

                response.Dispose();
            }
            catch (Exception fault)
                when (fault is HttpRequestException or IOException or OperationCanceledException
                    && !cancellationToken.IsCancellationRequested
                )
            {
                if (tried >= mostTries || fault is RegistryException or Parts.Net.ForbiddenAddressException)
                {
                    throw fault as RegistryException
                        ?? new RegistryException($"{place.Host} cannot be reached from here.", fault);
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100 << tried), cancellationToken);
        }
    }

    private void Expect(HttpResponseMessage response, HttpStatusCode status)
    {
        if (response.StatusCode != status)
        {
            var asked = response.RequestMessage;
            throw new RegistryException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{place.Host} answered {(int)response.StatusCode} to {asked?.Method} {asked?.RequestUri?.AbsolutePath}."
                )
            )
            {
                Status = response.StatusCode,
            };
        }
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, int most, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            content.Write(buffer, 0, read);
            if (content.Length > most)
            {
                throw new RegistryException($"{place.Host} sent more than {most} bytes where less was expected.");
            }
        }

        return content.ToArray();
    }

    private Uri LocationOf(HttpResponseMessage response) =>
        response.Headers.Location is not { } location
            ? throw new RegistryException($"{place.Host} did not say where an upload goes on.")
        : location.IsAbsoluteUri ? location
        : new Uri(Address(""), location);

    private static Uri With(Uri location, string name, string value) =>
        new($"{location}{(location.Query is "" ? "?" : "&")}{name}={Uri.EscapeDataString(value)}");
}
