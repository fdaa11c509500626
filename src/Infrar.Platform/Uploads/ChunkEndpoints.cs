using System.Globalization;
using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Teams;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using MinDataRate = Microsoft.AspNetCore.Server.Kestrel.Core.MinDataRate;

namespace Infrar.Platform.Uploads;

/// <summary>Where an upload stands, and its next chunk: the core of tus 1.0.0, with its checksums.</summary>
internal static class ChunkEndpoints
{
    private const string ChunkType = "application/offset+octet-stream";
    private const string ChecksumPrefix = "sha256 ";
    private static readonly TimeSpan SlowGrace = TimeSpan.FromSeconds(5);

    public static void MapUploadChunks(this IEndpointRouteBuilder uploads)
    {
        uploads
            .MapMethods("/{upload}", ["HEAD"], StandAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.ProjectsRead))
            .WithName("FindUploadOffset")
            .WithSummary("Where an upload stands: Upload-Offset of Upload-Length.");
        uploads
            .MapMethods("/{upload}", ["PATCH"], ReceiveAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.UploadsWrite))
            .Takes(ChunkType)
            .Reads("Upload-Offset", "Where the chunk begins; bytes, as HEAD tells.", isRequired: true)
            .Reads("Upload-Checksum", "'sha256 ' and the SHA-256 of the chunk in base64.")
            .WithName("SendUploadChunk")
            .WithSummary("Sends the next chunk, from Upload-Offset on.")
            .WithDescription(
                "Content-Type is application/offset+octet-stream. A chunk has a multiple of 8 MiB, or reaches to the end; the whole archive may be one. Each 8 MiB that arrived stays when the connection breaks: ask with HEAD, and go on from there. With 'Upload-Checksum: sha256 BASE64', the chunk is kept only when it is what was sent."
            );
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> StandAsync(
        string upload,
        ProjectAccess access,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (
            await UploadEndpoints.FindAsync(records, access, upload, isFollowed: false, cancellationToken)
            is not { } found
        )
        {
            return UploadProblems.NoSuch().ToHttp();
        }

        Stand(http.Response, found.Received);
        http.Response.Headers["Upload-Length"] = found.Size.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ReceiveAsync(
        string upload,
        ProjectAccess access,
        PlatformContext records,
        UploadChunks chunks,
        IOptions<UploadsOptions> options,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (
            await UploadEndpoints.FindAsync(records, access, upload, isFollowed: false, cancellationToken)
            is not { } found
        )
        {
            return UploadProblems.NoSuch().ToHttp();
        }

        // The announced size is the bound, which UploadChunks keeps: Kestrel's own would count the framing of chunked bodies too,
        // and cut a refused body off before its sender has read why.
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        if (!ChunkHead.Read(http.Request, found).Succeeded(out var head, out var fault))
        {
            Stand(http.Response, found.Received);
            return fault.ToHttp();
        }

        WantPace(http, options.Value.MinBytesPerSecond);
        using var body = new ChunkBody(http.Request, head.Sha256);
        Result<long> received;
        try
        {
            received = await chunks.ReceiveAsync(found, head.Offset, body, head.Sha256 is not null, cancellationToken);
        }
        catch (BadHttpRequestException slow) when (slow.StatusCode is StatusCodes.Status408RequestTimeout)
        {
            received = UploadProblems.TooSlow();
        }

        if (received.Succeeded(out var offset, out var problem))
        {
            Stand(http.Response, offset);
            return TypedResults.NoContent();
        }

        var now = await UploadEndpoints.FindAsync(records, access, upload, isFollowed: false, cancellationToken);
        Stand(http.Response, now?.Received ?? 0);
        return problem.ToHttp();
    }

    private static void WantPace(HttpContext http, int bytesPerSecond)
    {
        // Streams of HTTP/2 share the pace of their connection.
        if (HttpProtocol.IsHttp11(http.Request.Protocol) || HttpProtocol.IsHttp10(http.Request.Protocol))
        {
            http.Features.GetRequiredFeature<IHttpMinRequestBodyDataRateFeature>().MinDataRate = bytesPerSecond is 0
                ? null
                : new MinDataRate(bytesPerSecond, SlowGrace);
        }
    }

    private static void Stand(HttpResponse response, long offset) =>
        response.Headers["Upload-Offset"] = offset.ToString(CultureInfo.InvariantCulture);

    /// <summary>What a chunk's headers say.</summary>
    private sealed record ChunkHead(long Offset, byte[]? Sha256)
    {
        public static Result<ChunkHead> Read(HttpRequest request, Upload upload)
        {
            if (request.ContentType?.Split(';')[0].Trim() is not ChunkType)
            {
                return UploadProblems.NotAChunk($"Send it with 'Content-Type: {ChunkType}'.");
            }

            var stated = request.Headers["Upload-Offset"].ToString();
            if (!long.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
            {
                return UploadProblems.NotAChunk("Say in Upload-Offset where it begins; HEAD of this address tells.");
            }

            if (upload.Status is not UploadStatus.Receiving)
            {
                return UploadProblems.NotReceiving(upload.Status);
            }

            if (offset != upload.Received)
            {
                return UploadProblems.WrongOffset(upload.Received);
            }

            var missing = upload.Size - offset;
            if (request.ContentLength > missing)
            {
                return UploadProblems.TooMuch(upload.Size);
            }

            if (request.ContentLength is { } length && length < missing && length % FilePart.MaxSize is not 0)
            {
                return UploadProblems.Uneven();
            }

            return !TryReadHash(request.Headers["Upload-Checksum"].ToString(), out var sha256)
                ? UploadProblems.NotAChunk("Write Upload-Checksum as 'sha256 ' and the SHA-256 of the chunk in base64.")
                : new ChunkHead(offset, sha256);
        }

        private static bool TryReadHash(string stated, out byte[]? sha256)
        {
            sha256 = null;
            if (stated is "")
            {
                return true;
            }

            var bytes = new byte[32];
            if (
                !stated.StartsWith(ChecksumPrefix, StringComparison.Ordinal)
                || !Convert.TryFromBase64String(stated[ChecksumPrefix.Length..], bytes, out var length)
                || length is not 32
            )
            {
                return false;
            }

            sha256 = bytes;
            return true;
        }
    }
}
