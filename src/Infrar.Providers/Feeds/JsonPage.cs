using System.Text.Json;

namespace Infrar.Providers.Feeds;

/// <summary>One page of a feed that comes in pages of JSON; the pages are small, so each is held whole.</summary>
internal static class JsonPage
{
    private const long Longest = 64 * 1024 * 1024;

    /// <summary>Reads one.</summary>
    /// <exception cref="FeedFormatException">It is no JSON, or of more than 64 MiB.</exception>
    internal static async Task<JsonDocument> ReadAsync(FeedWeb web, Uri address, CancellationToken cancellationToken)
    {
        await using var answer = await web.OpenAsync(address, null, cancellationToken);
        await using var limited = new ShortStream(answer.Content!, Longest);
        try
        {
            return await JsonDocument.ParseAsync(limited, default, cancellationToken);
        }
        catch (JsonException fault)
        {
            throw new FeedFormatException(
                $"The page {address.AbsolutePath} is no JSON, or ends too early: {fault.Message}"
            );
        }
    }

    /// <summary>The rows of a page.</summary>
    /// <exception cref="FeedFormatException">It has none, not even an empty list.</exception>
    internal static JsonElement Rows(JsonDocument page, string name) =>
        page.RootElement.ValueKind is JsonValueKind.Object
        && page.RootElement.TryGetProperty(name, out var rows)
        && rows.ValueKind is JsonValueKind.Array
            ? rows
            : throw new FeedFormatException($"A page has no list '{name}'.");

    /// <summary>A text of a row; empty when it is not there.</summary>
    internal static string Text(this JsonElement row, string name) =>
        row.ValueKind is JsonValueKind.Object && row.TryGetProperty(name, out var value) ? value.Text() : "";

    /// <summary>A value as a text, a number as it is written; empty for what is none.</summary>
    internal static string Text(this JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => "",
        };

    /// <summary>A number of a row, with all its digits; null when it is not there or is none.</summary>
    internal static decimal? Number(this JsonElement row, string name) =>
        FeedText.TryNumber(row.Text(name), out var number) ? number : null;
}

/// <summary>Counts the rows of a file that cannot be read: single ones are a mistake, many are another format.</summary>
internal sealed class ReadableRows
{
    private const int SmallestShare = 100;
    private long _rows;
    private long _unreadable;

    /// <summary>Counts one.</summary>
    /// <returns>What was passed.</returns>
    internal bool Count(bool isReadable)
    {
        _rows++;
        _unreadable += isReadable ? 0 : 1;
        return isReadable;
    }

    /// <summary>Looks back on all.</summary>
    /// <exception cref="FeedFormatException">There were none, or more than one in a hundred could not be read.</exception>
    internal void Close(string what)
    {
        if (_rows is 0)
        {
            throw new FeedFormatException($"{what} has no price.");
        }

        if (_unreadable * SmallestShare > _rows)
        {
            throw new FeedFormatException(
                $"{_unreadable} of the {_rows} prices of {what} cannot be read: its fields are not what they were."
            );
        }
    }
}
