using System.Formats.Tar;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Infrar.Platform.Tests.Servers;

namespace Infrar.Platform.Tests.Uploads;

/// <summary>Archives of tests.</summary>
internal static class Sources
{
    /// <summary>A small program with a database, as detection knows it.</summary>
    public static readonly (string Name, byte[] Content)[] Shop =
    [
        (
            "shop-1.0/package.json",
            """{"name":"shop","scripts":{"start":"node server.js"},"dependencies":{"express":"4","pg":"8"}}"""u8.ToArray()
        ),
        ("shop-1.0/server.js", "require('express')().listen(3000)"u8.ToArray()),
        ("shop-1.0/Dockerfile", "FROM node:22\nEXPOSE 3000\nCMD [\"node\",\"server.js\"]\n"u8.ToArray()),
    ];

    /// <summary>The shop with a file that does not pack, so large that the archive has several parts.</summary>
    public static byte[] Large(int bytes) =>
        Zip([.. Shop, ("shop-1.0/data.bin", RandomNumberGenerator.GetBytes(bytes))]);

    public static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var stream = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                stream.Write(content);
            }
        }

        return archive.ToArray();
    }

    public static byte[] TarGz(params TarEntry[] entries)
    {
        var archive = new MemoryStream();
        using (var gzip = new GZipStream(archive, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                tar.WriteEntry(entry);
            }
        }

        return archive.ToArray();
    }

    /// <summary>A tar whose one header says of itself that gigabytes of attributes follow.</summary>
    public static byte[] TarWithHugeAttributes()
    {
        var header = new byte[512];
        "PaxHeaders/x"u8.CopyTo(header);
        "0000644\0"u8.CopyTo(header.AsSpan(100));
        "16000000000\0"u8.CopyTo(header.AsSpan(124));
        "00000000000\0"u8.CopyTo(header.AsSpan(136));
        header[156] = (byte)'x';
        "ustar\000"u8.CopyTo(header.AsSpan(257));
        header.AsSpan(148, 8).Fill((byte)' ');
        var sum = header.Sum(octet => octet);
        Encoding.ASCII.GetBytes($"{Convert.ToString(sum, 8).PadLeft(6, '0')}\0 ").CopyTo(header.AsSpan(148));
        return header;
    }
}

/// <summary>Short ways to upload.</summary>
internal static class UploadRequests
{
    public const int Part = 8 * 1024 * 1024;

    public static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Announces an archive and gives its address.</summary>
    public static async Task<string> BeginAsync(
        this HttpClient client,
        string project,
        byte[] content,
        CancellationToken cancellationToken,
        string? sha256 = null
    )
    {
        var answer = await client.PostJsonAsync(
            $"/api/v1/projects/{project}/uploads",
            new
            {
                name = "source",
                size = content.Length,
                sha256,
            },
            cancellationToken
        );
        Assert.Equal("receiving", answer.Text("status"));
        return $"/api/v1/projects/{project}/uploads/{answer.Text("id")}";
    }

    public static async Task<HttpResponseMessage> ChunkAsync(
        this HttpClient client,
        string address,
        long offset,
        HttpContent content,
        CancellationToken cancellationToken,
        string? checksum = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, address) { Content = content };
        content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        request.Headers.Add("Upload-Offset", $"{offset}");
        if (checksum is not null)
        {
            request.Headers.Add("Upload-Checksum", checksum);
        }

        return await client.SendAsync(request, cancellationToken);
    }

    public static Task<HttpResponseMessage> ChunkAsync(
        this HttpClient client,
        string address,
        long offset,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken,
        string? checksum = null
    ) => client.ChunkAsync(address, offset, new ReadOnlyMemoryContent(content), cancellationToken, checksum);

    public static async Task<long> OffsetAsync(
        this HttpClient client,
        string address,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        using var answer = await client.SendAsync(request, cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}");
        return long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), null);
    }

    /// <summary>Uploads all of it and waits for the end.</summary>
    public static async Task<JsonElement> UploadAsync(
        this HttpClient client,
        string project,
        byte[] content,
        CancellationToken cancellationToken,
        string? sha256 = null
    )
    {
        var address = await client.BeginAsync(project, content, cancellationToken, sha256);
        using var sent = await client.ChunkAsync(address, 0, content, cancellationToken);
        Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync(cancellationToken));
        using var completed = await client.PostAsync($"{address}/complete", null, cancellationToken);
        Assert.True(completed.IsSuccessStatusCode, await completed.Content.ReadAsStringAsync(cancellationToken));
        return await client.EndAsync(address, cancellationToken);
    }

    /// <summary>The upload, once nothing more happens to it: followed by its events.</summary>
    public static async Task<JsonElement> EndAsync(
        this HttpClient client,
        string address,
        CancellationToken cancellationToken
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(90));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{address}/events");
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}");
        _ = await answer.Content.ReadAsStringAsync(patience.Token);
        return await client.GetJsonAsync(address, cancellationToken);
    }
}
