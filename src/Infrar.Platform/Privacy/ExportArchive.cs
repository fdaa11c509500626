using System.IO.Compression;
using System.Text.Json;
using Infrar.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Privacy;

/// <summary>Writes JSON files into an archive as they are read, so that no table stands whole in memory.</summary>
internal static class ExportArchive
{
    private static readonly JsonSerializerOptions Json = new(JsonShape.Options) { WriteIndented = true };

    /// <summary>Adds rows.</summary>
    public static async Task AddAsync<T>(
        this ZipArchive archive,
        string name,
        IQueryable<T> rows,
        CancellationToken cancellationToken
    )
    {
        await using var stream = await archive.CreateEntry(name).OpenAsync(cancellationToken);
        await JsonSerializer.SerializeAsync(stream, rows.AsAsyncEnumerable(), Json, cancellationToken);
    }

    /// <summary>Adds one thing; a text as it is.</summary>
    public static async Task AddAsync(
        this ZipArchive archive,
        string name,
        object content,
        CancellationToken cancellationToken
    )
    {
        await using var stream = await archive.CreateEntry(name).OpenAsync(cancellationToken);
        if (content is string text)
        {
            await using var writer = new StreamWriter(stream);
            await writer.WriteAsync(text.AsMemory(), cancellationToken);
        }
        else
        {
            await JsonSerializer.SerializeAsync(stream, content, Json, cancellationToken);
        }
    }
}
