using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Infrar.Cli.Sources;
using Infrar.Core;

namespace Infrar.Cli.Remote;

/// <summary>Sends an archive in chunks; after a loss it goes on where the server stands, also in another run.</summary>
/// <param name="client">The server.</param>
/// <param name="project">Path of the project.</param>
/// <param name="progress">Is told how many bytes of how many the server has.</param>
internal sealed class UploadSender(ApiClient client, string project, Action<long, long> progress)
{
    /// <summary>Bytes of a chunk: what the server keeps as a whole.</summary>
    internal const int ChunkSize = 8 << 20;

    private const int MostLosses = 10;

    /// <summary>Sends everything and says that it is complete.</summary>
    /// <returns>The upload's path; what the server refuses it for.</returns>
    public async Task<Result<string>> SendAsync(SourceArchive archive, string name, CancellationToken cancellationToken)
    {
        var begun = await BeginAsync(archive, name, cancellationToken);
        if (!begun.Succeeded(out var upload, out var problem))
        {
            return problem;
        }

        var (path, offset) = (upload.Path, upload.Received);
        var losses = 0;
        var size = archive.Content.Length;
        while (offset < size)
        {
            progress(offset, size);
            var sent = await client.SendAsync(
                await ChunkAsync(path, archive, offset, cancellationToken),
                cancellationToken
            );
            var stands = sent.Succeeded(out var answer, out problem) ? OffsetOf(answer) : null;
            if (stands is null)
            {
                // A lost connection, or another sender of the same bytes: where it stands now is the server's to say.
                if (problem is not null && !IsPassing(problem) || ++losses > MostLosses)
                {
                    return problem ?? RemoteProblems.NoAnswer(client.Server, "It does not say how much it received.");
                }

                var asked = await client.SendAsync(new ApiRequest(HttpMethod.Head, path), cancellationToken);
                if (!asked.Succeeded(out answer, out problem))
                {
                    return problem;
                }

                stands = OffsetOf(answer);
            }

            losses = stands > offset ? 0 : losses;
            offset = stands ?? offset;
        }

        progress(size, size);
        var completed = await client.SendAsync(
            new ApiRequest(HttpMethod.Post, $"{path}/complete") { IdempotencyKey = ApiRequest.NewKey() },
            cancellationToken
        );
        return completed.Succeeded(out _, out problem) ? path : problem;
    }

    private async Task<Result<Begun>> BeginAsync(
        SourceArchive archive,
        string name,
        CancellationToken cancellationToken
    )
    {
        // The same source packs to the same bytes, so what an interrupted run has sent need not be sent again.
        var listed = await client.ListAsync($"{project}/uploads", 50, cancellationToken);
        if (!listed.Succeeded(out var uploads, out var problem))
        {
            return problem;
        }

        var open = uploads.FirstOrDefault(u => u.Text("status") is "receiving" && u.Text("sha256") == archive.Sha256);
        if (open.ValueKind is JsonValueKind.Object)
        {
            return new Begun($"{project}/uploads/{open.Text("id")}", open.GetProperty("received").GetInt64());
        }

        var made = await client.SendAsync(
            ApiRequest.Create(
                $"{project}/uploads",
                new UploadBody(name, archive.Content.Length, archive.Sha256),
                ApiJson.Default.UploadBody
            ),
            cancellationToken
        );
        return made.Succeeded(out var answer, out problem)
            ? new Begun($"{project}/uploads/{answer.Json().Text("id")}", 0)
            : problem;
    }

    private static async Task<ApiRequest> ChunkAsync(
        string path,
        SourceArchive archive,
        long offset,
        CancellationToken cancellationToken
    )
    {
        var bytes = new byte[Math.Min(ChunkSize, archive.Content.Length - offset)];
        archive.Content.Position = offset;
        await archive.Content.ReadExactlyAsync(bytes, cancellationToken);
        return new ApiRequest(HttpMethod.Patch, path)
        {
            Body = bytes,
            ContentType = "application/offset+octet-stream",
            Headers =
            [
                new("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)),
                new("Upload-Checksum", $"sha256 {Convert.ToBase64String(SHA256.HashData(bytes))}"),
            ],
        };
    }

    private static long? OffsetOf(ApiAnswer answer) =>
        answer.Headers.FirstOrDefault(h => h.Key.Equals("Upload-Offset", StringComparison.OrdinalIgnoreCase)).Value
            is { } text
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? offset
            : null;

    // No answer, the wrong place, a damaged chunk, a body that came too slowly.
    private static bool IsPassing(Problem problem) => problem.Code is "SRV004" or "UPL033" or "UPL038" or "UPL041";

    private sealed record Begun(string Path, long Received);
}

/// <summary>Announces an archive.</summary>
internal sealed record UploadBody(string Name, long Size, string Sha256);

/// <summary>Names a repository to fetch.</summary>
internal sealed record GitBody(string Url, string? Ref, string? Token, string? Username);
