using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Infrar.Platform.Evaluations;

/// <summary>An answer that Core computed, compressed once for all who ask: a comparison takes a tenth of its bytes so.</summary>
internal sealed class Evaluated
{
    private readonly string _contentType;
    private readonly bool _isArchive;

    private Evaluated(byte[] packed, string tag, string contentType, bool isArchive) =>
        (Packed, Tag, _contentType, _isArchive) = (packed, tag, contentType, isArchive);

    /// <summary>What is kept: JSON by gzip, an archive as it is; never changed.</summary>
    public byte[] Packed { get; }

    /// <summary>The entity tag: the same answer has the same one, however it is sent.</summary>
    public string Tag { get; }

    /// <summary>An answer to read.</summary>
    public static Evaluated Json(byte[] body)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        return new(packed.ToArray(), TagOf(body), "application/json", isArchive: false);
    }

    /// <summary>Files to save.</summary>
    public static Evaluated Archive(byte[] zip) => new(zip, TagOf(zip), "application/zip", isArchive: true);

    /// <summary>Answers with it.</summary>
    /// <param name="http">The request, which says whether it takes gzip.</param>
    /// <param name="name">What an archive is called, without its ending.</param>
    public IResult ToHttp(HttpContext http, string name)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "private, no-cache";
        // Weak, since the bytes depend on the coding.
        var tag = new EntityTagHeaderValue(Tag, isWeak: true);
        if (_isArchive)
        {
            return Results.Bytes(Packed, _contentType, $"{name}.zip", entityTag: tag);
        }

        headers.Vary = HeaderNames.AcceptEncoding;
        if (TakesGzip(http.Request))
        {
            headers.ContentEncoding = "gzip";
            return Results.Bytes(Packed, _contentType, entityTag: tag);
        }

        return Results.Stream(
            new GZipStream(new MemoryStream(Packed), CompressionMode.Decompress),
            _contentType,
            entityTag: tag
        );
    }

    private static bool TakesGzip(HttpRequest request) =>
        request
            .GetTypedHeaders()
            .AcceptEncoding.Any(a => a.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && a.Quality is not 0);

    private static string TagOf(byte[] body) => $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"";
}
